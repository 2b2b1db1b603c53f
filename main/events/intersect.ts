/**
 * Events cut to the time that other events cover: ActivityWatch's `filter_period_intersect`.
 */
import { during, type Period, type QueryEvent } from './query-event.ts';
import { sortByStart } from './sort.ts';

/**
 * Sorted by start. An event that spans several events of the filter becomes as many pieces; where those overlap, the
 * earlier one has the overlap, so that nothing counts twice. What has no length is left out, as in aw-server-rust.
 */
export function intersect(events: readonly QueryEvent[], filter: readonly QueryEvent[]): readonly QueryEvent[] {
  const { starts, ends } = disjoint(filter);
  const pieces: QueryEvent[] = [];
  let first = 0;
  for (const event of sortByStart(events)) {
    while ((ends[first] ?? Number.POSITIVE_INFINITY) <= event.start) first++;
    for (let at = first; (starts[at] ?? Number.POSITIVE_INFINITY) < event.end; at++) {
      const start = Math.max(event.start, starts[at] ?? 0);
      const end = Math.min(event.end, ends[at] ?? 0);
      if (start < end) pieces.push(during(event, start, end));
    }
  }
  return sortByStart(pieces);
}

/** Sorted, each beginning where those before it end, the empty ones left out. In columns, since there may be very many. */
function disjoint(events: readonly Period[]): { readonly starts: Float64Array; readonly ends: Float64Array } {
  const starts = new Float64Array(events.length);
  const ends = new Float64Array(events.length);
  let length = 0;
  let covered = Number.NEGATIVE_INFINITY;
  for (const { start, end } of sortByStart(events)) {
    const from = Math.max(start, covered);
    covered = Math.max(covered, end);
    if (from >= end) continue;
    starts[length] = from;
    ends[length] = end;
    length++;
  }
  return { starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}
