/** How long events are together. */
import type { Micros } from './event.ts';
import type { Period } from './query-event.ts';

/** Overlaps count as often as they occur. */
export function sumDurations(events: readonly Period[]): Micros {
  let sum = 0;
  for (const { start, end } of events) sum += end - start;
  return sum;
}
