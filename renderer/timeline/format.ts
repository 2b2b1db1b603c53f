/**
 * Moments and lengths in words, in the person's locale and zone. Formatters are costly to build and cheap to use: each
 * is built once.
 */
import { HOUR, MINUTE, type Micros, SECOND } from './micros.ts';

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

export function dateFormat(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    dateFormats.set(key, format);
  }
  return format;
}

function unitFormat(locale: string, unit: string, style: DurationStyle): Intl.NumberFormat {
  const key = `${locale} ${unit} ${style}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: style, maximumFractionDigits: 0 });
    numberFormats.set(key, format);
  }
  return format;
}

/** Whether clocks of this locale count to twelve. */
export function twelveHours(locale: string): boolean {
  return dateFormat(locale, 'UTC', { hour: 'numeric' }).resolvedOptions().hour12 === true;
}

/** `09:02` where the clock counts to 24, `9:02 AM` where it counts to twelve. */
function clockOptions(locale: string): Intl.DateTimeFormatOptions {
  return { hour: twelveHours(locale) ? 'numeric' : '2-digit', minute: '2-digit' };
}

const at = (format: Intl.DateTimeFormat, moment: Micros): string => format.format(moment / 1000);

/** `10:02`, or `10:02 AM`; with seconds where asked. */
export function formatTime(moment: Micros, locale: string, zone: string, seconds = false): string {
  const options = clockOptions(locale);
  return at(dateFormat(locale, zone, seconds ? { ...options, second: '2-digit' } : options), moment);
}

/** `Sunday 22 November 2026`. */
export function formatDate(moment: Micros, locale: string, zone: string): string {
  return at(dateFormat(locale, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }), moment);
}

/** `Sun, 22 Nov, 10:02`. */
export function formatMoment(moment: Micros, locale: string, zone: string): string {
  return at(
    dateFormat(locale, zone, { weekday: 'short', day: 'numeric', month: 'short', ...clockOptions(locale) }),
    moment,
  );
}

/** `10:02 – 10:17`, with the days where they differ; seconds where both ends lie within the same minute or two. */
export function formatRange(start: Micros, end: Micros, locale: string, zone: string): string {
  const day = dateFormat(locale, zone, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const time = (moment: Micros) => formatTime(moment, locale, zone, end - start < 2 * MINUTE);
  if (at(day, start) !== at(day, end)) {
    return `${formatMoment(start, locale, zone)} – ${formatMoment(end, locale, zone)}`;
  }
  return time(start) === time(end) ? time(start) : `${time(start)} – ${time(end)}`;
}

/** `narrow`: `1h 15m`; `short`: `1 hr 15 min`; `long`: `1 hour 15 minutes`. */
export type DurationStyle = 'narrow' | 'short' | 'long';

/** At most two units, the finest a second; less than that is said so. */
export function formatDuration(length: Micros, locale: string, style: DurationStyle = 'narrow'): string {
  const unit = (value: number, name: string) => unitFormat(locale, name, style).format(value);
  if (length > 0 && length < SECOND) return `< ${unit(1, 'second')}`;
  const seconds = Math.round(length / SECOND);
  if (seconds < 60) return unit(seconds, 'second');
  const two = (whole: number, name: string, rest: number, restName: string) =>
    rest === 0 ? unit(whole, name) : `${unit(whole, name)} ${unit(rest, restName)}`;
  if (length < HOUR && seconds < 3600) return two(Math.floor(seconds / 60), 'minute', seconds % 60, 'second');
  const minutes = Math.round(length / MINUTE);
  if (minutes < 48 * 60) return two(Math.floor(minutes / 60), 'hour', minutes % 60, 'minute');
  const hours = Math.round(length / HOUR);
  return two(Math.floor(hours / 24), 'day', hours % 24, 'hour');
}

/** `5 minutes ago`, `yesterday`, `in 2 hours`; `now` within half a minute. */
export function formatAgo(moment: Micros, now: Micros, locale: string): string {
  const format = relativeFormat(locale);
  const seconds = (moment - now) / SECOND;
  const size = Math.abs(seconds);
  if (size < 30) return format.format(0, 'second');
  if (size < 90 * 60) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 36 * 3600) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 45 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  if (size < 550 * 86_400) return format.format(Math.round(seconds / (30.44 * 86_400)), 'month');
  return format.format(Math.round(seconds / (365.25 * 86_400)), 'year');
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(locale);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    relativeFormats.set(locale, format);
  }
  return format;
}
