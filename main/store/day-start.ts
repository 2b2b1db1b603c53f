/**
 * When a person's day begins: ActivityWatch's setting `startOfDay`, a time of day such as "04:00", which its web interface
 * writes and every client may read. Here it is minutes after midnight.
 */
import type { Json } from '../events/event.ts';
import { StoreError } from './store-error.ts';

export const DAY_START_SETTING = 'startOfDay';

/** Minutes after midnight, below 1440. */
export type DayStart = number;

/** ActivityWatch's own: who is up after midnight still lives in the day before. */
export const USUAL_DAY_START: DayStart = 4 * 60;

/** Hours may go without their zero; seconds, as some browsers' time fields write them, are nothing but zero. */
const TIME = /^(\d{1,2}):([0-5]\d)(?::00)?$/;

/** The usual one where nothing is set. `invalid` where it is no time of day. */
export function parseDayStart(value: Json): DayStart {
  if (value === null) return USUAL_DAY_START;
  const [, hours, minutes] = (typeof value === 'string' ? TIME.exec(value) : null) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23) {
    throw new StoreError('invalid', `${DAY_START_SETTING} has to be a time of day such as "04:00".`);
  }
  return Number(hours) * 60 + Number(minutes);
}

/** The same, and the usual one for what was stored before it was checked. */
export function dayStartIn(value: Json): DayStart {
  try {
    return parseDayStart(value);
  } catch {
    return USUAL_DAY_START;
  }
}

/** As the setting has it: 240 is "04:00". */
export function formatDayStart(minutes: DayStart): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
