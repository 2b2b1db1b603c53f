/** Which box lies under a pointer. */
import type { Boxes } from './layout.ts';

/** Device pixels beside a box that still count as on it, so that a narrow one can be met. */
const SLOP = 3;

/** The topmost box at `x` (device pixels), else the nearest within reach; -1 where there is none. */
export function boxAt(boxes: Boxes, x: number): number {
  let nearest = -1;
  let distance = SLOP + 1;
  for (let box = lastStartingBy(boxes, x + SLOP); box >= 0; box--) {
    const left = boxes.x0[box] ?? 0;
    const right = boxes.x1[box] ?? 0;
    if (x >= left && x < right) return box;
    const away = x < left ? left - x : x - right + 1;
    if (away < distance) {
      nearest = box;
      distance = away;
    }
  }
  return nearest;
}

function lastStartingBy(boxes: Boxes, x: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boxes.x0[middle] ?? 0) <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
