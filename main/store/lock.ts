/**
 * Never two writers on one file. The lock is a small SQLite file beside the database with the holder's process id in it,
 * on which the holder keeps a write transaction open for as long as it lives. The operating system lets go of it when the
 * process ends, however it ends, so that a stale lock does not exist, and others can still read who holds it.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isDamage, isLocked } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';

/** Two processes that start at once may overwrite each other's names before one of them has the lock. */
const ATTEMPTS = 20;
const BUSY_MS = 250;

export interface StoreLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly token: string;
}

export const lockFileOf = (databaseFile: string) => `${databaseFile}.lock`;

/** Fails with `locked`, naming the process, where another store has the database open. */
export function acquireLock(databaseFile: string): StoreLock {
  const file = lockFileOf(databaseFile);
  try {
    return hold(file, databaseFile);
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Nobody can hold a file that SQLite cannot read: a power cut or another program spoilt it.
    rmSync(file, { force: true });
    return hold(file, databaseFile);
  }
}

function hold(file: string, databaseFile: string): StoreLock {
  const connection = new Database(file, { timeout: BUSY_MS });
  try {
    // The holder's name need not survive a power cut, and takes no room on a full disk.
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    const token = crypto.randomUUID();
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (!begin(connection)) break;
      if (readHolder(connection)?.token === token) return { release: () => connection.close() };
      connection.exec(
        'CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, started TEXT NOT NULL, token TEXT NOT NULL)',
      );
      connection.exec('DELETE FROM holder');
      connection.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(process.pid, new Date().toISOString(), token);
      connection.exec('COMMIT');
    }
    throw lockedBy(connection, databaseFile);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function begin(connection: Database.Database): boolean {
  try {
    connection.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isLocked(error)) return false;
    throw error;
  }
}

function readHolder(connection: Database.Database): Holder | undefined {
  const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'holder'").get();
  if (table === undefined) return undefined;
  return connection.prepare<[], Holder>('SELECT pid, token FROM holder').get();
}

function lockedBy(connection: Database.Database, databaseFile: string): StoreError {
  const pid = readHolder(connection)?.pid;
  const who = pid === undefined ? 'another process' : pid === process.pid ? 'this very process' : `process ${pid}`;
  return new StoreError(
    'locked',
    `${databaseFile} is already open for writing by ${who}. Quit that Daytrail first, or start this one with another --data-dir.`,
  );
}
