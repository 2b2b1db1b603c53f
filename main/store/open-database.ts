/**
 * From a file's name to a database that may be written: alone (lock.ts), not newer than this program, whole or repaired
 * (recovery.ts), durable (connection.ts) and of the present schema.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { asUnwritable, createPrivate, type openWriter } from './connection.ts';
import { clearSuspect, markSuspect, needsCheck, refuseNewerSchema, watchPlace, whereItLies } from './database-file.ts';
import { acquireLock, lockFileOf, type StoreLock } from './lock.ts';
import { migrate } from './migrations/index.ts';
import { finishRecovery, recover } from './recovery.ts';
import { describeSqliteError, isDamage, isTrouble, quickCheck } from './sqlite-error.ts';

export interface OpenDatabaseOptions {
  readonly file: string | null;
  readonly backupsDir: string | null;
  readonly log: Log;
  readonly now: () => Micros;
  readonly openConnection: typeof openWriter;
}

export interface OpenedDatabase {
  readonly connection: Database.Database;
  /** What a person should know of how it was opened. */
  readonly notices: readonly string[];
  /** Whether the file is still where it was opened; false once it was moved, deleted or replaced. */
  inPlace(): boolean;
  /** Has the file checked at the next start. */
  suspect(): void;
  /** Empties and removes the -wal file, unless a reader is still open, and lets others open the database. */
  close(): void;
}

/**
 * Gives what `use` makes of the opened database. `use` reads from it before it returns, so that damage met there is
 * repaired too. Fails with `locked`, `newer-schema` or `unwritable`.
 */
export function openDatabase<T>(options: OpenDatabaseOptions, use: (opened: OpenedDatabase) => T): T {
  const { file, openConnection } = options;
  if (file !== null) return openFile(whereItLies(file), options, use);
  const { connection } = openConnection(null);
  migrate(connection);
  return use({
    connection,
    notices: [],
    inPlace: () => true,
    suspect: () => undefined,
    close: () => connection.close(),
  });
}

function openFile<T>(file: string, options: OpenDatabaseOptions, use: (opened: OpenedDatabase) => T): T {
  const lock = lockFile(file);
  try {
    const repaired = finishRecovery(file, options.now());
    refuseNewerSchema(file);
    const attempt = (notices: readonly string[], check: boolean) => openOnce(file, lock, notices, check, options, use);
    const check = needsCheck(file);
    // Closing it after a check that failed takes the other signs away.
    if (check) markSuspect(file);
    try {
      return attempt(repaired === null ? [] : [repaired], check);
    } catch (error) {
      if (!isDamage(error)) throw error;
      options.log.error(`The database ${file} is damaged. What can be read of it is saved now.`);
      return attempt([recover({ ...options, file })], false);
    }
  } catch (error) {
    lock.release();
    throw asUnwritable(error, file);
  }
}

function lockFile(file: string): StoreLock {
  try {
    createPrivate(lockFileOf(file));
    return acquireLock(file);
  } catch (error) {
    throw asUnwritable(error, file);
  }
}

function openOnce<T>(
  file: string,
  lock: StoreLock,
  earlierNotices: readonly string[],
  check: boolean,
  { log, openConnection }: OpenDatabaseOptions,
  use: (opened: OpenedDatabase) => T,
): T {
  const { connection, journalMode } = openConnection(file);
  try {
    if (check) {
      log.info('The last process did not close the database. It is checked.');
      quickCheck(connection);
    }
    migrate(connection);
    clearSuspect(file);
    const notices = [...earlierNotices];
    if (journalMode !== 'wal') notices.push(notInWal(file, journalMode));
    for (const notice of notices) log.warn(notice);
    const close = () => {
      try {
        closeOrderly(connection, log);
      } finally {
        lock.release();
      }
    };
    // File systems that cannot have WAL are others' disks, whose files may change their numbers.
    const inPlace = journalMode === 'wal' ? watchPlace(file) : () => true;
    return use({ connection, notices, inPlace, suspect: () => markSuspect(file), close });
  } catch (error) {
    connection.close();
    throw error;
  }
}

function notInWal(file: string, journalMode: string): string {
  return (
    `${file} could not be put into WAL mode (it is in ${journalMode.toUpperCase()} mode), as on network shares. ` +
    'Recording works but is slower. Keep the record on a local disk if you can.'
  );
}

/** All is committed by now: if tidying up fails, the next start does it. */
function closeOrderly(connection: Database.Database, log: Log): void {
  try {
    connection.pragma('optimize');
    // After `optimize`, which may write: the -wal file is then empty even if a reader outlives this connection.
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isTrouble(error)) throw error;
    log.warn(`The database was closed without tidying up: ${describeSqliteError(error)}.`);
  } finally {
    connection.close();
  }
}
