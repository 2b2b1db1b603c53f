/**
 * Draws a frame on the canvases of lanes and axis, only what is in sight. Knows nothing of where things come from.
 */
import { paintAxis } from './axis-painter.ts';
import { type Brush, column, devicePixels, type Frame, fontsFor, type MarkedBlock } from './frame.ts';
import { type Geometry, lanesInSight } from './geometry.ts';
import { LanePainter } from './lane-painter.ts';
import type { Theme } from './theme.ts';

/** CSS pixels. */
const RADIUS = 3;
/** Blocks are marked no farther than this beyond the edge. */
const MARGIN = 8;

export class Painter {
  readonly #lanes: Brush;
  readonly #axis: Brush;
  readonly #lanePainter: LanePainter;

  constructor(
    lanes: CanvasRenderingContext2D,
    axis: CanvasRenderingContext2D,
    options: { readonly theme: Theme; readonly geometry: Geometry; readonly ratio: number },
  ) {
    const fonts = fontsFor(options.theme, options.ratio);
    this.#lanes = { context: lanes, fonts, ...options };
    this.#axis = { context: axis, fonts, ...options };
    this.#lanePainter = new LanePainter(this.#lanes);
  }

  paint(frame: Frame): void {
    this.#paintLanes(frame);
    paintAxis(frame, this.#axis);
  }

  #px(css: number): number {
    return devicePixels(css, this.#lanes);
  }

  #paintLanes(frame: Frame): void {
    const { context, theme, geometry, ratio } = this.#lanes;
    const width = Math.round(frame.width * ratio);
    const height = Math.round(frame.height * ratio);
    context.fillStyle = theme.surface;
    context.fillRect(0, 0, width, height);
    const [first, last] = lanesInSight(frame.scrollTop, frame.height, geometry.laneHeight, frame.lanes.length);
    for (let index = first; index < last; index++) {
      context.fillStyle = theme.lanes[index % 2] ?? theme.surface;
      context.fillRect(0, this.#top(index, frame), width, this.#top(index + 1, frame) - this.#top(index, frame));
    }
    this.#paintGrid(frame, height);
    this.#lanePainter.begin(frame);
    const inset = this.#px(geometry.inset);
    for (let index = first; index < last; index++) {
      const [lane, boxes] = [frame.lanes[index], frame.boxes[index]];
      if (lane === undefined || boxes === undefined) continue;
      const top = this.#top(index, frame) + inset;
      this.#lanePainter.paint(lane, boxes, top, this.#top(index + 1, frame) - inset - top, width);
    }
    this.#paintSelection(frame, height);
    if (frame.hovered !== null) this.#outline(frame, frame.hovered, theme.fg, 1);
    if (frame.selected !== null) this.#outline(frame, frame.selected, theme.fg, 2);
    if (frame.focused !== null) this.#ring(frame, frame.focused);
    this.#paintNow(frame, height);
  }

  /** The lane's upper edge in device pixels. */
  #top(lane: number, frame: Frame): number {
    return Math.round((lane * this.#lanes.geometry.laneHeight - frame.scrollTop) * this.#lanes.ratio);
  }

  #paintGrid(frame: Frame, height: number): void {
    const { context, theme, ratio } = this.#lanes;
    const lines = (places: readonly { readonly x: number }[], colour: string) => {
      context.fillStyle = colour;
      for (const { x } of places) context.fillRect(Math.round(x * ratio), 0, this.#px(1), height);
    };
    lines(frame.axis.marks, theme.grid);
    lines(frame.axis.eras, theme.gridStrong);
  }

  #paintSelection(frame: Frame, height: number): void {
    if (frame.selection === null) return;
    const { context, theme } = this.#lanes;
    const left = column(frame.selection.start, frame, this.#lanes);
    const right = column(frame.selection.end, frame, this.#lanes);
    context.fillStyle = theme.selection;
    context.fillRect(left, 0, right - left, height);
    context.fillStyle = theme.focus;
    context.fillRect(left - this.#px(1), 0, this.#px(1), height);
    context.fillRect(right, 0, this.#px(1), height);
  }

  #paintNow(frame: Frame, height: number): void {
    const x = column(frame.now, frame, this.#lanes);
    this.#lanes.context.fillStyle = this.#lanes.theme.now;
    this.#lanes.context.fillRect(x - Math.floor(this.#px(2) / 2), 0, this.#px(2), height);
  }

  /** Where a block is drawn, in device pixels. */
  #rectangle(frame: Frame, block: MarkedBlock): { x: number; y: number; width: number; height: number } {
    const inset = this.#px(this.#lanes.geometry.inset);
    const margin = this.#px(MARGIN);
    const left = Math.max(-margin, column(block.start, frame, this.#lanes));
    const right = Math.min(frame.width * this.#lanes.ratio + margin, column(block.end, frame, this.#lanes));
    const y = this.#top(block.lane, frame) + inset;
    return {
      x: left,
      y,
      width: Math.max(this.#px(2), right - left),
      height: this.#top(block.lane + 1, frame) - inset - y,
    };
  }

  #outline(frame: Frame, block: MarkedBlock, colour: string, thickness: number): void {
    const { x, y, width, height } = this.#rectangle(frame, block);
    const line = this.#px(thickness);
    // On the block's own edge, and over the gap to the next one.
    this.#stroke(x - line / 2, y + line / 2, Math.max(line, width), height - line, line, colour);
  }

  /** The keyboard's focus: a ring outside of the block, set off from it, as the rest of the window draws it. */
  #ring(frame: Frame, block: MarkedBlock): void {
    const { x, y, width, height } = this.#rectangle(frame, block);
    const { surface, focus } = this.#lanes.theme;
    for (const [distance, colour] of [
      [this.#px(1), surface],
      [this.#px(2), focus],
    ] as const) {
      this.#stroke(x - distance, y - distance, width + 2 * distance, height + 2 * distance, this.#px(2), colour);
    }
  }

  #stroke(x: number, y: number, width: number, height: number, line: number, colour: string): void {
    const { context } = this.#lanes;
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.beginPath();
    context.roundRect(x, y, width, height, this.#px(RADIUS));
    context.stroke();
  }
}
