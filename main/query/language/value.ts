/**
 * What variables of a program hold.
 */
import { equalJson } from '../../events/canonical.ts';
import type { Json } from '../../events/event.ts';
import type { QueryEvent } from '../../events/query-event.ts';
import { EventList } from './event-list.ts';

/** A list of nothing but events is an EventList, unless it is empty. An event is never met but in a list. */
export type Value = null | boolean | number | string | QueryEvent | EventList | List | Dict;
type List = readonly Value[];
export type Dict = ReadonlyMap<string, Value>;
type TypeName = 'none' | 'a bool' | 'a number' | 'a text' | 'an event' | 'a list' | 'a dict';

export const isEventList = (value: Value): value is EventList => value instanceof EventList;
const isPlainList = (value: Value): value is List => Array.isArray(value);
export const isList = (value: Value): value is List | EventList => isPlainList(value) || isEventList(value);
/** What is in the list. */
export const itemsOf = (list: List | EventList): List => (isEventList(list) ? list.toEvents() : list);
export const isDict = (value: Value): value is Dict => value instanceof Map;
export const isEvent = (value: Value): value is QueryEvent =>
  typeof value === 'object' && value !== null && !isList(value) && !isDict(value);

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
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false;
    const others = itemsOf(b);
    return itemsOf(a).every((item, index) => equalValues(item, others[index] ?? null));
  }
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
    const items = itemsOf(value).map(toJson);
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
