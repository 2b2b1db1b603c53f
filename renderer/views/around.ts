/** The stretch of time to look at an event in: with as much on either side, never less than ten minutes in all. */
import { MINUTE, type Range, span } from '../timeline/micros.ts';

const SHORTEST = 10 * MINUTE;

export function around(event: Range): Range {
  const room = Math.max(span(event), (SHORTEST - span(event)) / 2);
  return { start: Math.round(event.start - room), end: Math.round(event.end + room) };
}
