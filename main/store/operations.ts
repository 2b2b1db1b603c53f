/**
 * Everything that can be done with the record, each written once. The HTTP routes call it inside the store thread, the
 * bridge and the built-in watchers through the store handle (store-handle.ts), which has the same methods as promises.
 *
 * Every method fails with a StoreError. A write that has returned is applied in the open batch and visible to every
 * later read; it is on disk once `forceCommit` or closing has returned.
 */
import type { Activity, ActivityQuery } from '../../preload/contract/activity.ts';
import type { HostRename, JoinedBucket } from '../../preload/contract/hosts.ts';
import type {
  ImportLook,
  ImportPreview,
  ImportProgress,
  ImportReport,
  ImportRequest,
} from '../../preload/contract/imports.ts';
import type { PrivacyTrial, PrivacyTrialQuery } from '../../preload/contract/privacy.ts';
import type {
  Breakdown,
  BucketSummary,
  EventsPage,
  EventsQuery,
  Timeline,
  TimelineQuery,
} from '../../preload/contract/schemas.ts';
import type { Bucket, BucketPatch, BucketSpec, Event, Json, JsonObject, Micros, NewEvent } from '../events/event.ts';
import type { QueryAnswer, QueryProgram } from '../query/language/run-query.ts';

/** Both ends inclusive; an absent end is open. An event belongs to it that ends at or after `start` and starts at or before `end`. */
export interface EventRange {
  readonly start?: Micros | undefined;
  readonly end?: Micros | undefined;
}

/** An event to be written: with an `id` it replaces that event of the same bucket. */
export interface EventToWrite extends NewEvent {
  readonly id?: number | undefined;
}

/** An event's place in the order that lists have. */
export interface Place {
  readonly start: Micros;
  readonly id: number;
}

export interface ExportQuery {
  readonly bucket: string;
  readonly range: EventRange;
  readonly format: { readonly kind: 'json' } | { readonly kind: 'csv'; readonly keys: readonly string[] };
  /** At most so many events. */
  readonly limit: number;
  /** Goes on after this event; null: from the newest. */
  readonly after: Place | null;
}

/** `bytes`: UTF-8 text, of JSON with a comma before each event but the very first. `next`: where to go on; null: that was all. */
export interface ExportPiece {
  readonly bytes: Uint8Array;
  /** How many events are in it. */
  readonly written: number;
  readonly next: Place | null;
}

export type { ImportPreview, ImportProgress, ImportReport, ImportRequest, JoinedBucket };

export interface Operations {
  /** In the order of their ids. */
  listBuckets(): readonly Bucket[];
  getBucket(bucket: string): Bucket;
  /** False where the bucket exists, which is left as it is. */
  createBucket(bucket: string, spec: BucketSpec): boolean;
  updateBucket(bucket: string, patch: BucketPatch): Bucket;
  /** With all its events. */
  deleteBucket(bucket: string): void;

  /**
   * Merges into the event before it in time or inserts (heartbeat.ts has the rule); gives the resulting event. One that
   * privacy keeps out (privacy.ts) changes nothing, and is answered with the newest event there is, or itself with the id
   * NOT_RECORDED.
   */
  heartbeat(bucket: string, beat: NewEvent, pulsetime: Micros): Event;
  /** All or none, but those that privacy keeps out, which are left out. An `id` that is not in this bucket is `invalid`. */
  insertEvents(bucket: string, events: readonly EventToWrite[]): readonly Event[];
  /** Whole, never clipped. */
  getEvent(bucket: string, id: number): Event;
  /** False where there is no such event in this bucket. */
  deleteEvent(bucket: string, id: number): boolean;
  /** How many of these there were in this bucket; all in one transaction. */
  deleteEvents(bucket: string, ids: readonly number[]): number;

  /**
   * What importing this file would do; writes nothing. One preview or import is under way at a time, others wait for
   * their turn. `invalid` where the file cannot be read or is nothing that can be imported, `cancelled` by `cancelImport`.
   */
  previewImport(look: ImportLook): Promise<ImportPreview>;
  /**
   * All or nothing, and on disk when it resolves. Buckets that are missing are created, others left as they are; events
   * that are there already are skipped; settings follow. Writes are answered meanwhile, and saved after it. Fails as a
   * preview does, and with `commit-failed` where the disk does not take it.
   */
  runImport(request: ImportRequest): Promise<ImportReport>;
  /** Ends the preview or import under way and those that wait, until its commit begins. */
  cancelImport(): void;
  importProgress(): ImportProgress;

  /** What `joinHosts` would do. */
  previewJoin(host: HostRename): Promise<readonly JoinedBucket[]>;
  /**
   * Takes the buckets of a host for those of its new name (join-hosts.ts has the rule): all or none, on disk when it
   * resolves. It waits for its turn among imports, writes are answered meanwhile, and saved after it. `not-found` where the
   * host has none. It cannot be taken back but from a copy of the record.
   */
  joinHosts(host: HostRename): Promise<readonly JoinedBucket[]>;

  listSettings(): JsonObject;
  /** Null where it is not set. */
  getSetting(key: string): Json;
  /** `invalid` for privacy filters that cannot be used; those there were stay. */
  setSetting(key: string, value: Json): void;
  /** False where it was not set. */
  deleteSetting(key: string): boolean;
  /** What a privacy rule would do, or why it cannot be used. */
  tryPrivacyRule(query: PrivacyTrialQuery): Promise<PrivacyTrial>;

  /**
   * Resolves after COMMIT has returned, which waits for the end of an import that is being saved; `commit-failed` if that
   * failed, and then the writes wait in memory and are retried.
   */
  forceCommit(): Promise<void>;

  /**
   * Newest first (ties: larger id first), clipped to the range, at most `limit`, as the UTF-8 bytes of ActivityWatch's JSON array.
   */
  listEvents(bucket: string, range: EventRange, limit?: number): Promise<Uint8Array>;
  countEvents(bucket: string, range: EventRange): Promise<number>;
  summarizeBuckets(): Promise<readonly BucketSummary[]>;
  readTimeline(query: TimelineQuery): Promise<Timeline>;
  describe(query: { bucket: string; start: Micros; end: Micros }): Promise<Breakdown>;
  pageEvents(query: EventsQuery): Promise<EventsPage>;
  /** Newest first, cut to the range, about 1 MB at a time. */
  exportEvents(query: ExportQuery): Promise<ExportPiece>;
  /** The keys of all data in a bucket, each once, sorted. */
  listKeys(bucket: string): Promise<readonly string[]>;
  /**
   * Runs a query program over each of its periods. A program that is wrong, or takes too much, is an answer that says so.
   * `givenUp` is one Int32: set to anything but 0, it ends the program, since nobody waits for it. `full` where too many
   * programs wait already: one runs at a time.
   */
  query(program: QueryProgram, givenUp?: SharedArrayBuffer): Promise<QueryAnswer>;
  /** What was done over some periods, summed (query/activity/). `invalid` where its rules take too long. */
  activity(query: ActivityQuery): Promise<Activity>;
}

export type OperationName = keyof Operations;

/** Those that are done when they return. */
export type SynchronousOperations = {
  [Name in OperationName as ReturnType<Operations[Name]> extends Promise<unknown> ? never : Name]: Operations[Name];
};
