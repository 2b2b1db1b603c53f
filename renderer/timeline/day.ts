/**
 * The calendar as a person lives it: a day starts at 04:00 in their own time zone, so that a late evening belongs to the
 * day it began on. Days are true to clock changes: they last 23, 24 or 25 hours.
 * Dates are ISO 8601 (`2026-11-22`), zones are IANA names, moments are µs.
 */
import { Temporal } from 'temporal-polyfill';
import type { Micros, Range } from './micros.ts';

export type IsoDate = string;

export const DAY_START_HOUR = 4;

const toMicros = (moment: Temporal.ZonedDateTime): Micros => moment.epochMilliseconds * 1000;

/** The local clock at a moment; fractions of a millisecond are cut off. */
export function clockAt(moment: Micros, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(moment / 1000)).toZonedDateTimeISO(zone);
}

/**
 * The moment a clock on the wall shows `hour`:00 on that date. Where a clock change skips it, the moment as long after
 * the change as it was meant to be; where it comes twice, the first.
 */
export function atHour(date: IsoDate, hour: number, zone: string): Micros {
  return toMicros(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }),
  );
}

/** From the day's first moment up to the next day's. Empty for a date that the zone skipped altogether. */
export function dayRange(date: IsoDate, zone: string, startHour: number = DAY_START_HOUR): Range {
  return { start: atHour(date, startHour, zone), end: atHour(shiftDay(date, 1), startHour, zone) };
}

/** The day that a moment belongs to: the one whose dayRange holds it. */
export function dateOf(moment: Micros, zone: string, startHour: number = DAY_START_HOUR): IsoDate {
  const date = clockAt(moment, zone).toPlainDate().toString();
  if (moment < atHour(date, startHour, zone)) return shiftDay(date, -1);
  const next = shiftDay(date, 1);
  return moment < atHour(next, startHour, zone) ? date : next;
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
