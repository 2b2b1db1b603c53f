/**
 * What may be stored at all. Everything that enters the store passes here, whichever door it came through; what does not
 * pass is `invalid`, with the reason.
 */
import { canonicalJson, NotJsonError } from '../events/canonical.ts';
import {
  type BucketPatch,
  EARLIEST,
  type Json,
  type JsonObject,
  LATEST,
  type Micros,
  type NewEvent,
} from '../events/event.ts';
import { StoreError } from './store-error.ts';

/** UTF-16 code units. */
export const MAX_BUCKET_ID = 10_000;
export const MAX_SETTING_KEY = 127;

const invalid = (message: string) => new StoreError('invalid', message);

export function checkMoment(moment: Micros, what: string): void {
  if (Number.isSafeInteger(moment)) return;
  throw invalid(
    `The ${what} is not a moment in whole microseconds between ${new Date(EARLIEST / 1000).toISOString()} and ` +
      `${new Date(LATEST / 1000).toISOString()}.`,
  );
}

/** Start and end only: a heartbeat's data needs no look where it equals what is stored. */
export function checkSpan(event: NewEvent): void {
  checkMoment(event.start, 'start of an event');
  checkMoment(event.end, 'end of an event');
  if (event.end < event.start) throw invalid('An event ends before it starts.');
  if (!Number.isSafeInteger(event.end - event.start)) throw invalid('An event is longer than can be stored.');
}

/** An object, as canonical JSON. */
export function checkData(data: JsonObject): string {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw invalid('The data is not a JSON object.');
  return checkJson(data);
}

export function checkJson(value: Json): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    if (error instanceof NotJsonError) throw invalid(error.message);
    throw error;
  }
}

/** Of a heartbeat, in µs: finite and not negative. */
export function checkPulsetime(pulsetime: Micros): void {
  if (!Number.isFinite(pulsetime) || pulsetime < 0) throw invalid('The pulsetime is not a time of zero or more.');
}

export function checkBucketId(id: string): void {
  if (typeof id !== 'string' || id === '') throw invalid('A bucket needs an id.');
  if (id.length > MAX_BUCKET_ID) throw invalid(`A bucket's id has at most ${MAX_BUCKET_ID} characters.`);
  checkText(id, "bucket's id");
}

/** What SQLite gives back is what was given: text with half a surrogate pair would come back changed. */
function checkText(text: unknown, what: string): void {
  if (typeof text !== 'string' || !text.isWellFormed()) throw invalid(`The ${what} is not valid text.`);
}

export function checkBucket(spec: BucketPatch): void {
  for (const field of ['type', 'client', 'hostname', 'name'] as const) {
    const value = spec[field];
    if (value !== undefined && !(field === 'name' && value === null)) checkText(value, `bucket's ${field}`);
  }
}

export function checkSettingKey(key: string): void {
  if (typeof key !== 'string' || key === '') throw invalid('A setting needs a key.');
  if (key.length > MAX_SETTING_KEY) throw invalid(`A setting's key has at most ${MAX_SETTING_KEY} characters.`);
  checkText(key, "setting's key");
}

export function checkEventId(id: number): void {
  if (!Number.isSafeInteger(id) || id < 1) throw invalid('An event id is a positive whole number.');
}
