/**
 * Draws lanes and axis on their canvases, in whole device pixels, only what is in sight. Knows nothing of where things come
 * from: it gets a frame and paints it.
 */
import type { AxisLayout } from './axis.ts';
import { type Geometry, lanesInSight } from './geometry.ts';
import type { Boxes } from './layout.ts';
import { type Range, span } from './micros.ts';
import { keyName } from './names.ts';
import type { Swatch } from './palette.ts';
import type { LaneRows } from './rows.ts';
import { toPixel } from './scale.ts';
import { createTextFitter, type TextFitter } from './text-fit.ts';
import type { Theme } from './theme.ts';

/** A box that is marked, by its lane and its rows. */
export interface MarkedBlock extends Range {
  readonly lane: number;
}

export interface Frame {
  readonly view: Range;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly lanes: readonly LaneRows[];
  /** For each lane in sight its boxes. */
  readonly boxes: readonly Boxes[];
  readonly axis: AxisLayout;
  readonly now: number;
  readonly hovered: MarkedBlock | null;
  readonly selected: MarkedBlock | null;
  readonly focused: MarkedBlock | null;
  readonly selection: Range | null;
}

export interface Fonts {
  readonly mark: string;
  readonly era: string;
  readonly key: string;
  readonly title: string;
}

export const fontsFor = (theme: Theme, ratio: number): Fonts => ({
  mark: `${theme.tiny * ratio}px ${theme.family}`,
  era: `600 ${theme.tiny * ratio}px ${theme.family}`,
  key: `600 ${theme.tiny * ratio}px ${theme.family}`,
  title: `${theme.tiny * 0.94 * ratio}px ${theme.family}`,
});

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

export class Painter {
  readonly #lanes: CanvasRenderingContext2D;
  readonly #axis: CanvasRenderingContext2D;
  readonly #theme: Theme;
  readonly #geometry: Geometry;
  readonly #ratio: number;
  readonly #fonts: Fonts;
  readonly #keys: TextFitter;
  readonly #titles: TextFitter;
  readonly #hatch: CanvasPattern | null;

  constructor(
    lanes: CanvasRenderingContext2D,
    axis: CanvasRenderingContext2D,
    options: { theme: Theme; geometry: Geometry; ratio: number },
  ) {
    this.#lanes = lanes;
    this.#axis = axis;
    this.#theme = options.theme;
    this.#geometry = options.geometry;
    this.#ratio = options.ratio;
    this.#fonts = fontsFor(options.theme, options.ratio);
    this.#keys = fitterFor(lanes, this.#fonts.key);
    this.#titles = fitterFor(lanes, this.#fonts.title);
    this.#hatch = hatchPattern(lanes, options.theme.swatches, this.#px(HATCH));
  }

  paint(frame: Frame): void {
    this.#paintLanes(frame);
    this.#paintAxis(frame);
  }

