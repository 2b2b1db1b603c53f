/** Draws the blocks of a lane with their labels, in whole device pixels. */
import { type Brush, devicePixels, type Frame } from './frame.ts';
import { hatchPatterns } from './hatch.ts';
import { type Boxes, busyIn, endOf } from './layout.ts';
import { span } from './micros.ts';
import { keyName } from './names.ts';
import type { Swatch } from './palette.ts';
import type { LaneRows } from './rows.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';

/** CSS pixels. */
const PAD = 6;
const RADIUS = 3;
const ROUNDED_FROM = 7;
const GAP_FROM = 4;
const LABEL_FROM = 26;
const STRIPED_FROM = 8;
const STRIPE_EVERY = 4;
const HATCH = 8;
/** The least share of a composite's height that is filled, however little of its time its events cover. */
const LEAST_FILL = 0.15;

export class LanePainter {
  readonly #brush: Brush;
  readonly #keys: TextFitter;
  readonly #titles: TextFitter;
  /** By the number of their swatch. */
  readonly #hatches: ReadonlyMap<number, CanvasPattern>;

  constructor(brush: Brush) {
    this.#brush = brush;
    this.#keys = fitterFor(brush.context, brush.fonts.key);
    this.#titles = fitterFor(brush.context, brush.fonts.title);
    this.#hatches = hatchPatterns(brush.context, brush.theme.swatches, devicePixels(HATCH, brush));
  }

  /** Before the lanes of a frame: hatching goes along with the blocks when they move. */
  begin(frame: Frame): void {
    const tile = this.#px(HATCH);
    const perPixel = span(frame.view) / Math.max(1, frame.width * this.#brush.ratio);
    const origin = Math.round(frame.view.start / perPixel) % tile;
    for (const hatch of this.#hatches.values()) hatch.setTransform(new DOMMatrix().translate(-origin, 0));
  }

  /** Device pixels: the blocks' upper edge and height, the width of the canvas. */
  paint(lane: LaneRows, boxes: Boxes, top: number, height: number, width: number): void {
    for (let box = 0; box < boxes.length; box++) this.#paintBox(lane, boxes, box, top, height);
    for (let box = 0; box < boxes.length; box++) this.#paintLabel(lane, boxes, box, top, height, width);
  }

  #px(css: number): number {
    return devicePixels(css, this.#brush);
  }

  #paintBox(lane: LaneRows, boxes: Boxes, box: number, top: number, height: number): void {
    const swatch = this.#swatch(lane, boxes, box);
    if (swatch === undefined) return;
    const x0 = boxes.x0[box] ?? 0;
    const full = (boxes.x1[box] ?? 0) - x0;
    const width = full >= this.#px(GAP_FROM) ? full - this.#px(1) : full;
    const composite = (lane.count[boxes.main[box] ?? 0] ?? 1) > 1 || boxes.first[box] !== boxes.last[box];
    if (!composite) {
      this.#fill(this.#hatches.get(lane.swatch[boxes.main[box] ?? 0] ?? 0) ?? swatch.fill, x0, top, width, height);
      return;
    }
    // As high as the share of its time that its events cover: a busy stretch looks busy.
    const filled = Math.round(height * Math.max(LEAST_FILL, density(lane, boxes, box)));
    if (filled < height) this.#fill(swatch.tint, x0, top, width, height);
    this.#fill(swatch.fill, x0, top + height - filled, width, filled);
    if (width >= this.#px(STRIPED_FROM)) this.#stripe(swatch, x0, top + height - filled, width, filled);
  }

  #swatch(lane: LaneRows, boxes: Boxes, box: number): Swatch | undefined {
    return this.#brush.theme.swatches[lane.swatch[boxes.main[box] ?? 0] ?? 0];
  }

  #fill(style: string | CanvasPattern, x: number, y: number, width: number, height: number): void {
    const { context } = this.#brush;
    if (context.fillStyle !== style) context.fillStyle = style;
    if (width < this.#px(ROUNDED_FROM)) {
      context.fillRect(x, y, width, height);
      return;
    }
    context.beginPath();
    context.roundRect(x, y, width, height, this.#px(RADIUS));
    context.fill();
  }

  #stripe(swatch: Swatch, x: number, y: number, width: number, height: number): void {
    const { context } = this.#brush;
    context.fillStyle = swatch.stripe;
    const line = this.#px(1);
    for (let at = this.#px(STRIPE_EVERY) - line; at < width - line; at += this.#px(STRIPE_EVERY)) {
      context.fillRect(x + at, y + line, line, height - 2 * line);
    }
  }

  /** The label of a block that begins before the view stands at the view's edge. */
  #paintLabel(lane: LaneRows, boxes: Boxes, box: number, top: number, height: number, width: number): void {
    const pad = this.#px(PAD);
    const left = Math.max(0, boxes.x0[box] ?? 0) + pad;
    const room = Math.min(width, boxes.x1[box] ?? 0) - left - pad + this.#px(2);
    if (room < this.#px(LABEL_FROM) - 2 * pad) return;
    const main = boxes.main[box] ?? 0;
    const swatch = this.#swatch(lane, boxes, box);
    const name = worthReading(this.#keys.fit(keyName(lane.key[main] ?? '', lane.type), room));
    if (swatch === undefined || name === '') return;
    const count = lane.count[main] ?? 1;
    const detail = worthReading(this.#titles.fit(count > 1 ? `${count} events` : (lane.title[main] ?? ''), room));
    const two = detail !== '';
    const { context, fonts } = this.#brush;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.font = fonts.key;
    context.fillStyle = swatch.text;
    context.fillText(name, left, Math.round(top + height * (two ? 0.31 : 0.52)));
    if (!two) return;
    context.font = fonts.title;
    context.fillStyle = swatch.textMuted;
    context.fillText(detail, left, Math.round(top + height * 0.71));
  }
}

/** One or two letters and an ellipsis tell nobody anything. */
const worthReading = (text: string): string => (text.endsWith('…') && text.length < 5 ? '' : text);

function fitterFor(context: CanvasRenderingContext2D, font: string): TextFitter {
  return createTextFitter((text) => {
    context.font = font;
    return context.measureText(text).width;
  });
}

/** The share of its length that a box's events cover, 0 to 1. */
function density(lane: LaneRows, boxes: Boxes, box: number): number {
  const length = endOf(lane, boxes, box) - (lane.start[boxes.first[box] ?? 0] ?? 0);
  return length <= 0 ? 1 : Math.min(1, busyIn(lane, boxes, box) / length);
}
