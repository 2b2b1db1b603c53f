/**
 * Days, weeks, months and years as a person lives them: each begins when a day of theirs begins, and weeks on the weekday
 * that theirs begin with. Pure; weekdays are 1 (Monday) to 7 (Sunday).
 */
import { type Calendar, clockAt, dateOf, dayRange, type IsoDate, shiftDay } from './day.ts';
import { HOUR, type Micros, type Range } from './micros.ts';
import { shiftMonth, weekday } from './month.ts';

export const PERIOD_KINDS = ['day', 'week', 'month', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** `first`: its first date, which tells periods of a kind apart. */
export interface Period {
  readonly kind: PeriodKind;
  readonly first: IsoDate;
}

/** The one that a date lies in. */
export function periodOf(kind: PeriodKind, date: IsoDate, firstWeekday: number): Period {
  switch (kind) {
    case 'day':
      return { kind, first: date };
    case 'week':
      return { kind, first: shiftDay(date, -((weekday(date) - firstWeekday + 7) % 7)) };
    case 'month':
      return { kind, first: `${date.slice(0, 7)}-01` };
    case 'year':
      return { kind, first: `${date.slice(0, 4)}-01-01` };
  }
}

/** So many periods later. */
export function shiftPeriod({ kind, first }: Period, by: number): Period {
  switch (kind) {
    case 'day':
      return { kind, first: shiftDay(first, by) };
    case 'week':
      return { kind, first: shiftDay(first, 7 * by) };
    case 'month':
      return { kind, first: shiftMonth(first, by) };
    case 'year':
      return { kind, first: shiftMonth(first, 12 * by) };
  }
}

/** From its first moment up to that of the next. */
export function periodRange(period: Period, calendar: Calendar): Range {
  const next = shiftPeriod(period, 1).first;
  return { start: dayRange(period.first, calendar).start, end: dayRange(next, calendar).start };
}

/** The period that a stretch of time is, to the moment; null: it is none. */
export function periodAt(range: Range, calendar: Calendar, firstWeekday: number): Period | null {
  const date = dateOf(range.start, calendar);
  const found = PERIOD_KINDS.map((kind) => periodOf(kind, date, firstWeekday)).find((period) => {
    const { start, end } = periodRange(period, calendar);
    return start === range.start && end === range.end;
  });
  return found ?? null;
}

/** What a period is looked at in: a day in hours of the clock, a week and a month in days, a year in months. In order, without gaps. */
export function partsOf(period: Period, calendar: Calendar): readonly Range[] {
  const whole = periodRange(period, calendar);
  const starts = period.kind === 'day' ? hoursOf(whole, calendar) : datesOf(period, calendar);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? whole.end }));
}

/** A day that begins at half past four begins with half an hour. */
function hoursOf({ start, end }: Range, { timeZone }: Calendar): readonly Micros[] {
  const starts = [start];
  const { minute } = clockAt(start, timeZone);
  for (let at = start + HOUR - (minute / 60) * HOUR; at < end; at += HOUR) starts.push(at);
  return starts;
}

function datesOf(period: Period, calendar: Calendar): readonly Micros[] {
  const step: PeriodKind = period.kind === 'year' ? 'month' : 'day';
  const next = shiftPeriod(period, 1).first;
  const starts: Micros[] = [];
  let part: Period = { kind: step, first: period.first };
  while (part.first < next) {
    const { start, end } = dayRange(part.first, calendar);
    // A date that the zone skipped altogether has no time.
    if (end > start) starts.push(start);
    part = shiftPeriod(part, 1);
  }
  return starts;
}
