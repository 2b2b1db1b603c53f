/** The two orders of events. Both are stable. */
import type { Period } from './query-event.ts';

/** Earliest start first. What is sorted already, as most is, is only copied. */
export function sortByStart<E extends Period>(events: readonly E[]): E[] {
  const copy = events.slice();
  let before = Number.NEGATIVE_INFINITY;
  for (const { start } of copy) {
    if (start < before) return copy.sort((a, b) => a.start - b.start);
    before = start;
  }
  return copy;
}

/** Longest first. */
export function sortByDuration<E extends Period>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => b.end - b.start - (a.end - a.start));
}
