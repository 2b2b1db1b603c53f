/**
 * Makes of a backup what can take the place of the record: a copy beside it, checked wholly, of the present schema, with
 * the privacy rules that hold now. A backup from before they were set would lose them without a word.
 */
import { chmodSync, constants, copyFileSync, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../migrations/index.ts';
import { PRIVACY_SETTING } from '../privacy.ts';
import { StoreError } from '../store-error.ts';
import { readBackupName } from './backup-name.ts';
import { assureRoom, removeDatabase, stagedAt, syncFile, syncFolder } from './folder.ts';
import { inspect } from './inspect.ts';

export interface StageOptions {
  readonly record: string;
  readonly folder: string;
  /** Of the backup. */
  readonly name: string;
  /** The privacy rules that hold, as JSON; null: none were set, and those of the backup will hold. */
  readonly privacy: string | null;
  /** µs since the Unix epoch. */
  readonly now: number;
  readonly reserve: number;
}

/** The path of the copy: closed, on the disk. Fails with a StoreError, or an error of the disk's; nothing is left then. */
export function stageRestore({ record, folder, name, privacy, now, reserve }: StageOptions): string {
  const backup = join(folder, name);
  if (readBackupName(name) === null || !existsSync(backup))
    throw new StoreError('not-found', 'There is no such backup.');
  const staged = stagedAt(record);
  assureRoom(dirname(staged), statSync(backup).size, reserve);
  try {
    copyFileSync(backup, staged, constants.COPYFILE_FICLONE);
    if (process.platform !== 'win32') chmodSync(staged, 0o600);
    inspect(staged, true);
    prepare(staged, privacy, now);
    syncFile(staged);
    syncFolder(dirname(staged));
  } catch (error) {
    removeDatabase(staged);
    throw error;
  }
  return staged;
}

function prepare(file: string, privacy: string | null, now: number): void {
  const connection = new Database(file, { fileMustExist: true });
  try {
    migrate(connection);
    if (privacy === null) return;
    connection
      .prepare(
        'INSERT INTO settings (key, value, modified) VALUES (@key, @privacy, @now) ' +
          'ON CONFLICT (key) DO UPDATE SET value = @privacy, modified = @now WHERE value <> @privacy',
      )
      .run({ key: PRIVACY_SETTING, privacy, now });
  } finally {
    connection.close();
  }
}
