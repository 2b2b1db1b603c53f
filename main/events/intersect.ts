/**
 * Events cut to the time that other events cover: ActivityWatch's `filter_period_intersect`.
 */
import { during, type Period, type QueryEvent } from './query-event.ts';
import { sortByStart } from './sort.ts';

/**
 * Sorted by start. An event that spans several events of the filter becomes as many pieces; where those overlap, the
 * earlier one has the overlap, so that nothing counts twice. What has no length is left out, as in aw-server-rust.
 */
export function intersect(events: readonly QueryEvent[], filter: readonly QueryEvent[]): QueryEvent[] {
  const periods = disjoint(filter);
  const pieces: QueryEvent[] = [];
  let first = 0;
  for (const event of sortByStart(events)) {
    while ((periods[first]?.end ?? Number.POSITIVE_INFINITY) <= event.start) first++;
    for (let at = first; at < periods.length; at++) {
      const period = periods[at] as Period;
      if (period.start >= event.end) break;
      const start = Math.max(event.start, period.start);
      const end = Math.min(event.end, period.end);
      if (start < end) pieces.push(during(event, start, end));
    }
  }
  return sortByStart(pieces);
}

/** Sorted, each beginning where those before it end, the empty ones left out. */
function disjoint(events: readonly Period[]): Period[] {
  const periods: Period[] = [];
  let covered = Number.NEGATIVE_INFINITY;
  for (const { start, end } of sortByStart(events)) {
    const from = Math.max(start, covered);
    if (from < end) periods.push({ start: from, end });
    covered = Math.max(covered, end);
  }
  return periods;
}
