/**
 * The calendar as a person lives it: a day need not begin at midnight, so that a late evening belongs to the day it began
 * on. Days are true to clock changes: they last 23, 24 or 25 hours.
 * Dates are ISO 8601 (`2026-11-22`), zones are IANA names, moments are µs.
 */
import { Temporal } from 'temporal-polyfill';
import type { Micros, Range } from './micros.ts';

export type IsoDate = string;

export interface Calendar {
  readonly timeZone: string;
  /** When a day begins, in minutes after midnight. */
  readonly dayStart: number;
}

const toMicros = (moment: Temporal.ZonedDateTime): Micros => moment.epochMilliseconds * 1000;

/** The local clock at a moment; fractions of a millisecond are cut off. */
export function clockAt(moment: Micros, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(moment / 1000)).toZonedDateTimeISO(zone);
}

/**
 * The moment a clock on the wall shows so many minutes after midnight of that date. Where a clock change skips it, the
 * moment as long after the change as it was meant to be; where it comes twice, the first.
 */
export function atTime(date: IsoDate, minutes: number, zone: string): Micros {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  return toMicros(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime }));
}

/** From the day's first moment up to the next day's. Empty for a date that the zone skipped altogether. */
export function dayRange(date: IsoDate, { timeZone, dayStart }: Calendar): Range {
  return { start: atTime(date, dayStart, timeZone), end: atTime(shiftDay(date, 1), dayStart, timeZone) };
}

/** The day that a moment belongs to: the one whose dayRange holds it. */
export function dateOf(moment: Micros, { timeZone, dayStart }: Calendar): IsoDate {
  const date = clockAt(moment, timeZone).toPlainDate().toString();
  if (moment < atTime(date, dayStart, timeZone)) return shiftDay(date, -1);
  const next = shiftDay(date, 1);
  return moment < atTime(next, dayStart, timeZone) ? date : next;
}

export function shiftDay(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same stretch of the clock so many days later: 10:00 stays 10:00 across a clock change, and the length stays. */
export function shiftByDays(range: Range, days: number, zone: string): Range {
  const start = toMicros(clockAt(range.start, zone).add({ days }));
  return { start, end: start + (range.end - range.start) };
}

/** A text from outside (an address, an input field) as a date; null where it is none. */
export function parseDate(text: string): IsoDate | null {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() : null;
  } catch {
    return null;
  }
}
