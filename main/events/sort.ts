/** The two orders of events. Both are stable. */
import type { Period } from './query-event.ts';

/** Earliest start first. */
export function sortByStart<E extends Period>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => a.start - b.start);
}

/** Longest first. */
export function sortByDuration<E extends Period>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => b.end - b.start - (a.end - a.start));
}
