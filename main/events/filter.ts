/**
 * Events chosen by a value in their data: ActivityWatch's `filter_keyvals`, `exclude_keyvals` and `filter_keyvals_regex`.
 */
import { canonicalJson } from './canonical.ts';
import type { Json } from './event.ts';
import { perData, type QueryEvent } from './query-event.ts';

/** Those whose value of the key equals one of `values`, lists and objects compared by what is in them. */
export function keepValues(events: readonly QueryEvent[], key: string, values: readonly Json[]): QueryEvent[] {
  const wanted = hasOneOf(key, values);
  return events.filter(({ data }) => wanted(data));
}

/** All others, also those without the key. */
export function dropValues(events: readonly QueryEvent[], key: string, values: readonly Json[]): QueryEvent[] {
  const unwanted = hasOneOf(key, values);
  return events.filter(({ data }) => !unwanted(data));
}

/** Those whose value of the key is a text that `matches`; it is asked once per distinct data. */
export function keepMatching(
  events: readonly QueryEvent[],
  key: string,
  matches: (text: string) => boolean,
): QueryEvent[] {
  const wanted = perData((data) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    return typeof value === 'string' && matches(value);
  });
  return events.filter(({ data }) => wanted(data));
}

function hasOneOf(key: string, values: readonly Json[]) {
  const texts = new Set(values.map((value) => canonicalJson(value)));
  return perData((data) => Object.hasOwn(data, key) && texts.has(canonicalJson(data[key] as Json)));
}
