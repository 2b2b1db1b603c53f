/**
 * How moments and lengths are written: moments by the person's locale and zone, lengths and distances in plain words.
 * All times are integer microseconds (µs).
 */
import { DAY, HOUR, MINUTE, type Micros, type Range, SECOND } from '../timeline/micros.ts';

export interface Times {
  readonly locale: string;
  readonly timeZone: string;
  /** 10:42, or 10:42 AM where clocks count to twelve. */
  time(at: Micros): string;
  /** 10:42:07 */
  timeWithSeconds(at: Micros): string;
  /** Saturday 21 November 2026 */
  day(at: Micros): string;
  /** 21 Nov 2026 */
  shortDay(at: Micros): string;
  /** 21 Nov 2026, 10:42:07: leaves nothing to guess. */
  moment(at: Micros): string;
  /** 21 Nov, 10:42 */
  dayAndTime(at: Micros): string;
  /** 21 Nov 2026, 10:42 */
  dayYearAndTime(at: Micros): string;
  sameYear(one: Micros, other: Micros): boolean;
  /** What places a moment seen from `now`: 10:42:07 today, 21 Nov, 10:42 this year, else with its year. */
  brief(at: Micros, now: Micros): string;
  /** The same without seconds, for what one plans by: 14:00 today, Sun 22 Nov, 14:00 within the year. */
  plain(at: Micros, now: Micros): string;
  /** 09:00 – 17:30, with the days where they differ, and the years where those do; with seconds where the ends are less than two minutes apart. */
  span(range: Range): string;
  /** The days from one to the other: 16–22 November 2026. */
  days(range: Range): string;
}

const made = new Map<string, Times>();

/** Bound to one person's locale and zone. Formatters are costly to build and cheap to use: each is built once. */
export function createTimes(locale: string, timeZone: string): Times {
  const key = `${locale} ${timeZone}`;
  const times = made.get(key) ?? build(locale, timeZone);
  made.set(key, times);
  return times;
}

function build(locale: string, timeZone: string): Times {
  const formatter = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const format = (options: Intl.DateTimeFormatOptions) => {
    const ready = formatter(options);
    return (at: Micros) => ready.format(at / 1000);
  };
  const clock = { hour: countsToTwelve(locale) ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  const date = { day: 'numeric', month: 'short' } as const;
  const time = format(clock);
  const timeWithSeconds = format({ ...clock, second: '2-digit' });
  const shortDay = format({ ...date, year: 'numeric' });
  const year = format({ year: 'numeric' });
  const sameYear = (one: Micros, other: Micros) => year(one) === year(other);
  const dayAndTime = format({ ...date, ...clock });
  const weekdayAndTime = format({ weekday: 'short', ...date, ...clock });
  const dayYearAndTime = format({ ...date, year: 'numeric', ...clock });
  const dates = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
  return {
    locale,
    timeZone,
    time,
    timeWithSeconds,
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay,
    moment: format({ ...date, year: 'numeric', ...clock, second: '2-digit' }),
    dayAndTime,
    dayYearAndTime,
    sameYear,
    brief: (at, now) => {
      if (shortDay(at) === shortDay(now)) return timeWithSeconds(at);
      return sameYear(at, now) ? dayAndTime(at) : dayYearAndTime(at);
    },
    plain: (at, now) => {
      if (shortDay(at) === shortDay(now)) return time(at);
      return sameYear(at, now) ? weekdayAndTime(at) : dayYearAndTime(at);
    },
    span: ({ start, end }) => {
      const oneDay = shortDay(start) === shortDay(end);
      const withDay = sameYear(start, end) ? weekdayAndTime : dayYearAndTime;
      const write = oneDay ? (end - start < 2 * MINUTE ? timeWithSeconds : time) : withDay;
      return start === end ? write(start) : `${write(start)} – ${write(end)}`;
    },
    // The end is not part of it: a week that ends on Monday at midnight ends on Sunday.
    days: ({ start, end }) => dates.formatRange(start / 1000, Math.max(start, end - 1) / 1000),
  };
}

export function countsToTwelve(locale: string): boolean {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true;
}

/** A unit, its name, and the smaller one that lengths in it are rounded to. */
const UNITS: readonly { readonly size: Micros; readonly name: string; readonly finest: Micros }[] = [
  { size: DAY, name: 'd', finest: HOUR },
  { size: HOUR, name: 'h', finest: MINUTE },
  { size: MINUTE, name: 'min', finest: SECOND },
  { size: SECOND, name: 's', finest: SECOND },
];

const rounded = (micros: Micros, to: Micros): Micros => Math.round(micros / to) * to;

/** A length in at most two units, rounded: 2 h 5 min, 5 min 3 s, 12 s, 0.4 s, 3 d 4 h. Zero is 0 s, all else is more. */
export function length(micros: Micros): string {
  if (micros < 0) return `−${length(-micros)}`;
  const tenth = SECOND / 10;
  if (micros > 0 && rounded(micros, tenth) < 10 * SECOND) {
    const tenths = Math.max(1, Math.round(micros / tenth));
    return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} s`;
  }
  // Rounding may fill up the next larger unit: 59.6 s are 1 min.
  const largest = UNITS.findIndex(({ size, finest }) => rounded(micros, finest) >= size);
  const unit = UNITS[largest];
  if (unit === undefined) return '0 s';
  let rest = rounded(micros, unit.finest);
  const parts = UNITS.slice(largest, largest + 2).map(({ size, name }) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count} ${name}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}

/** How long ago, in one unit, for labels that tick: just now, 4 s ago, 3 min ago, 2 h ago, 5 days ago; in 3 min. */
export function ago(at: Micros, now: Micros): string {
  const away = Math.abs(now - at);
  if (away < SECOND) return 'just now';
  const text = oneUnit(away);
  return at <= now ? `${text} ago` : `in ${text}`;
}

function oneUnit(micros: Micros): string {
  if (micros < MINUTE) return `${Math.floor(micros / SECOND)} s`;
  if (micros < HOUR) return `${Math.floor(micros / MINUTE)} min`;
  if (micros < DAY) return `${Math.floor(micros / HOUR)} h`;
  const days = Math.floor(micros / DAY);
  if (days < 60) return days === 1 ? '1 day' : `${days} days`;
  if (days < 730) return `${Math.floor(days / 30.44)} months`;
  return `${Math.floor(days / 365.25)} years`;
}

/** How long until `ago(at, …)` may read differently, in µs, never 0: a ticking label wakes up then and not before. */
export function agoChangesIn(at: Micros, now: Micros): Micros {
  const away = Math.abs(now - at);
  const unit = away < MINUTE ? SECOND : away < HOUR ? MINUTE : HOUR;
  return at <= now ? unit - (away % unit) : (away % unit) + 1;
}
