/** The blocks in sight with their places, few enough to stand in the document for those who do not see the canvas. */
import { type Block, blockInBox, sameBlock } from './block.ts';
import { Boxes, layoutLane } from './layout.ts';
import type { Range } from './micros.ts';
import type { LaneInfo, LaneRows } from './rows.ts';

/** CSS pixels from the left edge of the view. */
export interface PlacedBlock {
  readonly block: Block;
  readonly left: number;
  readonly width: number;
}

export interface PlacedLane {
  readonly lane: LaneInfo;
  /** How many blocks are in sight; `blocks` holds the widest of them, in order. */
  readonly total: number;
  readonly blocks: readonly PlacedBlock[];
}

const MOST = 240;
const LEAST_PER_LANE = 8;

/** `width` in CSS pixels, `ratio` device pixels for each. What is as it was `before` is the same object. */
export function placeLanes(
  lanes: readonly LaneRows[],
  view: Range,
  width: number,
  ratio: number,
  before: readonly PlacedLane[] = [],
): readonly PlacedLane[] {
  const most = Math.max(LEAST_PER_LANE, Math.floor(MOST / Math.max(1, lanes.length)));
  const boxes = new Boxes();
  return lanes.map((lane, index) => {
    layoutLane(lane, view, Math.round(width * ratio), boxes);
    const blocks = widest(boxes, most).map((box): PlacedBlock => {
      const left = Math.max(0, (boxes.x0[box] ?? 0) / ratio);
      const right = Math.min(width, (boxes.x1[box] ?? 0) / ratio);
      return { block: blockInBox(lane, boxes, box), left, width: Math.max(1, right - left) };
    });
    const { bucket, type, client, hostname } = lane;
    const placed = { lane: { bucket, type, client, hostname }, total: boxes.length, blocks };
    const old = before[index];
    return old !== undefined && sameLane(old, placed) ? old : placed;
  });
}

const sameLane = (a: PlacedLane, b: PlacedLane): boolean =>
  a.lane.bucket === b.lane.bucket &&
  a.total === b.total &&
  a.blocks.length === b.blocks.length &&
  a.blocks.every((old, index) => {
    const { block, left, width } = b.blocks[index] ?? old;
    return sameBlock(old.block, block) && old.block.end === block.end && old.left === left && old.width === width;
  });

function widest(boxes: Boxes, most: number): readonly number[] {
  const all = Array.from({ length: boxes.length }, (_, box) => box);
  if (all.length <= most) return all;
  const width = (box: number) => (boxes.x1[box] ?? 0) - (boxes.x0[box] ?? 0);
  return all
    .sort((a, b) => width(b) - width(a) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
