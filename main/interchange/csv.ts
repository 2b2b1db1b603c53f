/**
 * Events as rows of comma-separated values (RFC 4180): `timestamp`, `duration` in seconds, then a column for each key that
 * any event of the bucket has, sorted, so that all exports of a bucket have the same columns until a new key appears.
 *
 * The texts are chosen by whoever names a window or a web page, and spreadsheets run what begins like a formula. Such a
 * text gets an apostrophe before it, which spreadsheets take for "this is text"
 * (owasp.org/www-community/attacks/CSV_Injection). The JSON export has the texts as they are.
 */
import type { Json, JsonObject } from '../events/event.ts';

const LINE_END = '\r\n';
/** The full-width forms are read like the plain ones where Asian text is written. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** `keys` as columns gives them, sorted and each once. */
export function csvHeader(keys: readonly string[]): string {
  const names = ['timestamp', 'duration'];
  for (const key of keys) {
    let name = key;
    while (names.includes(name)) name = `data.${name}`;
    names.push(name);
  }
  return names.map(textCell).join(',') + LINE_END;
}

/** What follows `timestamp,duration` in the row of an event. */
export function csvData(keys: readonly string[], data: JsonObject): string {
  return keys.map((key) => `,${Object.hasOwn(data, key) ? cell(data[key] as Json) : ''}`).join('') + LINE_END;
}

/** Nothing for null; lists and objects as JSON. */
function cell(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return textCell(value);
  return quoted(JSON.stringify(value));
}

function textCell(text: string): string {
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

/** Outer spaces, which some readers cut off, are kept by quotes. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
