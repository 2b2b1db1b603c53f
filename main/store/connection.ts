/**
 * Opens the database: the one connection that writes, durable and private, and any number that only read.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describeSqliteError, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';

/** How long a statement waits for a lock that another program holds. The store thread answers nobody meanwhile. */
const WRITER_BUSY_MS = 1000;
const READER_BUSY_MS = 5000;

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
    const connection = new Database(file, { timeout: WRITER_BUSY_MS });
    try {
      configure(connection);
      const journalMode = enterWal(connection);
      makeDurable(connection);
      proveWritable(connection);
      return { connection, journalMode };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw asUnwritable(error, file);
  }
}

/** A connection that cannot write. The writer must outlive it: only the last writer to close removes the -wal file. */
export function openReadOnly(file: string): Database.Database {
  const connection = new Database(file, { readonly: true, fileMustExist: true, timeout: READER_BUSY_MS });
  connection.pragma('query_only = ON');
  connection.pragma('temp_store = MEMORY');
  return connection;
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
  // macOS acknowledges an fsync before the disk has written; elsewhere this does nothing.
  connection.pragma('checkpoint_fullfsync = ON');
}

/** The mode the file is in afterwards. Some file systems (network shares) lack the shared memory that WAL needs. */
function enterWal(connection: Database.Database): string {
  try {
    return journalMode(connection, 'WAL');
  } catch (error) {
    if (!isTrouble(error)) throw error;
    try {
      return journalMode(connection);
    } catch {
      // The file is in WAL mode already and cannot be read without shared memory. Alone with the file, SQLite can do
      // without, and then take the file out of WAL mode (sqlite.org/wal.html#noshm).
      connection.pragma('locking_mode = EXCLUSIVE');
      const mode = journalMode(connection, 'DELETE');
      connection.pragma('locking_mode = NORMAL');
      connection.prepare('SELECT count(*) FROM sqlite_schema').get();
      return mode;
    }
  }
}

function journalMode(connection: Database.Database, wanted?: string): string {
  const statement = wanted === undefined ? 'journal_mode' : `journal_mode = ${wanted}`;
  return String(connection.pragma(statement, { simple: true }));
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
  const systemReason = FILE_SYSTEM_ERRORS[code];
  const reason = systemReason ?? (isTrouble(error) && !/CORRUPT|NOTADB/.test(code) ? describeSqliteError(error) : null);
  if (reason === null) return error;
  return new StoreError(
    'unwritable',
    `The record cannot be kept in ${file}: ${reason}. Make its folder writable, or choose another with --data-dir.`,
    { cause: error },
  );
}
