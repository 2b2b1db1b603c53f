/**
 * Everything that is read from many events, over one connection: the same in a query thread and on the writer's own
 * connection.
 */
import type Database from 'better-sqlite3';
import { countJoin, planJoin } from '../store/join-hosts.ts';
import type { Operations } from '../store/operations.ts';
import { activityReader } from './activity/activity.ts';
import { bucketRows } from './bucket-rows.ts';
import { ColumnCache } from './column-cache.ts';
import { countInRow, countReader } from './count.ts';
import { DataObjects } from './data-objects.ts';
import { describeReader } from './describe.ts';
import { exportReader, keysReader } from './export.ts';
import { Labels } from './labels.ts';
import { listReader } from './list.ts';
import { pageReader } from './page.ts';
import { privacyTrialReader } from './privacy-trial.ts';
import { programReader } from './program.ts';
import type { Stale } from './stale.ts';
import { summaryReader } from './summary.ts';
import { timelineReader } from './timeline.ts';

export type ReadName =
  | 'listEvents'
  | 'countEvents'
  | 'summarizeBuckets'
  | 'readTimeline'
  | 'describe'
  | 'pageEvents'
  | 'exportEvents'
  | 'listKeys'
  | 'previewJoin'
  | 'tryPrivacyRule'
  | 'query'
  | 'activity';

/** The operations that read, as they run in one thread. */
export type Reads = { readonly [K in ReadName]: (...args: Parameters<Operations[K]>) => ReadResult<K> };
export type ReadResult<K extends ReadName> = Awaited<ReturnType<Operations[K]>>;
export type ReadCall = { [K in ReadName]: { readonly method: K; readonly args: Parameters<Operations[K]> } }[ReadName];

export interface Reader extends Reads {
  /** To be called before each read, with what has changed since the one before. */
  forget(stale: Stale): void;
}

/** How long a program may run where nothing else waits: less than the 30 s after which ActivityWatch's window gives up. */
const PROGRAM_MS = 25_000;

/** Regular expressions of a person's own rules end within it, while somebody looks at the window. */
const ACTIVITY_MS = 10_000;

/** The same for a privacy rule that a person is typing. */
const PRIVACY_TRIAL_MS = 1000;

/** `cacheBytes`: how much may be kept of what was read. `programMs`: how long a query program may run. */
export function createReader(db: Database.Database, cacheBytes: number, programMs = PROGRAM_MS): Reader {
  const buckets = bucketRows(db);
  const count = countInRow(db);
  const events = new ColumnCache(db, cacheBytes);
  const labels = new Labels(db);
  const data = new DataObjects(db);
  return {
    listEvents: listReader(db, buckets),
    countEvents: countReader(buckets, count),
    summarizeBuckets: summaryReader(db, buckets),
    readTimeline: timelineReader(buckets, events, labels),
    describe: describeReader(db, buckets, labels),
    pageEvents: pageReader(db, buckets, count),
    exportEvents: exportReader(db, buckets),
    listKeys: keysReader(db, buckets),
    previewJoin: (host) => countJoin(db, planJoin(buckets.list(), host)),
    tryPrivacyRule: privacyTrialReader(db, buckets, Math.min(programMs, PRIVACY_TRIAL_MS)),
    query: programReader({ buckets, count, events, data }, programMs),
    activity: activityReader({ buckets, events, data }, Math.min(programMs, ACTIVITY_MS)),
    forget(stale) {
      labels.trim();
      data.trim();
      if (stale.all) {
        labels.forget();
        data.forget();
        events.forgetAll();
      }
      for (const { bucket, start, end } of stale.ranges) events.forget(bucket, start, end);
    },
  };
}

export function run(reads: Reads, call: ReadCall): ReadResult<ReadName> {
  switch (call.method) {
    case 'listEvents':
      return reads.listEvents(...call.args);
    case 'countEvents':
      return reads.countEvents(...call.args);
    case 'summarizeBuckets':
      return reads.summarizeBuckets(...call.args);
    case 'readTimeline':
      return reads.readTimeline(...call.args);
    case 'describe':
      return reads.describe(...call.args);
    case 'pageEvents':
      return reads.pageEvents(...call.args);
    case 'exportEvents':
      return reads.exportEvents(...call.args);
    case 'listKeys':
      return reads.listKeys(...call.args);
    case 'previewJoin':
      return reads.previewJoin(...call.args);
    case 'tryPrivacyRule':
      return reads.tryPrivacyRule(...call.args);
    case 'query':
      return reads.query(...call.args);
    case 'activity':
      return reads.activity(...call.args);
  }
}
