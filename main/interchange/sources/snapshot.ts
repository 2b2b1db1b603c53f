/**
 * A copy of another program's SQLite database, taken while that program may be writing to it. Nothing is locked, written
 * or left beside the original: its files are only read. Even a read-only connection would do more, for it makes a -shm file,
 * and keeps the other program from committing or checkpointing for as long as it reads.
 *
 * A copy is whole under one of two conditions, and is taken again where neither held:
 *
 * - WAL: the database was copied before its -wal file, and the -wal was not begun anew meanwhile (its header, which has
 *   random salts in it, is the same before and after). Whatever a checkpoint has moved into the database since is in the
 *   copied -wal, too, and what it has more is later (sqlite.org/fileformat2.html#the_write_ahead_log).
 * - Rollback journal: the database did not change while it and its -journal were copied. A journal that was copied
 *   takes back what a transaction that is still open has written (sqlite.org/lockingv3.html#rollback).
 */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isDamage, quickCheck } from '../../store/sqlite-error.ts';
import { StoreError } from '../../store/store-error.ts';
import { asUnreadable } from './unreadable.ts';

/** With the pauses below, about ten seconds of a database that never holds still. */
const ATTEMPTS = 200;
const LONGEST_PAUSE_MS = 50;

const DATABASE_HEADER = 100;
const WAL_HEADER = 32;

/** A connection to a copy, which nobody else has. Closing it removes the copy. */
export interface Snapshot {
  readonly connection: Database.Database;
  close(): void;
}

export interface SnapshotOptions {
  /** Called between two attempts. */
  readonly pause?: (ms: number) => void;
  /** Called between the copying of one file and the next. */
  readonly betweenFiles?: () => void;
}

/**
 * Copies `file`, with what belongs to it, into `folder` and opens the copy. StoreError `invalid` where it is damaged, or
 * changes faster than it can be copied, or where there is no room for the copy.
 */
export function takeSnapshot(file: string, folder: string, options: SnapshotOptions = {}): Snapshot {
  const own = mkdtempSync(join(folder, 'copy-'));
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    const copy = join(own, 'copy.db');
    copyDatabase(file, copy, options);
    const connection = open(copy);
    return {
      connection,
      close() {
        connection.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The same, as a file that is to be opened by whoever asked for it. */
export function copyDatabase(file: string, copy: string, { pause = sleep, betweenFiles }: SnapshotOptions = {}): void {
  const original = placeOf(file);
  let seemedDamaged = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) pause(Math.min(5 * 2 ** attempt, LONGEST_PAUSE_MS));
    if (!copyWhole(original, copy, betweenFiles)) continue;
    try {
      check(copy);
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Where the system is slow to tell that a file was written, a torn copy looks like damage; a second one will not.
      if (seemedDamaged) throw damaged(file);
      seemedDamaged = true;
    }
  }
  throw new StoreError(
    'invalid',
    `${file} is being written to so often that it cannot be copied as a whole. Quit the program that uses it and try again.`,
  );
}

/** Takes in what its companions hold, too, so that the copy is one file. */
function check(copy: string): void {
  const connection = open(copy);
  try {
    quickCheck(connection);
  } finally {
    connection.close();
  }
}

function open(copy: string): Database.Database {
  const connection = new Database(copy);
  try {
    // What is in the file decides nothing but what is read; and nobody shares the copy, so it needs no -shm.
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.pragma('synchronous = OFF');
    connection.pragma('temp_store = MEMORY');
    connection.pragma('query_only = ON');
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** What belongs to a database lies beside the file itself, not beside a link to it. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    throw asUnreadable(error, file);
  }
}

/** False where it was changed meanwhile. */
function copyWhole(file: string, copy: string, betweenFiles: (() => void) | undefined): boolean {
  for (const companion of ['', '-wal', '-shm', '-journal']) rmSync(`${copy}${companion}`, { force: true });
  const before = stateOf(file);
  copyFile(file, copy);
  for (const companion of ['-wal', '-journal']) {
    betweenFiles?.();
    if (existsSync(`${file}${companion}`)) copyFile(`${file}${companion}`, `${copy}${companion}`);
  }
  const after = stateOf(file);
  return before.wal === after.wal && (before.wal !== '' || before.database === after.database);
}

/** The header of the -wal, empty where there is none; and all that tells a change of the database file itself. */
function stateOf(file: string): { readonly wal: string; readonly database: string } {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  const header = beginningOf(file, DATABASE_HEADER);
  return { wal: beginningOf(`${file}-wal`, WAL_HEADER), database: `${size} ${mtimeNs} ${ino} ${header}` };
}

/** In hexadecimal; empty where there is no such file, as where it has nothing in it. */
function beginningOf(file: string, length: number): string {
  const bytes = Buffer.alloc(length);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
  try {
    return bytes.toString('hex', 0, readSync(descriptor, bytes, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** A companion may go away at any moment, which `stateOf` then tells. */
function copyFile(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    // The original may be one that can only be read.
    chmodSync(to, 0o600);
  } catch (error) {
    if (!isMissing(error)) throw asUnreadable(error, from);
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const damaged = (file: string): StoreError =>
  new StoreError(
    'invalid',
    `${file} is damaged, so that it cannot be read as a whole. Nothing was imported. ` +
      "SQLite's own tool can save what is left of it: sqlite3 FILE .recover | sqlite3 NEW_FILE, and then import NEW_FILE.",
  );

/** In a thread that has nothing else to do. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
