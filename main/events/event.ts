/**
 * The words everything in Daytrail is said in. Pure types and the limits of time; no behaviour.
 */

/** Integer microseconds: since the Unix epoch for a moment, plain for a length. Exact in a JavaScript number. */
export type Micros = number;

/** The earliest and latest moment that can be stored: what a JavaScript integer holds in µs (1684-07-28 to 2255-06-05). */
export const EARLIEST: Micros = Number.MIN_SAFE_INTEGER;
export const LATEST: Micros = Number.MAX_SAFE_INTEGER;

export const MICROS_PER_SECOND = 1_000_000;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Something that went on from `start` to `end` (both inclusive, `start <= end`). */
export interface NewEvent {
  readonly start: Micros;
  readonly end: Micros;
  readonly data: JsonObject;
}

/** The id of an event that was not recorded, as a privacy rule kept it out. Real ones begin at 1. */
export const NOT_RECORDED = 0;

/** A recorded event. `id` is unique across all buckets and never used twice. */
export interface Event extends NewEvent {
  readonly id: number;
}

export interface BucketSpec {
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  /** Absent: now. */
  readonly created?: Micros;
  readonly name?: string | null;
  readonly data?: JsonObject;
}

/** What may be changed of a bucket; what is absent stays. */
export type BucketPatch = Partial<Omit<BucketSpec, 'created'>>;

export interface Bucket {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  readonly created: Micros;
  readonly data: JsonObject;
  /** Start of the earliest and end of the latest event; null while the bucket is empty. */
  readonly start: Micros | null;
  readonly end: Micros | null;
}
