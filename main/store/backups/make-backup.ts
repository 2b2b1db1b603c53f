/**
 * Makes a backup: a copy of the record as it is at one moment, taken while the record goes on being written to. It has its
 * name only once it is whole, on the disk, and was read back; until then the file is called unfinished, and whatever ends
 * the attempt, the record is not touched by it.
 *
 * SQLite's online backup copies pages, in steps with pauses between them, each step on the disk before the next: what the
 * store commits meanwhile waits for a megabyte at most, not for all that the copy has written. (VACUUM INTO writes the file
 * anew, at twice the CPU time and in one go; beside it, commits were seen to take 100 ms.) A read transaction around the
 * steps keeps them to one moment, which in WAL mode is in nobody's way.
 */
import { closeSync, existsSync, fdatasyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Micros } from '../../events/event.ts';
import { systemZone } from '../../lifecycle/hours.ts';
import { openReadOnly } from '../connection.ts';
import { markSuspect } from '../database-file.ts';
import { isDamage } from '../sqlite-error.ts';
import { StoreError } from '../store-error.ts';
import { type BackupName, freeBackupName, unfinished } from './backup-name.ts';
import { assureRoom, backupsIn, intoOneFile, makeFolder, removeDatabase, syncFile, syncFolder } from './folder.ts';
import { factsOf, inspect, type RecordFacts } from './inspect.ts';
import { outdated } from './rotation.ts';

/** Between two pauses: a megabyte of SQLite's usual pages. */
const STEP_PAGES = 256;

export interface MakeBackupOptions {
  readonly record: string;
  readonly folder: string;
  readonly now: Micros;
  /** How many bytes of the disk have to be left over. */
  readonly reserve: number;
  /** Whether those that have had their time go. */
  readonly rotate: boolean;
  /** Called between the steps; what it throws ends the attempt. */
  readonly pause: () => void;
  /** The record is not read any more. */
  readonly onReleased: () => void;
}

/** Fails with a StoreError or an error of the disk's; nothing is left of the attempt then. */
export async function makeBackup(options: MakeBackupOptions): Promise<BackupName> {
  const { record, folder, now, reserve, rotate, pause, onReleased } = options;
  makeFolder(folder);
  assureRoom(folder, statSync(record).size, reserve);
  const backup = freeBackupName(now, 'backup', (name) => existsSync(join(folder, name)));
  const file = join(folder, backup.name);
  const copy = unfinished(file);
  try {
    const expected = await copyRecord(record, copy, pause);
    onReleased();
    intoOneFile(copy);
    syncFile(copy);
    assureEqual(inspect(copy, true), expected);
    renameSync(copy, file);
    syncFolder(folder);
  } catch (error) {
    removeDatabase(copy);
    throw isDamage(error) || isDamage(causeOf(error)) ? damaged(record, error) : error;
  }
  if (rotate) removeOutdated(folder, backup, now);
  return backup;
}

/** But for the one that was just made, also where the clock was put back. */
function removeOutdated(folder: string, made: BackupName, now: Micros): void {
  const gone = outdated(backupsIn(folder), Math.max(now, made.made), systemZone);
  for (const name of gone) if (name !== made.name) rmSync(join(folder, name), { force: true });
}

/** Gives what was in the record at that moment; null where it could not be kept to one. */
async function copyRecord(record: string, copy: string, pause: () => void): Promise<RecordFacts | null> {
  const descriptor = openSync(copy, 'wx', 0o600);
  const source = openReadOnly(record);
  try {
    const facts = beginMoment(source);
    await source.backup(copy, {
      progress: () => {
        fdatasyncSync(descriptor);
        pause();
        return STEP_PAGES;
      },
    });
    return facts;
  } finally {
    source.close();
    closeSync(descriptor);
  }
}

/** Without WAL, a reader keeps the writer waiting: there the copy begins anew whenever something was written meanwhile. */
function beginMoment(source: Database.Database): RecordFacts | null {
  if (source.pragma('journal_mode', { simple: true }) !== 'wal') return null;
  source.exec('BEGIN');
  return factsOf(source);
}

function assureEqual(found: RecordFacts, expected: RecordFacts | null): void {
  if (expected === null || JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new StoreError('internal', 'The copy does not hold what the record does.');
}

/** A copy is damaged where the record is. */
function damaged(record: string, cause: unknown): StoreError {
  markSuspect(record);
  return new StoreError(
    'unwritable',
    'The copy did not pass its check, so the record itself may be damaged. Quit Daytrail and start it again: it looks ' +
      'then, and repairs what it can.',
    { cause },
  );
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);
