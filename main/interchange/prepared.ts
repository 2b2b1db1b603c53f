/**
 * What an import hands to the store: events already checked, in the store's own form, in a database file beside the
 * record, so that taking them in is a few statements over two files and costs the store thread as little as can be.
 */
import type Database from 'better-sqlite3';
import type { BucketSpec, JsonObject } from '../events/event.ts';
import { StoreError } from '../store/store-error.ts';

export interface PreparedBucket {
  /** What its events in the file are marked with. */
  readonly index: number;
  readonly id: string;
  readonly spec: BucketSpec;
  /** Why it cannot be taken as a whole. */
  readonly refusal: string | null;
  /** How many of its events are fit to be stored, doubles counted, and how many are not. */
  readonly fit: number;
  readonly refused: number;
  /** Why some were refused: the first few reasons. */
  readonly problems: readonly string[];
}

export interface PreparedImport {
  readonly file: string;
  readonly buckets: readonly PreparedBucket[];
  /** What was found beside the events; whether they are taken is decided elsewhere. */
  readonly settings: JsonObject;
}

/**
 * `data` is each distinct data; `target` its row in the record, once known. `events` has each event once; `seq` is its
 * place in the source, where the newest came first.
 */
export const PREPARED_SQL = `
  CREATE TABLE data (row INTEGER PRIMARY KEY, hash INTEGER NOT NULL, json TEXT NOT NULL, target INTEGER) STRICT;
  CREATE INDEX data_by_hash ON data (hash);
  CREATE TABLE events (
    bucket INTEGER NOT NULL,
    start INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    data INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (bucket, start, duration, data)
  ) STRICT, WITHOUT ROWID;`;

/** The file is of no use after a crash, so nothing is done to survive one. */
export function withoutDurability(connection: Database.Database, schema = 'main'): void {
  connection.pragma(`${schema}.journal_mode = OFF`);
  connection.pragma(`${schema}.synchronous = OFF`);
}

export const stopped = (): StoreError =>
  new StoreError('closed', 'Daytrail was closed during the import. Nothing was imported.');
