/** Recognises what is to be imported by what is in it, never by its name. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { StoreError } from '../../store/store-error.ts';
import { columnsOf } from './foreign-rows.ts';
import { JsonSource } from './json-source.ts';
import { isPeeweeRecord, PeeweeSource } from './peewee-source.ts';
import { isRustRecord, RustSource } from './rust-source.ts';
import { findSettingsFile, type SettingsPlace, settingsPlace } from './settings-file.ts';
import { takeSnapshot } from './snapshot.ts';
import type { ImportSource } from './source.ts';
import { asUnreadable } from './unreadable.ts';

export type { ImportSource, SourceBucket, SourceKind, SourceSink } from './source.ts';

/** The first bytes of every SQLite file (sqlite.org/fileformat2.html#the_database_header). */
const SQLITE = 'SQLite format 3\0';

/** Files that people take for an export, by their first bytes, and what to do. */
const OTHERS: readonly { readonly bytes: string; readonly advice: string }[] = [
  { bytes: '1f8b', advice: 'is compressed (gzip). Unpack it first.' },
  { bytes: '504b0304', advice: 'is compressed (zip). Unpack it first.' },
  { bytes: '28b52ffd', advice: 'is compressed (zstd). Unpack it first.' },
  { bytes: 'fffe', advice: 'is UTF-16 text. Save it as UTF-8 first.' },
  { bytes: 'feff', advice: 'is UTF-16 text. Save it as UTF-8 first.' },
];

/**
 * Opens a file of ActivityWatch: an export, or the database of either server, of which a copy is made in `folder`. Fails with
 * `invalid` where it is none of them, with what to do. To be closed.
 */
export function openSource(path: string, folder: string, place: SettingsPlace = settingsPlace()): ImportSource {
  if (containerOf(path) === 'text') return new JsonSource(path);
  const snapshot = takeSnapshot(path, folder);
  try {
    if (isRustRecord(snapshot.connection)) return new RustSource(snapshot, path);
    if (isPeeweeRecord(snapshot.connection)) return new PeeweeSource(snapshot, findSettingsFile(path, place));
    if (isOwnRecord(snapshot.connection)) {
      throw new StoreError(
        'invalid',
        `${path} is a record of Daytrail itself. Export all buckets in the Daytrail that it belongs to, and import that file.`,
      );
    }
    throw new StoreError(
      'invalid',
      `${path} is a database, but none of aw-server-rust (sqlite.db) or aw-server (peewee-sqlite.v2.db). ` +
        'Export all buckets as JSON where it comes from, and import that file.',
    );
  } catch (error) {
    snapshot.close();
    throw error;
  }
}

/** As every version of ours has had it: events with a place and a length, and data of their own (store/migrations). */
const isOwnRecord = (connection: Database.Database): boolean =>
  ['bucket', 'start', 'duration', 'data'].every((column) => columnsOf(connection, 'events').has(column)) &&
  ['row', 'hash', 'json'].every((column) => columnsOf(connection, 'data').has(column));

/** A first look, which costs nothing: fails with `invalid` where the file cannot be read, or is clearly something else. */
export function containerOf(path: string): 'database' | 'text' {
  const beginning = beginningOf(path);
  if (beginning.toString('latin1') === SQLITE) return 'database';
  const other = OTHERS.find(({ bytes }) => beginning.toString('hex').startsWith(bytes));
  if (other !== undefined) throw new StoreError('invalid', `${path} ${other.advice}`);
  return 'text';
}

function beginningOf(path: string): Buffer {
  const bytes = Buffer.alloc(SQLITE.length);
  let length: number;
  try {
    if (statSync(path).isDirectory()) throw new StoreError('invalid', `${path} is a folder. Name the file in it.`);
    const file = openSync(path, 'r');
    try {
      length = readSync(file, bytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asUnreadable(error, path);
  }
  return bytes.subarray(0, length);
}
