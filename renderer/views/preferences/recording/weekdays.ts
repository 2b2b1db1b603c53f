/** The days of the week in the order and the words of a person's place. */
import { firstWeekday } from '../../../timeline/month.ts';

export interface Weekday {
  /** Monday is 1, Sunday 7. */
  readonly day: number;
  readonly name: string;
}

/** The 5th of January 2026 was a Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

export function weekdays(locale: string): readonly Weekday[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const first = firstWeekday(locale);
  return Array.from({ length: 7 }, (_, index) => {
    const day = ((first - 1 + index) % 7) + 1;
    return { day, name: format.format(MONDAY + (day - 1) * DAY_MS) };
  });
}
