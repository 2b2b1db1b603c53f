/**
 * Events summed by what they have in common: ActivityWatch's `merge_events_by_keys`.
 */
import { canonicalJson } from './canonical.ts';
import type { Json, JsonObject, Micros } from './event.ts';
import { perData, type QueryEvent } from './query-event.ts';

/**
 * One event for each combination of the keys' values, in the order in which they first appear: from the start of the
 * first, as long as all together, with the data of the first. Events that lack a key are left out; without keys there is
 * nothing to merge by and the result is empty. This is aw-server-rust's rule, in a reliable order.
 */
export function mergeByKeys(events: readonly QueryEvent[], keys: readonly string[]): QueryEvent[] {
  if (keys.length === 0) return [];
  const groups = new Map<string, Group>();
  const groupOf = perData((data) => {
    const name = groupName(data, keys);
    if (name === null) return null;
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group: Group = { first: null, length: 0 };
    groups.set(name, group);
    return group;
  });
  for (const event of events) {
    const group = groupOf(event.data);
    if (group === null) continue;
    group.first ??= event;
    group.length += event.end - event.start;
  }
  return Array.from(groups.values(), ({ first, length }) => {
    const { start, data } = first as QueryEvent;
    return { id: null, start, end: start + length, data };
  });
}

interface Group {
  first: QueryEvent | null;
  length: Micros;
}

/** The same text for equal values of the keys, another for others; null where one is missing. */
export function groupName(data: JsonObject, keys: readonly string[]): string | null {
  const [only = ''] = keys;
  if (keys.length === 1) return Object.hasOwn(data, only) ? valueName(data[only] as Json) : null;
  let name = '';
  for (const key of keys) {
    if (!Object.hasOwn(data, key)) return null;
    const value = valueName(data[key] as Json);
    // With its length in front, a value ends where it ends, whatever is in it.
    name += `${value.length}:${value}`;
  }
  return name;
}

/** A text stands for itself, as nearly all values do; no text begins like what stands for the others. */
const valueName = (value: Json): string =>
  typeof value === 'string' && !value.startsWith('\0') ? value : `\0${canonicalJson(value)}`;
