/** An event's data in a line. */
import type { EventRow } from '../../../preload/contract/schemas.ts';

type Data = EventRow['data'];
type Value = Data[string];

/** More of a value than fits any line is not worth writing out. */
const LONGEST = 300;

/** A value in one line: text as it is, the rest as JSON. */
export function inline(value: Value): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What tells most comes first: what the event is, then its title; the rest in its own order. */
const FIRST = ['app', 'status', 'title', 'url', 'file', 'project'];

export function inlineData(data: Data): { key: string; text: string }[] {
  const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return Object.keys(data)
    .sort((a, b) => rank(a) - rank(b))
    .map((key) => ({ key, text: inline(data[key] ?? null) }));
}

/** For reading: text as it is, the rest indented. */
export function block(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
