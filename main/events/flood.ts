/**
 * Closes the small gaps that watchers leave between their events: ActivityWatch's `flood`, by the rules of
 * aw-server-rust (aw-transform/src/flood.rs).
 */
import { equalJson } from './canonical.ts';
import { MICROS_PER_SECOND, type Micros } from './event.ts';
import { during, type QueryEvent } from './query-event.ts';
import { sortByStart } from './sort.ts';

/** Gaps from here on are left open, unless another bound is given. */
export const SMALL_GAP: Micros = 5 * MICROS_PER_SECOND;

/**
 * Sorted by start. Neighbours with equal data that overlap, touch or nearly touch become one; between different ones a
 * small gap is shared, half to each; different ones that overlap stay as they are. `open` is the least gap that is left open.
 */
export function flood(events: readonly QueryEvent[], open: Micros = SMALL_GAP): QueryEvent[] {
  const flooded: QueryEvent[] = [];
  let current: QueryEvent | undefined;
  let [start, end]: [Micros, Micros] = [0, 0];
  for (const next of sortByStart(events)) {
    if (current === undefined) {
      current = next;
      ({ start, end } = next);
      continue;
    }
    const gap: Micros = next.start - end;
    if (gap < open && equalJson(current.data, next.data)) {
      end = Math.max(end, next.end);
      continue;
    }
    const close = gap > 0 && gap < open;
    const middle: Micros = end + Math.floor(gap / 2);
    flooded.push(during(current, start, close ? middle : end));
    current = next;
    start = close ? middle : next.start;
    end = next.end;
  }
  if (current !== undefined) flooded.push(during(current, start, end));
  return flooded;
}
