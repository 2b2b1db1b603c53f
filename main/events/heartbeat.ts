/**
 * When a heartbeat lengthens the event before it in its bucket, and to where. The rule is ActivityWatch's
 * (aw-transform/src/heartbeat.rs), in integer microseconds:
 * the data is equal, the beat starts neither before the event nor more than `pulsetime` after its end (both bounds
 * inclusive), and the event then ends where the later of the two ends.
 */
import { equalJson } from './canonical.ts';
import type { Micros, NewEvent } from './event.ts';

/**
 * The end of `last` after `beat`, which is `last.end` where the beat lies within it; null where the beat is an event of
 * its own. A beat that ends before it starts, or a pulsetime that is negative or no number, never merges.
 */
export function mergedEnd(last: NewEvent, beat: NewEvent, pulsetime: Micros): Micros | null {
  if (beat.end < beat.start || !(pulsetime >= 0)) return null;
  if (beat.start < last.start || beat.start - last.end > pulsetime) return null;
  if (!equalJson(beat.data, last.data)) return null;
  return Math.max(last.end, beat.end);
}
