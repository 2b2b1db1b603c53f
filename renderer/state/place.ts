/**
 * The timeline's place in the address: /timeline?at=2026-11-22T08:00:00Z&span=28800 (a stretch: its start and its
 * length in seconds), /timeline?day=2026-11-22 (a day, opened where its data is), /timeline (today). An address that
 * makes no sense is today.
 */
import { type IsoDate, parseDate } from '../timeline/day.ts';
import { DAY, MINUTE, type Micros, type Range, SECOND } from '../timeline/micros.ts';

export type Place =
  | { readonly kind: 'today' }
  | { readonly kind: 'day'; readonly date: IsoDate }
  | { readonly kind: 'stretch'; readonly range: Range };

/** Longer than any record, and short enough that both ends can be stored. */
const LONGEST: Micros = 400 * 365 * DAY;

/** `search` with or without its question mark. */
export function parsePlace(search: string): Place {
  const given = new URLSearchParams(search);
  const date = parseDate(given.get('day') ?? '');
  if (date !== null) return { kind: 'day', date };
  const start = Date.parse(given.get('at') ?? '') * 1000;
  const span = Math.round(Number(given.get('span') ?? Number.NaN) * SECOND);
  const sound = Number.isSafeInteger(start) && span > 0 && span <= LONGEST && Number.isSafeInteger(start + span);
  return sound ? { kind: 'stretch', range: { start, end: start + span } } : { kind: 'today' };
}

/** The address of a place. Stretches of a minute and more are written to the second. */
export function formatPlace(place: Place): string {
  if (place.kind === 'today') return '/timeline';
  if (place.kind === 'day') return `/timeline?day=${place.date}`;
  const { start, end } = place.range;
  const unit = end - start >= MINUTE ? SECOND : 1000;
  const from = Math.round(start / unit) * unit;
  const at = new Date(from / 1000).toISOString().replace('.000Z', 'Z');
  const span = Math.max(unit, Math.round(end / unit) * unit - from) / SECOND;
  return `/timeline?at=${at}&span=${span}`;
}
