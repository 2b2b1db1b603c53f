/**
 * Lengths and events as ActivityWatch's clients send them, read into Daytrail's own (integer µs). What cannot be
 * read is an HttpError 400 that names the field. Written by hand, since every heartbeat passes here; schemas.ts says the
 * same as schemas, and a property test holds the two together.
 */
import { type JsonObject, LATEST, MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import type { EventToWrite } from '../store/operations.ts';
import { invalid } from './http-error.ts';
import { parseTimestamp } from './timestamp.ts';

/** Seconds as a number to µs, rounded to the nearest one: 0.1 + 0.2 s is 300,000 µs. */
export function parseDuration(seconds: unknown, field: string): Micros {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds))
    throw invalid(`'${field}' must be a number of seconds.`);
  if (seconds < 0) throw invalid(`'${field}' must not be negative.`);
  return Math.round(seconds * MICROS_PER_SECOND);
}

/**
 * An event from a request's body. `duration` and `data` may be left out, and so may `id`; null counts as left out.
 * Further keys are ignored.
 */
export function readEvent(value: unknown, withId: boolean, prefix = ''): EventToWrite {
  if (!isObject(value))
    throw invalid(`${prefix === '' ? 'The body' : `'${prefix.slice(0, -1)}'`} must be an event, that is an object.`);
  const { timestamp, duration, data, id } = value;
  if (timestamp === undefined || timestamp === null) throw invalid(`'${prefix}timestamp' is missing.`);
  if (typeof timestamp !== 'string') throw invalid(`'${prefix}timestamp' must be a string.`);
  const start = parseTimestamp(timestamp, `${prefix}timestamp`);
  const end = start + (duration === undefined || duration === null ? 0 : parseDuration(duration, `${prefix}duration`));
  if (end > LATEST) throw invalid(`'${prefix}duration' is out of range: times up to 2255-06-05 can be kept.`);
  if (data !== undefined && data !== null && !isObject(data)) throw invalid(`'${prefix}data' must be an object.`);
  const event = { start, end, data: (data ?? {}) as JsonObject };
  if (!withId || id === undefined || id === null) return event;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) {
    throw invalid(`'${prefix}id' must be a whole number from 1 on, or left out.`);
  }
  return { ...event, id };
}

/** One event or an array of them; a place in the array is named as in `[3].timestamp`. */
export function readEvents(value: unknown): readonly EventToWrite[] {
  if (!Array.isArray(value)) return [readEvent(value, true)];
  return value.map((item: unknown, index) => readEvent(item, true, `[${index}].`));
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** `pulsetime` of a heartbeat, in the query string as decimal seconds; in µs, at most what a number holds exactly. */
export function readPulsetime(value: unknown): Micros {
  if (value === undefined) throw invalid('Missing required parameter pulsetime.');
  if (typeof value !== 'string' || !DECIMAL.test(value)) throw invalid("'pulsetime' must be a number of seconds.");
  return Math.min(parseDuration(Number(value), 'pulsetime'), Number.MAX_SAFE_INTEGER);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
