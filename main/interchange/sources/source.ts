/**
 * What an import reads from, whatever program wrote it: buckets, their events one after another, settings. Events come
 * out checked and in the store's own form; what cannot be stored comes out as a reason, one by one.
 */
import type { SourceKind } from '../../../preload/contract/imports.ts';
import type { BucketSpec, JsonObject, Micros } from '../../events/event.ts';

export type { SourceKind };

export interface SourceBucket {
  readonly id: string;
  readonly spec: BucketSpec;
  /** Why it cannot be taken as a whole. */
  readonly refusal: string | null;
}

export interface SourceSink {
  /** An event fit to be stored, of the bucket at this place of `buckets()`. `data` is the canonical JSON of an object. */
  event(bucket: number, start: Micros, duration: Micros, data: string): void;
  /** One event of that bucket cannot be stored. `why` is a sentence. */
  refused(bucket: number, why: string): void;
}

export interface ImportSource {
  readonly kind: SourceKind;
  /** How many events there are, or nearly so, where that is known before they are read. */
  readonly total: number | null;
  /**
   * Tells every event, bucket after bucket, newest first where the source has that order. Fails as a whole with
   * `invalid` where it turns out to be none; what the sink throws ends the reading and comes out as it is.
   */
  read(sink: SourceSink): void;
  /** Each bucket once. Of a file of JSON all is known only when `read` has returned. */
  buckets(): readonly SourceBucket[];
  settings(): JsonObject;
  close(): void;
}
