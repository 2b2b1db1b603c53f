/** The folder of backups: what of it is ours, and what an interrupted attempt left there. */
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { COMPANIONS } from '../database-file.ts';
import { StoreError } from '../store-error.ts';
import { type BackupName, isUnfinished, readBackupName } from './backup-name.ts';

/** For its owner alone, as the record is. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
}

/** Newest first; none where the folder is not there. */
export function backupsIn(folder: string): readonly BackupName[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map(readBackupName)
    .filter((found) => found !== null)
    .sort((a, b) => b.made - a.made);
}

/** Where the record's file really is, so that what takes its place is put beside it. */
const placeOf = (record: string): string => (existsSync(record) ? realpathSync(record) : record);

/** What is to take the place of the record, while it is prepared. */
export const stagedAt = (record: string): string => `${placeOf(record)}.restoring`;

/**
 * Removes what attempts left that were interrupted, and finishes what can be. To be called by whoever has the record to
 * themselves.
 */
export function tidy(folder: string, record: string): void {
  removeDatabase(stagedAt(record));
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const whole = COMPANIONS.reduce(
      (rest, suffix) => (rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest),
      name,
    );
    if (isUnfinished(whole)) rmSync(join(folder, name), { force: true });
  }
  for (const { name } of backupsIn(folder)) {
    const file = join(folder, name);
    // A restoration that got as far as to give the record a second name.
    if (isSameFile(file, record)) rmSync(file);
    else if (isInWal(file)) tryIntoOneFile(file);
  }
}

function isSameFile(a: string, b: string): boolean {
  if (!existsSync(b)) return false;
  const [one, other] = [statSync(a, { bigint: true }), statSync(b, { bigint: true })];
  return one.ino === other.ino && one.dev === other.dev;
}

/** Byte 18 of a SQLite file is 2 where it is to be opened in WAL mode (sqlite.org/fileformat2.html#the_database_header). */
function isInWal(file: string): boolean {
  const byte = Buffer.alloc(1);
  const descriptor = openSync(file, 'r');
  try {
    return readSync(descriptor, byte, 0, 1, 18) === 1 && byte[0] === 2;
  } finally {
    closeSync(descriptor);
  }
}

/** Out of WAL mode, in which even reading makes files beside it. */
export function intoOneFile(file: string): void {
  const connection = new Database(file, { fileMustExist: true });
  try {
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
  }
}

export function removeDatabase(file: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(`${file}${suffix}`, { force: true });
}

/** One that is damaged stays as it is, and is no reason not to make another. */
function tryIntoOneFile(file: string): void {
  try {
    intoOneFile(file);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

/** What the file holds is on the disk when this returns. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** The names in it are, too, on systems that know that of folders: Windows opens none, some file systems refuse. */
export function syncFolder(folder: string): void {
  try {
    sync(folder, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^(EINVAL|ENOTSUP|EOPNOTSUPP|EISDIR|EPERM|EACCES|EBADF)$/.test(code)) throw error;
  }
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A copy of so many bytes must leave that much to the record, which is written to every few seconds. */
export function assureRoom(folder: string, bytes: number, reserve: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes + reserve) return;
  const megabytes = Math.ceil((bytes + reserve) / 1e6);
  throw new StoreError('unwritable', `There is too little room in ${folder}: ${megabytes} MB have to be free.`);
}
