/**
 * Events as ActivityWatch's JSON: `{"id":1,"timestamp":"2026-01-01T00:00:00.123Z","duration":4.25,"data":{…}}`.
 * Written as text from integers, so that no float noise gets in and stored data is passed on as it is.
 */
import { type Bucket, type Event, MICROS_PER_SECOND, type Micros, NOT_RECORDED } from '../events/event.ts';

const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** The last day formatted: lists run through few days and many times of day. */
let lastDay = Number.NaN;
let lastDate = '';

function date(day: number): string {
  if (day !== lastDay) {
    lastDate = new Date(day * 86_400_000).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastDate;
}

/** RFC 3339 in UTC with `Z`, and 0, 3 or 6 digits of a second as needed. For every time that can be stored. */
export function formatTimestamp(micros: Micros): string {
  const day = Math.floor(micros / MICROS_PER_DAY);
  const inDay = micros - day * MICROS_PER_DAY;
  const second = Math.floor(inDay / MICROS_PER_SECOND);
  const hours = TWO_DIGITS[Math.floor(second / 3600)];
  const minutes = TWO_DIGITS[Math.floor(second / 60) % 60];
  const seconds = TWO_DIGITS[second % 60];
  return `${date(day)}T${hours}:${minutes}:${seconds}${fraction(inDay % MICROS_PER_SECOND)}Z`;
}

function fraction(micros: number): string {
  if (micros === 0) return '';
  if (micros % 1000 === 0) return `.${String(micros / 1000).padStart(3, '0')}`;
  return `.${String(micros).padStart(6, '0')}`;
}

/** Seconds as a JSON number, exact to the microsecond, without trailing zeros. Not for negative lengths. */
export function secondsText(micros: Micros): string {
  const rest = micros % MICROS_PER_SECOND;
  const whole = String((micros - rest) / MICROS_PER_SECOND);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
}

/** An event up to its data, which follows as JSON and then a closing brace. ASCII. The id of what is not recorded is null. */
export function wireHead(id: number | null, start: Micros, duration: Micros): string {
  return `{"id":${id},"timestamp":"${formatTimestamp(start)}","duration":${secondsText(duration)},"data":`;
}

/** One event, whole. */
export function eventToWire(event: Event): string {
  const id = event.id === NOT_RECORDED ? null : event.id;
  return `${wireHead(id, event.start, event.end - event.start)}${JSON.stringify(event.data)}}`;
}

/** A bucket, without its events. */
export function bucketToWire(item: Bucket) {
  const time = (micros: number | null) => (micros === null ? null : formatTimestamp(micros));
  const [start, end] = [time(item.start), time(item.end)];
  return {
    id: item.id,
    name: item.name,
    type: item.type,
    client: item.client,
    hostname: item.hostname,
    created: formatTimestamp(item.created),
    data: item.data,
    metadata: { start, end },
    last_updated: end,
  };
}
