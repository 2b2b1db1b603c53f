/**
 * What an import hands to the store: events already checked, in the store's own form and order, in a database file beside
 * the record, so that taking them in is a few statements over two files.
 */
import type Database from 'better-sqlite3';
import type { HostRename } from '../../preload/contract/hosts.ts';
import type { SourceKind } from '../../preload/contract/imports.ts';
import type { BucketSpec, JsonObject, Micros } from '../events/event.ts';

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
  /** Where its events lie in the file and in time; null where it has none. */
  readonly lies: PreparedExtent | null;
}

export interface PreparedExtent {
  readonly firstPlace: number;
  readonly lastPlace: number;
  readonly start: Micros;
  readonly end: Micros;
}

export interface PreparedImport {
  readonly file: string;
  readonly kind: SourceKind;
  readonly buckets: readonly PreparedBucket[];
  /** The hosts that its buckets are of, by name, and as what they are taken: most as themselves. */
  readonly hosts: readonly HostRename[];
  /** What was found beside the events; whether they are taken is decided elsewhere. */
  readonly settings: JsonObject;
  /** How many events there are, doubles left out; their places are 1 and so on. */
  readonly places: number;
  /** How many distinct data there are; their rows are 1 and so on. */
  readonly data: number;
}

/**
 * `data` is each distinct data; `target` its row in the record, once known. `events` has each event once; `seq` is its
 * place in the source, where the newest came first. `placed` has them in the order in which they are taken in.
 */
export const PREPARED_SQL = `
  CREATE TABLE data (row INTEGER PRIMARY KEY, hash INTEGER NOT NULL, json TEXT NOT NULL, target INTEGER) STRICT;
  CREATE TABLE events (
    bucket INTEGER NOT NULL,
    start INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    data INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (bucket, start, duration, data)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE placed (
    place INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    start INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    data INTEGER NOT NULL
  ) STRICT;`;

/** Oldest first, so that ids grow with time; of those that start together, the one that came last in the newest-first source. */
export const PLACE_SQL = `
  INSERT INTO placed (bucket, start, duration, data)
  SELECT bucket, start, duration, data FROM events ORDER BY bucket, start, seq DESC`;

/** The file is of no use after a crash, so nothing is done to survive one. */
export function withoutDurability(connection: Database.Database, schema = 'main'): void {
  connection.pragma(`${schema}.journal_mode = OFF`);
  connection.pragma(`${schema}.synchronous = OFF`);
}
