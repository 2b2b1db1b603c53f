/**
 * Stretches of time without what went on in them.
 */
import type { Period, QueryEvent } from './query-event.ts';
import { sortByStart } from './sort.ts';

/** What is covered by any of them, sorted; what overlaps or touches is one. */
export function united(periods: readonly Period[]): Period[] {
  const whole: { start: number; end: number }[] = [];
  let last: { start: number; end: number } | undefined;
  for (const { start, end } of sortByStart(periods)) {
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      last = { start, end };
      whole.push(last);
    }
  }
  return whole;
}

/** ActivityWatch's `period_union`: the time that either covers, as events without data. */
export function periodUnion(a: readonly QueryEvent[], b: readonly QueryEvent[]): QueryEvent[] {
  const data = {};
  return united([...a, ...b]).map(({ start, end }) => ({ id: null, start, end, data }));
}