  /** CSS pixels as whole device pixels, at least one. */
  #px(css: number): number {
    return Math.max(1, Math.round(css * this.#ratio));
  }

  #paintLanes(frame: Frame): void {
    const context = this.#lanes;
    const width = Math.round(frame.width * this.#ratio);
    const height = Math.round(frame.height * this.#ratio);
    context.fillStyle = this.#theme.surface;
    context.fillRect(0, 0, width, height);
    const [first, last] = lanesInSight(frame.scrollTop, frame.height, this.#geometry.laneHeight, frame.lanes.length);
    for (let lane = first; lane < last; lane++) {
      context.fillStyle = this.#theme.lanes[lane % 2] ?? this.#theme.surface;
      context.fillRect(0, this.#top(lane, frame), width, this.#top(lane + 1, frame) - this.#top(lane, frame));
    }
    this.#paintGrid(frame, height);
    this.#anchorHatch(frame);
    for (let lane = first; lane < last; lane++) this.#paintLane(frame, lane, width);
    this.#paintSelection(frame, height);
    if (frame.hovered !== null) this.#outline(frame, frame.hovered, this.#theme.fg, 1);
    if (frame.selected !== null) this.#outline(frame, frame.selected, this.#theme.fg, 2);
    if (frame.focused !== null) this.#ring(frame, frame.focused);
    this.#paintNow(frame, height);
  }

  /** The lane's upper edge in device pixels. */
  #top(lane: number, frame: Frame): number {
    return Math.round((lane * this.#geometry.laneHeight - frame.scrollTop) * this.#ratio);
  }

  #column(moment: number, frame: Frame): number {
    return Math.round(toPixel(moment, frame.view, frame.width) * this.#ratio);
  }

  #paintGrid(frame: Frame, height: number): void {
    const context = this.#lanes;
    const line = this.#px(1);
    const vertical = (x: number) => context.fillRect(Math.round(x * this.#ratio), 0, line, height);
    context.fillStyle = this.#theme.grid;
    for (const mark of frame.axis.marks) vertical(mark.x);
    context.fillStyle = this.#theme.gridStrong;
    for (const era of frame.axis.eras) vertical(era.x);
  }

  #paintLane(frame: Frame, index: number, width: number): void {
    const lane = frame.lanes[index];
    const boxes = frame.boxes[index];
    if (lane === undefined || boxes === undefined) return;
    const top = this.#top(index, frame) + this.#px(this.#geometry.inset);
    const height = this.#top(index + 1, frame) - this.#px(this.#geometry.inset) - top;
    for (let box = 0; box < boxes.length; box++) this.#paintBox(lane, boxes, box, top, height);
    for (let box = 0; box < boxes.length; box++) this.#paintLabel(lane, boxes, box, top, height, width);
  }

  #paintBox(lane: LaneRows, boxes: Boxes, box: number, top: number, height: number): void {
    const main = boxes.main[box] ?? 0;
    const x0 = boxes.x0[box] ?? 0;
    const full = (boxes.x1[box] ?? 0) - x0;
    const width = full >= this.#px(GAP_FROM) ? full - this.#px(1) : full;
    const swatch = this.#theme.swatches[lane.swatch[main] ?? 0];
    if (swatch === undefined) return;
    const composite = (lane.count[main] ?? 1) > 1 || boxes.first[box] !== boxes.last[box];
    if (!composite) {
      this.#fill(swatch.hatched && this.#hatch !== null ? this.#hatch : swatch.fill, x0, top, width, height);
      return;
    }
    const covered = density(lane, boxes, box);
    const filled = Math.round(height * Math.max(LEAST_FILL, covered));
    if (filled < height) this.#fill(swatch.tint, x0, top, width, height);
    this.#fill(swatch.fill, x0, top + height - filled, width, filled);
    if (width >= this.#px(STRIPED_FROM)) this.#stripe(swatch, x0, top + height - filled, width, filled);
  }

  #fill(style: string | CanvasPattern, x: number, y: number, width: number, height: number): void {
    const context = this.#lanes;
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
    const context = this.#lanes;
    context.fillStyle = swatch.stripe;
    const line = this.#px(1);
    for (let at = this.#px(STRIPE_EVERY) - line; at < width - line; at += this.#px(STRIPE_EVERY)) {
      context.fillRect(x + at, y + line, line, height - 2 * line);
    }
  }

  /** Hatching goes along with the blocks when they move. */
  #anchorHatch(frame: Frame): void {
    const tile = this.#px(HATCH);
    const perPixel = span(frame.view) / Math.max(1, frame.width * this.#ratio);
    const origin = Math.round(frame.view.start / perPixel) % tile;
    this.#hatch?.setTransform(new DOMMatrix().translate(-origin, 0));
  }

  #paintLabel(lane: LaneRows, boxes: Boxes, box: number, top: number, height: number, width: number): void {
    const pad = this.#px(PAD);
    const left = Math.max(0, boxes.x0[box] ?? 0) + pad;
    const room = Math.min(width, boxes.x1[box] ?? 0) - left - pad + this.#px(2);
    if (room < this.#px(LABEL_FROM) - 2 * pad) return;
    const main = boxes.main[box] ?? 0;
    const swatch = this.#theme.swatches[lane.swatch[main] ?? 0];
    if (swatch === undefined) return;
    const context = this.#lanes;
    const count = lane.count[main] ?? 1;
    const name = worthReading(this.#keys.fit(keyName(lane.key[main] ?? '', lane.type), room));
    if (name === '') return;
    const detail = worthReading(this.#titles.fit(count > 1 ? `${count} events` : (lane.title[main] ?? ''), room));
    const two = detail !== '';
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.font = this.#fonts.key;
    context.fillStyle = swatch.text;
    context.fillText(name, left, Math.round(top + height * (two ? 0.31 : 0.52)));
    if (!two) return;
    context.font = this.#fonts.title;
    context.fillStyle = swatch.textMuted;
    context.fillText(detail, left, Math.round(top + height * 0.71));
  }

  #paintSelection(frame: Frame, height: number): void {
    if (frame.selection === null) return;
    const [left, right] = [this.#column(frame.selection.start, frame), this.#column(frame.selection.end, frame)];
    const context = this.#lanes;
    context.fillStyle = this.#theme.selection;
    context.fillRect(left, 0, right - left, height);
    context.fillStyle = this.#theme.focus;
    context.fillRect(left - this.#px(1), 0, this.#px(1), height);
    context.fillRect(right, 0, this.#px(1), height);
  }

  #paintNow(frame: Frame, height: number): void {
    const x = this.#column(frame.now, frame);
    if (x < -this.#px(2) || x > frame.width * this.#ratio + this.#px(2)) return;
    this.#lanes.fillStyle = this.#theme.now;
    this.#lanes.fillRect(x - Math.floor(this.#px(2) / 2), 0, this.#px(2), height);
  }

  /** Where a block is drawn, in device pixels. */
  #rectangle(frame: Frame, block: MarkedBlock): readonly [number, number, number, number] {
    const inset = this.#px(this.#geometry.inset);
    const left = Math.max(-this.#px(8), this.#column(block.start, frame));
    const right = Math.min(frame.width * this.#ratio + this.#px(8), this.#column(block.end, frame));
    const top = this.#top(block.lane, frame) + inset;
    const bottom = this.#top(block.lane + 1, frame) - inset;
    return [left, top, Math.max(this.#px(2), right - left), bottom - top];
  }

  #outline(frame: Frame, block: MarkedBlock, colour: string, thickness: number): void {
    const [x, y, width, height] = this.#rectangle(frame, block);
    const line = this.#px(thickness);
    const context = this.#lanes;
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.beginPath();
    context.roundRect(
      x + line / 2 - 1,
      y + line / 2,
      Math.max(line, width - line + 1),
      height - line,
      this.#px(RADIUS),
    );
    context.stroke();
  }

  /** The keyboard's focus: a ring outside of the block, with a gap, as the rest of the window draws it. */
  #ring(frame: Frame, block: MarkedBlock): void {
    const [x, y, width, height] = this.#rectangle(frame, block);
    const context = this.#lanes;
    const ring = (distance: number, thickness: number, colour: string) => {
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.beginPath();
      context.roundRect(
        x - distance,
        y - distance,
        width + 2 * distance,
        height + 2 * distance,
        this.#px(RADIUS) + distance,
      );
      context.stroke();
    };
    ring(this.#px(1), this.#px(2), this.#theme.surface);
    ring(this.#px(2), this.#px(2), this.#theme.focus);
  }

  #paintAxis(frame: Frame): void {
    const context = this.#axis;
    const theme = this.#theme;
    const width = Math.round(frame.width * this.#ratio);
    const height = this.#px(this.#geometry.axisHeight);
    const eras = this.#px(this.#geometry.eraHeight);
    const line = this.#px(1);
    context.fillStyle = theme.surface;
    context.fillRect(0, 0, width, height);
    if (frame.selection !== null) {
      const left = this.#column(frame.selection.start, frame);
      context.fillStyle = theme.selection;
      context.fillRect(left, eras, this.#column(frame.selection.end, frame) - left, height - eras);
    }
    const bottom = height - line;
    const vertical = (x: number, from: number, colour: string) => {
      context.fillStyle = colour;
      context.fillRect(Math.round(x * this.#ratio), from, line, bottom - from);
    };
    for (const x of frame.axis.fine) vertical(x, bottom - this.#px(4), theme.gridStrong);
    for (const mark of frame.axis.marks) vertical(mark.x, bottom - this.#px(7), theme.fgMuted);
    for (const era of frame.axis.eras) vertical(era.x, 0, theme.gridStrong);
    context.fillStyle = theme.line;
    context.fillRect(0, bottom, width, line);
    context.textBaseline = 'middle';
    context.textAlign = 'center';
    context.font = this.#fonts.mark;
    context.fillStyle = theme.fgMuted;
    const middle = Math.round((eras + bottom - this.#px(7)) / 2);
    for (const { x, label } of frame.axis.marks) {
      if (label !== '') context.fillText(label, Math.round(x * this.#ratio), middle);
    }
    context.textAlign = 'left';
    context.font = this.#fonts.era;
    context.fillStyle = theme.fg;
    for (const { labelX, label } of frame.axis.eras) {
      if (label !== '') context.fillText(label, Math.round(labelX * this.#ratio), Math.round(eras * 0.56));
    }
    this.#paintNowOnAxis(frame, bottom);
  }

  #paintNowOnAxis(frame: Frame, bottom: number): void {
    const x = this.#column(frame.now, frame);
    const size = this.#px(5);
    const context = this.#axis;
    context.fillStyle = this.#theme.now;
    context.beginPath();
    context.moveTo(x - size, bottom - size * 1.4);
    context.lineTo(x + size, bottom - size * 1.4);
    context.lineTo(x, bottom + this.#px(1));
    context.fill();
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
  const first = boxes.first[box] ?? 0;
  const last = boxes.last[box] ?? 0;
  let busy = 0;
  let end = 0;
  for (let row = first; row <= last; row++) {
    busy += lane.busy[row] ?? 0;
    end = Math.max(end, lane.end[row] ?? 0);
  }
  const length = end - (lane.start[first] ?? 0);
  return length <= 0 ? 1 : Math.min(1, busy / length);
}

/** Diagonal stripes that join from tile to tile. */
function hatchPattern(
  context: CanvasRenderingContext2D,
  swatches: readonly Swatch[],
  size: number,
): CanvasPattern | null {
  const swatch = swatches.find(({ hatched }) => hatched);
  const tile = context.canvas.ownerDocument.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const drawing = tile.getContext('2d');
  if (swatch === undefined || drawing === null) return null;
  drawing.fillStyle = swatch.fill;
  drawing.fillRect(0, 0, size, size);
  drawing.strokeStyle = swatch.stripe;
  drawing.lineWidth = size / 4;
  for (const shift of [-size, 0, size]) {
    drawing.beginPath();
    drawing.moveTo(shift - 1, size + 1);
    drawing.lineTo(shift + size + 1, -1);
    drawing.stroke();
  }
  return context.createPattern(tile, 'repeat');
}
