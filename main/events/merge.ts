/**
 * Events summed by what they have in common: ActivityWatch's `merge_events_by_keys`.
 */
import { canonicalJson } from './canonical.ts';
import type { Json, Micros } from './event.ts';
import { perData, type QueryEvent } from './query-event.ts';

/**
 * One event for each combination of the keys' values, in the order in which they first appear: from the start of the
 * first, as long as all together, with the data of the first. Events that lack a key are left out; without keys there is
 * nothing to merge by and the result is empty. This is aw-server-rust's rule, in a reliable order.
 */
export function mergeByKeys(events: readonly QueryEvent[], keys: readonly string[]): QueryEvent[] {
  if (keys.length === 0) return [];
  const groupOf = perData((data) =>
    keys.every((key) => Object.hasOwn(data, key))
      ? keys.map((key) => canonicalJson(data[key] as Json)).join(',')
      : null,
  );
  const groups = new Map<string, { readonly first: QueryEvent; length: Micros }>();
  for (const event of events) {
    const group = groupOf(event.data);
    if (group === null) continue;
    const length = event.end - event.start;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { first: event, length });
    else known.length += length;
  }
  return Array.from(groups.values(), ({ first: { start, data }, length }) => ({
    id: null,
    start,
    end: start + length,
    data,
  }));
}
