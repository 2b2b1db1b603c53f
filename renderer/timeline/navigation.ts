/** Which block the keyboard goes to from the one it is at. Pure. */
import { type Block, blockOf, laneIndex } from './block.ts';
import type { Micros, Range } from './micros.ts';
import { firstReaching, type LaneRows } from './rows.ts';

const middle = (range: Range): Micros => (range.start + range.end) / 2;

/** The next (1) or previous (-1) block of the focused block's lane; from nowhere, the one in the middle of the view. */
export function besideBlock(lanes: readonly LaneRows[], from: Block | null, view: Range, by: -1 | 1): Block | null {
  const lane = lanes.find(({ bucket }) => bucket === from?.bucket) ?? lanes[0];
  if (lane === undefined) return null;
  if (from === null) return blockNear(lane, middle(view));
  const rows = rowsOfBlock(lane, from);
  return rowAsBlock(lane, by > 0 ? rows.last + 1 : rows.first - 1);
}

/** The block at the same moment one lane up (-1) or down (1). */
export function blockInLaneBeside(
  lanes: readonly LaneRows[],
  from: Block | null,
  view: Range,
  by: -1 | 1,
): Block | null {
  const index = laneIndex(lanes, from);
  const lane = lanes[index === -1 ? 0 : index + by];
  if (lane === undefined) return null;
  const seen = { start: Math.max(view.start, from?.start ?? 0), end: Math.min(view.end, from?.end ?? 0) };
  return blockNear(lane, middle(seen.start <= seen.end ? seen : view));
}

/** The block at a moment, else the nearest. */
export const blockNear = (lane: LaneRows, moment: Micros): Block | null => rowAsBlock(lane, nearestRow(lane, moment));

/** The block as it is now: it may have grown, or been read anew. */
export function freshBlock(lanes: readonly LaneRows[], block: Block): Block {
  const lane = block.id === 0 ? undefined : lanes.find(({ bucket }) => bucket === block.bucket);
  return (lane === undefined ? null : rowAsBlock(lane, lane.id.indexOf(block.id))) ?? block;
}

/** Whether any row of the lane lies in the range. */
export function reachesInto(lane: LaneRows, range: Range): boolean {
  for (let row = firstReaching(lane, range.start); row < lane.length; row++) {
    if ((lane.start[row] ?? 0) > range.end) return false;
    if ((lane.end[row] ?? 0) >= range.start) return true;
  }
  return false;
}

const rowAsBlock = (lane: LaneRows, row: number): Block | null =>
  row >= 0 && row < lane.length ? blockOf(lane, row, row, row) : null;

/** The rows that a block stands for, also when the lane was read at another resolution since. */
function rowsOfBlock(lane: LaneRows, block: Block): { readonly first: number; readonly last: number } {
  const known = block.id === 0 ? -1 : lane.id.indexOf(block.id);
  if (known !== -1) return { first: known, last: known };
  const first = Math.max(0, nearestRow(lane, block.start));
  let last = first;
  while (last + 1 < lane.length && (lane.start[last + 1] ?? 0) < block.end) last++;
  return { first, last };
}

/** Of several at the moment the one that began last, which lies on top; -1 in an empty lane. */
function nearestRow(lane: LaneRows, moment: Micros): number {
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let row = Math.max(0, firstReaching(lane, moment) - 1); row < lane.length; row++) {
    const start = lane.start[row] ?? 0;
    const away = Math.max(start - moment, moment - (lane.end[row] ?? 0), 0);
    if (away < distance || away === 0) {
      nearest = row;
      distance = away;
    }
    if (start >= moment) break;
  }
  return nearest;
}
