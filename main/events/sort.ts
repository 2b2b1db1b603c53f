/** The two orders of events. Both are stable. */
import type { Period } from './query-event.ts';

/** Earliest start first; the same list where it is so already, as it is most often. */
export function sortByStart<E extends Period>(events: readonly E[]): readonly E[] {
  let before = Number.NEGATIVE_INFINITY;
  for (const { start } of events) {
    if (start < before) return events.slice().sort((a, b) => a.start - b.start);
    before = start;
  }
  return events;
}

/** Longest first. */
export function sortByDuration<E extends Period>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => b.end - b.start - (a.end - a.start));
}
