/**
 * Rows as boxes of whole device pixels. Every visible row is in exactly one box, at least a pixel wide: what would fall on the
 * same column is merged, so that nothing is lost and nothing hides behind a neighbour. Columns are counted from a
 * fixed moment, not from the view's edge, so that boxes move as one while panning instead of shimmering.
 */
import type { Range } from './micros.ts';
import { firstReaching, type LaneRows } from './rows.ts';
import { microsPerPixel } from './scale.ts';

/** Device pixels that a box gets where the next one leaves it room. */
const LEAST_WIDTH = 2;

/** Boxes of one lane in columns, sorted by `x0`; reused from frame to frame. */
export class Boxes {
  length = 0;
  /** Left edge and the first pixel that is not covered, in device pixels from the view's left edge, cut to it with a margin. */
  x0 = new Int32Array(256);
  x1 = new Int32Array(256);
  /** The rows in it, both inclusive; more than one where rows share a column. */
  first = new Int32Array(256);
  last = new Int32Array(256);
  /** The row with the most time of them: its colour and words are the box's. */
  main = new Int32Array(256);
  /** 1: its time is shorter than the least width. */
  narrow = new Uint8Array(256);

  push(x0: number, x1: number, row: number, narrow: boolean): void {
    if (this.length === this.x0.length) this.#grow();
    const at = this.length;
    this.x0[at] = x0;
    this.x1[at] = x1;
    this.first[at] = row;
    this.last[at] = row;
    this.main[at] = row;
    this.narrow[at] = narrow ? 1 : 0;
    this.length = at + 1;
  }

  #grow(): void {
    const size = this.length * 2;
    const grown = (old: Int32Array) => {
      const larger = new Int32Array(size);
      larger.set(old);
      return larger;
    };
    const narrow = new Uint8Array(size);
    narrow.set(this.narrow);
    this.narrow = narrow;
    this.x0 = grown(this.x0);
    this.x1 = grown(this.x1);
    this.first = grown(this.first);
    this.last = grown(this.last);
    this.main = grown(this.main);
  }
}

/** Device pixels beyond the view that edges are cut to, so that rounded corners stay out of sight. */
const MARGIN = 16;

/** Fills `boxes` with what of the lane is visible; `width` in device pixels. */
export function layoutLane(lane: LaneRows, view: Range, width: number, boxes: Boxes): void {
  boxes.length = 0;
  const scale = microsPerPixel(view, width);
  const origin = Math.round(view.start / scale);
  for (let row = firstReaching(lane, view.start); row < lane.length; row++) {
    const start = lane.start[row] ?? 0;
    if (start > view.end) break;
    const end = lane.end[row] ?? 0;
    if (end < view.start) continue;
    const x0 = Math.max(-MARGIN, Math.round(start / scale) - origin);
    const exact = Math.min(width + MARGIN, Math.round(end / scale) - origin);
    place(lane, boxes, row, x0, exact);
  }
}

function place(lane: LaneRows, boxes: Boxes, row: number, x0: number, exact: number): void {
  const narrow = exact - x0 < LEAST_WIDTH;
  const before = boxes.length - 1;
  let left = x0;
  if (before >= 0) {
    const column = boxes.x0[before] ?? 0;
    const beforeNarrow = boxes.narrow[before] === 1;
    if (x0 <= column && narrow && beforeNarrow) {
      merge(lane, boxes, before, row);
      return;
    }
    // Of what starts in the same column, a pixel of the earlier one stays in sight.
    left = Math.max(x0, column + 1);
    // A narrow box was given more than its time; the next one gets that back.
    if (beforeNarrow && (boxes.x1[before] ?? 0) > left) boxes.x1[before] = left;
  }
  boxes.push(left, narrow ? left + LEAST_WIDTH : Math.max(exact, left + 1), row, narrow);
}

function merge(lane: LaneRows, boxes: Boxes, box: number, row: number): void {
  boxes.last[box] = row;
  if ((lane.busy[row] ?? 0) > (lane.busy[boxes.main[box] ?? 0] ?? 0)) boxes.main[box] = row;
}

/** How many events are in a box. */
export function eventsIn(lane: LaneRows, boxes: Boxes, box: number): number {
  let events = 0;
  for (let row = boxes.first[box] ?? 0; row <= (boxes.last[box] ?? -1); row++) events += lane.count[row] ?? 0;
  return events;
}

/** When the last of the events in a box ends. */
export function endOf(lane: LaneRows, boxes: Boxes, box: number): number {
  let end = Number.NEGATIVE_INFINITY;
  for (let row = boxes.first[box] ?? 0; row <= (boxes.last[box] ?? -1); row++) end = Math.max(end, lane.end[row] ?? 0);
  return end;
}

/** The time that the events in a box cover, in µs. */
export function busyIn(lane: LaneRows, boxes: Boxes, box: number): number {
  let busy = 0;
  for (let row = boxes.first[box] ?? 0; row <= (boxes.last[box] ?? -1); row++) busy += lane.busy[row] ?? 0;
  return busy;
}
