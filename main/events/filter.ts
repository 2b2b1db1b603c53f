/**
 * Events chosen by a value in their data: ActivityWatch's `filter_keyvals`, `exclude_keyvals` and `filter_keyvals_regex`.
 */
import { canonicalJson } from './canonical.ts';
import type { Json, JsonObject } from './event.ts';
import { perData, type QueryEvent } from './query-event.ts';

/** Those whose value of the key equals one of `values`, lists and objects compared by what is in them. */
export function keepValues(events: readonly QueryEvent[], key: string, values: readonly Json[]): QueryEvent[] {
  const wanted = perData(hasOneOf(key, values));
  return events.filter(({ data }) => wanted(data));
}

/** All others, also those without the key. */
export function dropValues(events: readonly QueryEvent[], key: string, values: readonly Json[]): QueryEvent[] {
  const unwanted = perData(hasOneOf(key, values));
  return events.filter(({ data }) => !unwanted(data));
}

/** Those whose value of the key is a text that `matches`; it is asked once per distinct data. */
export function keepMatching(
  events: readonly QueryEvent[],
  key: string,
  matches: (text: string) => boolean,
): QueryEvent[] {
  const wanted = perData(hasMatching(key, matches));
  return events.filter(({ data }) => wanted(data));
}

/** Whether data has one of the values under the key. */
export function hasOneOf(key: string, values: readonly Json[]): (data: JsonObject) => boolean {
  const texts = new Set(values.map((value) => canonicalJson(value)));
  return (data) => Object.hasOwn(data, key) && texts.has(canonicalJson(data[key] as Json));
}

/** Whether data has a text under the key that `matches`. */
export function hasMatching(key: string, matches: (text: string) => boolean): (data: JsonObject) => boolean {
  return (data) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    return typeof value === 'string' && matches(value);
  };
}
