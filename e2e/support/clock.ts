/**
 * The time of day for a test. Daytrail and the browser are put into the zone in which it is now between two and three in the
 * afternoon, so that no test depends on when it runs: there is a morning behind it and an evening before it.
 */
const AFTERNOON_HOUR = 14;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours ahead of UTC, from -9 to 14: there is such a zone for each. */
const ahead = AFTERNOON_HOUR - new Date().getUTCHours();

/** The sign in these zones' names is turned round (IANA time zone database, file etcetera). */
export const ZONE = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
export const LOCALE = 'en-GB';

/** Puts a process into that zone. */
export const IN_ZONE = { TZ: ZONE } as const;

/** The moment of a clock time in that zone, as `HH:MM` or `HH:MM:SS`, so many days from today, in ms since the epoch. */
export function clock(time: string, day = 0): number {
  return Date.parse(`${isoDate(day)}T${time}Z`) - ahead * HOUR_MS;
}

/** The date in that zone, so many days from today, as the address writes it: 2026-11-22. */
export function isoDate(day = 0): string {
  return new Date(Date.now() + ahead * HOUR_MS + day * DAY_MS).toISOString().slice(0, 10);
}

function formatter(options: Intl.DateTimeFormatOptions): (at: number) => string {
  const format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: ZONE });
  return (at) => format.format(at);
}

/** 14:05 */
export const clockTime = formatter({ hour: '2-digit', minute: '2-digit' });
/** 14:05:09 */
export const clockTimeWithSeconds = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const longDate = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The date so many days from today as a person reads it: Sunday, 22 November 2026. */
export const dayName = (day = 0): string => longDate(clock('12:00', day));
