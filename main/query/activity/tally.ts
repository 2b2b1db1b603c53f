/**
 * Time summed by what it was spent on: first by data, then, since that is little, by anything that depends on data alone.
 */
import type { Micros } from '../../events/event.ts';
import { NO_GROUP, type PerData } from './per-data.ts';
import type { Spans } from './spans.ts';

/** In the order in which each was first met. `what` is of the first that was met of a group. */
export interface Sum {
  readonly what: number;
  duration: Micros;
}

/** One sum for each distinct `what`. */
export function byData(spans: Spans, from = 0, to = spans.length): Sum[] {
  const sums = new Map<number, Sum>();
  for (let i = from; i < to; i++) {
    addTo(sums, spans.what[i] ?? NO_GROUP, (spans.end[i] ?? 0) - (spans.start[i] ?? 0));
  }
  return [...sums.values()];
}

/** One sum for each group; what is in none is left out. */
export function byGroup(sums: readonly Sum[], groups: PerData): Sum[] {
  const grouped = new Map<number, Sum>();
  for (const { what, duration } of sums) {
    const group = groups.of(what);
    if (group === NO_GROUP) continue;
    const known = grouped.get(group);
    if (known === undefined) grouped.set(group, { what, duration });
    else known.duration += duration;
  }
  return [...grouped.values()];
}

/** A new list, the longest first; equal ones stay as they stand. */
export const longestFirst = (sums: readonly Sum[]): Sum[] => [...sums].sort((a, b) => b.duration - a.duration);

export function addTo(sums: Map<number, Sum>, what: number, duration: Micros): void {
  const known = sums.get(what);
  if (known === undefined) sums.set(what, { what, duration });
  else known.duration += duration;
}
