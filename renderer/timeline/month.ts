/** A month as a calendar lays it out. Dates are ISO 8601, weekdays 1 (Monday) to 7 (Sunday). */
import { type IsoDate, shiftDay } from './day.ts';

/** `2026-11` */
export type IsoMonth = string;

export const monthOf = (date: IsoDate): IsoMonth => date.slice(0, 7);

/** 1 (Monday) to 7 (Sunday). */
export function weekday(date: IsoDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/**
 * Always six weeks, so that a calendar keeps its height: the days before and after belong to the neighbouring months.
 */
export function weeksOf(month: IsoMonth, firstWeekday: number): readonly (readonly IsoDate[])[] {
  const first = `${month}-01`;
  const start = shiftDay(first, -((weekday(first) - firstWeekday + 7) % 7));
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => shiftDay(start, week * 7 + day)));
}

/** The same day so many months on, or the month's last where that has no such day. */
export function shiftMonth(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, days));
  return first.toISOString().slice(0, 10);
}

interface WeekInfo {
  readonly firstDay: number;
}

/** The day that weeks begin with where this locale is spoken (Unicode CLDR); Monday where the runtime does not know. */
export function firstWeekday(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    // Once a property, by now a method; engines have one or the other.
    readonly weekInfo?: WeekInfo;
    getWeekInfo?(): WeekInfo;
  };
  return known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1;
}
