/**
 * What variables of a program hold.
 */
import { equalJson } from '../../events/canonical.ts';
import type { Json } from '../../events/event.ts';
import type { QueryEvent } from '../../events/query-event.ts';

export type Value = null | boolean | number | string | QueryEvent | List | Dict;
type List = readonly Value[];
export type Dict = ReadonlyMap<string, Value>;
type TypeName = 'none' | 'a bool' | 'a number' | 'a text' | 'an event' | 'a list' | 'a dict';

export const isList = (value: Value): value is List => Array.isArray(value);
export const isDict = (value: Value): value is Dict => value instanceof Map;
/** Asked of every event of every argument: neither lists nor dicts have such a property. */
export const isEvent = (value: Value): value is QueryEvent =>
  typeof value === 'object' && value !== null && 'data' in value;

/** Lists that hold nothing but events: looked through once, or made so. Values never change. */
const eventLists = new WeakSet<object>();

export function isEventList(value: Value): value is readonly QueryEvent[] {
  if (!isList(value)) return false;
  if (eventLists.has(value)) return true;
  for (const item of value) if (!isEvent(item)) return false;
  eventLists.add(value);
  return true;
}

/** The list, known to hold nothing else. */
export function eventList(events: readonly QueryEvent[]): readonly QueryEvent[] {
  eventLists.add(events);
  return events;
}

export function typeName(value: Value): TypeName {
  switch (typeof value) {
    case 'boolean':
      return 'a bool';
    case 'number':
      return 'a number';
    case 'string':
      return 'a text';
    default:
      if (value === null) return 'none';
      if (isList(value)) return 'a list';
      return isDict(value) ? 'a dict' : 'an event';
  }
}

/** By what is in them. Nothing equals none, not even none: aw-server-rust's rule. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === null || b === null) return false;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => equalValues(item, b[i] ?? null));
  if (isDict(a)) {
    if (!isDict(b) || a.size !== b.size) return false;
    return [...a].every(([key, item]) => b.has(key) && equalValues(item, b.get(key) ?? null));
  }
  if (isEvent(a)) {
    return isEvent(b) && a.id === b.id && a.start === b.start && a.end === b.end && equalJson(a.data, b.data);
  }
  return a === b;
}

/** To be compared with data. Undefined where an event is in it, which no data holds. */
export function toJson(value: Value): Json | undefined {
  if (isEvent(value)) return undefined;
  if (isList(value)) {
    const items = value.map(toJson);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (isDict(value)) {
    const entries = Array.from(value, ([key, item]) => [key, toJson(item)] as const);
    return entries.every(([, item]) => item !== undefined)
      ? (Object.fromEntries(entries) as { [key: string]: Json })
      : undefined;
  }
  return value;
}
