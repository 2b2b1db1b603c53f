/** The view that a day opens with: where there is data, with air around it. */

import { isAway } from '../../preload/contract/recording.ts';
import type { Timeline } from '../../preload/contract/schemas.ts';
import { HOUR, MINUTE, type Micros, type Range, span } from './micros.ts';

const LEAST: Micros = HOUR;
const AIR = 0.04;

/**
 * From the first to the last thing that happened on that day, within the day; away does not count as happening, but a moment
 * does: what a watcher tells first has no length yet. Today it reaches to now. A day without data is shown whole.
 */
export function fitDay(timeline: Timeline, day: Range, now: Micros): Range {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const lane of timeline.lanes) {
    for (let i = 0; i < lane.start.length; i++) {
      const [start, end] = [lane.start[i] ?? 0, lane.end[i] ?? 0];
      if (!isOn(day, start, end) || isAway(lane.keys[lane.key[i] ?? 0] ?? '', lane.type)) continue;
      first = Math.min(first, Math.max(day.start, start));
      last = Math.max(last, Math.min(day.end, end));
    }
  }
  if (first > last) return day;
  if (now > first && now < day.end) last = Math.max(last, now);
  return within(day, first, last);
}

/** A moment belongs to the day that it is on, what has a length to each that has some of it. */
const isOn = (day: Range, start: Micros, end: Micros): boolean =>
  start < day.end && (start === end ? start >= day.start : end > day.start);

function within(day: Range, first: Micros, last: Micros): Range {
  const length = Math.min(span(day), Math.max(LEAST, (last - first) * (1 + 2 * AIR), last - first + 10 * MINUTE));
  const centred = (first + last) / 2 - length / 2;
  const start = Math.round(Math.max(day.start, Math.min(day.end - length, centred)));
  return { start, end: Math.round(start + length) };
}
