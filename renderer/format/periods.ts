/** How days, weeks, months and years are called, by the person's locale. Dates have no zone: they are written as they stand. */
import { type IsoDate, shiftDay } from '../timeline/day.ts';
import { type Period, type PeriodKind, shiftPeriod } from '../timeline/period.ts';

/** Noon of that date in UTC, for formatters that are set to UTC. */
const noonOf = (date: IsoDate): Date => new Date(`${date}T12:00:00Z`);

/** Thursday, 19 November 2026; 16 – 22 November 2026; November 2026; 2026. */
export function periodTitle(period: Period, locale: string): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const first = noonOf(period.first);
  switch (period.kind) {
    case 'day':
      return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(first);
    case 'week': {
      const last = noonOf(shiftDay(shiftPeriod(period, 1).first, -1));
      return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(first, last);
    }
    case 'month':
      return format({ month: 'long', year: 'numeric' }).format(first);
    case 'year':
      return format({ year: 'numeric' }).format(first);
  }
}

export const PERIOD_NAMES: Readonly<Record<PeriodKind, string>> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  year: 'Year',
};
