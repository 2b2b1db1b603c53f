/**
 * What SQLite's error codes mean for Daytrail (sqlite.org/rescode.html), and how they are said to a person.
 */
import Database from 'better-sqlite3';
import { messageOf } from '../lifecycle/message-of.ts';

function codeOf(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** The file is not a database, or parts of it contradict each other. */
export function isDamage(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** Another connection holds a lock; nothing is wrong with the file. */
export function isLocked(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error) ?? '');
}

/** There is no room on the disk; SHMSIZE is no room for the index of a -wal file. */
export function isFull(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR_SHMSIZE)/.test(codeOf(error) ?? '');
}

const TROUBLE = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|PROTOCOL|NOMEM|PERM|AUTH|CORRUPT|NOTADB|NOLFS)/;

/** The disk or the system failed, not the statement: the same write may succeed later. */
export function isTrouble(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && TROUBLE.test(code);
}

/** What happened, as the beginning of a sentence's worth of explanation, without a full stop. */
export function describeSqliteError(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return messageOf(error);
  if (isDamage(error)) return 'The database is damaged; starting Daytrail again repairs it';
  if (isFull(error)) return 'The disk is full';
  if (isLocked(error)) return 'Another program keeps the database locked';
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) return 'The database or its folder cannot be written';
  if (code.startsWith('SQLITE_NOMEM')) return 'There is not enough memory';
  return `The disk reported an error (${code})`;
}

/** Reads the whole database and fails, as SQLite itself would, where its parts contradict each other. */
export function quickCheck(connection: Database.Database): void {
  const found = connection.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Database.SqliteError(`quick_check: ${found}`, 'SQLITE_CORRUPT');
}
