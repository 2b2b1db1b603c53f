/**
 * Recording hours: from when to when, on which days of the week, a person wants to be recorded. Pure.
 *
 * Hours belong to the day on which they begin, so that from 22:00 to 06:00 on Fridays reaches into Saturday; hours that end
 * when they begin are a whole day. They are times of the wall clock: a time that is left out when the clock is put
 * forward is as much later, and one that comes twice when it is put back is its first.
 */
import type { Micros } from '../events/event.ts';
import type { Stretch } from '../store/unrecorded.ts';

export interface Hours {
  readonly on: boolean;
  /** Monday is 1, Sunday 7. */
  readonly days: readonly number[];
  /** Such as `09:00`. */
  readonly from: string;
  readonly to: string;
}

/** A place's calendar. */
export interface Zone {
  /** Year, month (1 is January) and day of a moment. */
  day(at: Micros): readonly [number, number, number];
  /** Minutes after midnight of a day; days beyond a month's end are those of the next. */
  moment(year: number, month: number, day: number, minutes: number): Micros;
}

export const systemZone: Zone = {
  day: (at) => {
    const date = new Date(at / 1000);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  },
  moment: (year, month, day, minutes) => new Date(year, month - 1, day, 0, minutes).getTime() * 1000,
};

/** Of hours once a week, the times between them before and after the present one are seen within so many days. */
const DAYS_AROUND = 15;
const DAY_MINUTES = 1440;

/** The parts of time outside the hours that matter now: the one it is, or else the last one, and the next. */
export function outsideHours(hours: Hours, now: Micros, zone: Zone): readonly Stretch[] {
  if (!hours.on) return [];
  if (hours.days.length === 0) return [{ from: 0, to: null }];
  const gaps: Stretch[] = [];
  let reached: Micros | null = null;
  for (const { from, to } of within(hours, now, zone)) {
    if (reached !== null && from > reached) gaps.push({ from: reached, to: from });
    reached = Math.max(reached ?? to, to);
  }
  const last = gaps.findLast(({ from }) => from <= now);
  const next = gaps.find(({ from }) => from > now);
  return [last, next].filter((gap) => gap !== undefined);
}

/** The hours of the days around now, in order. */
function within(hours: Hours, now: Micros, zone: Zone): { from: Micros; to: Micros }[] {
  const [year, month, today] = zone.day(now);
  const from = minutesOf(hours.from);
  const until = minutesOf(hours.to);
  const to = until > from ? until : until + DAY_MINUTES;
  return Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, index) => today - DAYS_AROUND + index)
    .filter((day) => hours.days.includes(weekday(year, month, day)))
    .map((day) => ({ from: zone.moment(year, month, day, from), to: zone.moment(year, month, day, to) }));
}

/** Which day of the week it is does not depend on the place. */
function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
