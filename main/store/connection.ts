/**
 * Opens the database: the one connection that writes, durable and private, and any number that only read.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describeSqliteError, isDamage, isFull, isLocked, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';

/** How long a statement waits for a lock that another program holds. The store thread answers nobody meanwhile. */
const WRITER_BUSY_MS = 1000;
const READER_BUSY_MS = 5000;
const MAX_IDLE_WAL_BYTES = 16 * 1024 * 1024;

export interface Writer {
  readonly connection: Database.Database;
  /** `wal` wherever it can be had; in memory `memory`; else what the file system allows. */
  readonly journalMode: string;
}

/**
 * The writing connection. On a file it is in WAL mode with synchronous=FULL, both read back, so that a COMMIT that has
 * returned survives a power cut; null opens a database in memory. `unwritable` where nothing can be written at all.
 */
export function openWriter(file: string | null): Writer {
  if (file === null) {
    const connection = new Database(':memory:');
    configure(connection);
    return { connection, journalMode: 'memory' };
  }
  try {
    createPrivate(file);
    return openInWal(file) ?? openWithoutWal(file);
  } catch (error) {
    throw asUnwritable(error, file);
  }
}

/** Null where the file system lacks the shared memory that WAL needs, as network shares do. */
function openInWal(file: string): Writer | null {
  return closedOnFailure(file, (connection) => {
    try {
      const journalMode = switchJournal(connection, 'WAL');
      // Shared memory is first asked for here, and a file that may not be written first noticed.
      proveWritable(connection);
      makeDurable(connection);
      return { connection, journalMode };
    } catch (error) {
      if (!isTrouble(error) || isLocked(error) || isFull(error) || isDamage(error)) throw error;
      connection.close();
      return null;
    }
  });
}

/** The attempt has left its mark in the file. Alone with a file, SQLite reads it without shared memory, and can take it back. */
function openWithoutWal(file: string): Writer {
  return closedOnFailure(file, (connection) => {
    connection.pragma('locking_mode = EXCLUSIVE');
    const journalMode = switchJournal(connection, 'DELETE');
    connection.pragma('locking_mode = NORMAL');
    // The exclusive lock is let go of by the next read.
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    proveWritable(connection);
    makeDurable(connection);
    return { connection, journalMode };
  });
}

function closedOnFailure<T>(file: string, use: (connection: Database.Database) => T): T {
  const connection = new Database(file, { timeout: WRITER_BUSY_MS });
  try {
    configure(connection);
    return use(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A connection that cannot write. The writer must outlive it: only the last writer to close removes the -wal file. */
export function openReadOnly(file: string): Database.Database {
  const connection = new Database(file, { readonly: true, fileMustExist: true, timeout: READER_BUSY_MS });
  connection.pragma('query_only = ON');
  connection.pragma('temp_store = MEMORY');
  return connection;
}

/** Pages of an import's transaction that are kept in memory before they go to the -wal file. */
const IMPORT_CACHE_KIB = 65_536;

/**
 * A second connection that writes, for one large transaction beside the writer, which must outlive it. As durable as the
 * writer, for a file in WAL mode. Unlike the open batch, what it does may fail before COMMIT and be larger than memory. It
 * checks no references, since it writes only what it has looked up, and moves nothing out of the -wal file by itself.
 */
export function openSecondWriter(file: string): Database.Database {
  const connection = new Database(file, { fileMustExist: true, timeout: WRITER_BUSY_MS });
  try {
    configure(connection);
    makeDurable(connection);
    connection.pragma('foreign_keys = OFF');
    connection.pragma('cache_spill = ON');
    connection.pragma(`cache_size = -${IMPORT_CACHE_KIB}`);
    connection.pragma('wal_autocheckpoint = 0');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Moves what a second writer committed out of the -wal file, and before the store saves again: two that wait for one disk
 * would have its thread wait as well.
 */
export function moveOutOfWal(connection: Database.Database): void {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    // It is in the record all the same, and the next checkpoint does it.
    if (!isTrouble(error)) throw error;
  }
}

/**
 * Creates the file and its folder where they are missing, so that only the person may read them. SQLite gives the files
 * beside a database the mode of the database. On Windows the folder's inherited rights do this.
 */
export function createPrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  if (process.platform !== 'win32') chmodSync(file, 0o600);
}

function configure(connection: Database.Database): void {
  connection.pragma('foreign_keys = ON');
  // What is deleted is overwritten with zeros, and nothing recorded reaches a temporary file.
  connection.pragma('secure_delete = ON');
  connection.pragma('temp_store = MEMORY');
  // Pages of the open batch stay in memory until COMMIT, so that a full disk fails the COMMIT and not a write before it.
  connection.pragma('cache_spill = OFF');
  // macOS acknowledges an fsync before the disk has written, unless asked for more; elsewhere these do nothing.
  connection.pragma('fullfsync = ON');
  connection.pragma('checkpoint_fullfsync = ON');
  // After an import, the -wal file does not keep the size it had.
  connection.pragma(`journal_size_limit = ${MAX_IDLE_WAL_BYTES}`);
}

function switchJournal(connection: Database.Database, wanted: 'WAL' | 'DELETE'): string {
  connection.pragma(`journal_mode = ${wanted}`);
  return String(connection.pragma('journal_mode', { simple: true }));
}

/** After the switch to WAL, for better-sqlite3 is compiled so that entering it means synchronous=NORMAL. */
function makeDurable(connection: Database.Database): void {
  connection.pragma('synchronous = FULL');
  const level = connection.pragma('synchronous', { simple: true });
  if (level !== 2) throw new StoreError('internal', `SQLite reports synchronous=${level} where FULL (2) was set.`);
}

/** SQLite opens a file it may not write without a word, read-only. */
function proveWritable(connection: Database.Database): void {
  connection.exec('BEGIN IMMEDIATE');
  connection.exec('ROLLBACK');
}

const FILE_SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'access to it is denied',
  EPERM: 'access to it is denied',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
};

/** `unwritable` with what to do about it, for errors of the file system; others, and damage to the file, as they are. */
export function asUnwritable(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = FILE_SYSTEM_ERRORS[code] ?? (isTrouble(error) ? describeSqliteError(error) : null);
  if (reason === null || isDamage(error)) return error;
  return new StoreError(
    'unwritable',
    `The record cannot be kept in ${file}: ${reason}. Put that right, or choose another folder with --data-dir.`,
    { cause: error },
  );
}
