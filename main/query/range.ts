/**
 * Which events lie in a range, as SQL that every reader shares: those that end at or after its start and start at or
 * before its end, each once.
 *
 * They come from two places (migrations/0001-initial.ts says why): `events_by_start`, read from LONG_EVENT before the
 * range, and `events_long` for what started even earlier. All of the second start before all of the first, so that two
 * sorted reads make one sorted whole. A range that ends before it starts holds nothing.
 */
import { EARLIEST, LATEST, type Micros } from '../events/event.ts';
import { LONG_EVENT } from '../store/migrations/0001-initial.ts';
import type { EventRange } from '../store/operations.ts';

/** What the SQL below is bound to, next to `@bucket`. */
export interface RangeParams {
  readonly from: Micros;
  readonly start: Micros;
  /** The latest start; a reader that goes on from page to page lowers it. */
  readonly end: Micros;
  /** The end of the range. */
  readonly until: Micros;
}

export function rangeParams(range: EventRange): RangeParams {
  const start = range.start ?? EARLIEST;
  const end = range.end ?? LATEST;
  return { from: start - LONG_EVENT, start, end, until: end };
}

/** Where an event of the range starts and ends within it. */
export function clipped(range: EventRange): (start: Micros, duration: Micros) => [from: Micros, to: Micros] {
  const { start: first, end: last } = rangeParams(range);
  return (start, duration) => [Math.max(start, first), Math.min(start + duration, last)];
}

/** `FROM` and `WHERE` of the events that start from LONG_EVENT before the range on. `bucket` says of which, in SQL. */
export const recent = (bucket = '= @bucket') => `
  FROM events e INDEXED BY events_by_start
  WHERE e.bucket ${bucket} AND e.start >= @from AND e.start <= @end AND e.start + e.duration >= @start
    AND @start <= @until`;

/** `FROM` and `WHERE` of the long events that started before that and reach into the range. */
export const earlier = (bucket = '= @bucket') => `
  FROM events e INDEXED BY events_long
  WHERE e.bucket ${bucket} AND e.duration > ${LONG_EVENT} AND e.start < @from AND e.start <= @end
    AND e.start + e.duration >= @start AND @start <= @until`;
