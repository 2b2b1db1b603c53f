/**
 * One record laid over another: ActivityWatch's `union_no_overlap`.
 */
import { united } from './period-union.ts';
import { during, type Period, type QueryEvent } from './query-event.ts';
import { sortByStart } from './sort.ts';

/** All of `above`, and of `below` what lies in no time that `above` covers, in pieces where need be. Sorted by start. */
export function unionNoOverlap(above: readonly QueryEvent[], below: readonly QueryEvent[]): readonly QueryEvent[] {
  const covered = united(above);
  const pieces: QueryEvent[] = [];
  let first = 0;
  for (const event of sortByStart(below)) {
    while ((covered[first]?.end ?? Number.POSITIVE_INFINITY) <= event.start) first++;
    addOutside(pieces, event, covered, first);
  }
  return sortByStart([...above, ...pieces]);
}

/** The parts of the event outside of the periods from `first` on, before which none reaches into it. */
function addOutside(pieces: QueryEvent[], event: QueryEvent, covered: readonly Period[], first: number): void {
  let from = event.start;
  for (let at = first; at < covered.length; at++) {
    const { start, end } = covered[at] as Period;
    if (start > event.end || (start === event.end && from < event.end)) break;
    if (from < start) pieces.push(during(event, from, start));
    from = Math.max(from, end);
    // An event without length at the start of a period that has one is covered by it.
    if (event.start === event.end && start < end) return;
  }
  if (from < event.end || event.start === event.end) pieces.push(during(event, Math.min(from, event.end), event.end));
}
