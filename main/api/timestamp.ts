/**
 * Times as clients write them, to integer µs: RFC 3339, and what aw-server's parser takes beyond it. That is a space for
 * the T, no seconds, no offset (then UTC), an offset without colon or minutes, a date alone (then its midnight).
 * A scanner by hand, since every heartbeat has a time: a quarter of what a regular expression takes.
 */
import { EARLIEST, LATEST, type Micros } from '../events/event.ts';
import { invalid } from './http-error.ts';

const MICROS_PER_MILLI = 1000;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Digits after the microsecond are cut off, not rounded: order is kept and no moment moves into the future. A leap second
 * (`:60`) is the second after it. An HttpError 400 that names `field` for everything else.
 */
export function parseTimestamp(text: string, field: string): Micros {
  const micros = scan(text);
  if (Number.isNaN(micros)) {
    throw invalid(`'${field}' is not a time. Write it like 2026-01-31T09:30:00Z or 2026-01-31T10:30:00.250+01:00.`);
  }
  if (micros < EARLIEST || micros > LATEST) {
    throw invalid(`'${field}' is out of range: times from 1684-07-28 to 2255-06-05 can be kept.`);
  }
  return micros;
}

/**
 * A time in a query string, where a `+` that was not escaped has become a space: `2026-01-31T10:30:00 01:00`.
 */
export function parseQueryTimestamp(text: string, field: string): Micros {
  return parseTimestamp(text.replace(/^([^ ]{16,}) (\d\d:?\d\d)$/, '$1+$2'), field);
}

/** NaN where the text is not a time. Every comparison here is one that NaN, the value of a missing digit, fails. */
function scan(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const days = month === 2 && !isLeap(year) ? 28 : (DAYS_IN_MONTH[month - 1] ?? 0);
  if (!(year >= 0 && day >= 1 && day <= days) || text[4] !== '-' || text[7] !== '-') return Number.NaN;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999. Any year that far back is out of range.
  const midnight = Date.UTC(Math.max(year, 100), month - 1, day);
  if (text.length === 10) return midnight * MICROS_PER_MILLI;

  const separator = text[10];
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (separator !== 'T' && separator !== 't' && separator !== ' ') return Number.NaN;
  if (!(hour <= 23 && minute <= 59) || text[13] !== ':') return Number.NaN;

  let at = 16;
  let second = 0;
  let fraction = 0;
  if (text[at] === ':') {
    second = digits(text, 17, 2);
    if (!(second <= 60)) return Number.NaN;
    at = 19;
    if (text[at] === '.' || text[at] === ',') {
      const first = at + 1;
      for (at = first; isDigit(text, at); at++) {
        if (at < first + 6) fraction = fraction * 10 + text.charCodeAt(at) - 48;
      }
      if (at === first) return Number.NaN;
      for (let place = at - first; place < 6; place++) fraction *= 10;
    }
  }
  const offset = at === text.length ? 0 : scanOffset(text, at);
  const millis = midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  return millis * MICROS_PER_MILLI + fraction;
}

/** The rest of the text as minutes east of UTC; NaN where it is no offset. */
function scanOffset(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : Number.NaN;
  if (sign !== '+' && sign !== '-') return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const colon = text[at + 3] === ':' ? 1 : 0;
  const hasMinutes = text.length > at + 3;
  const minutes = hasMinutes ? digits(text, at + 3 + colon, 2) : 0;
  if (!(hours <= 23 && minutes <= 59) || text.length !== at + 3 + (hasMinutes ? colon + 2 : 0)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    if (!isDigit(text, at)) return Number.NaN;
    value = value * 10 + text.charCodeAt(at) - 48;
  }
  return value;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
