/**
 * An import where there is no record yet: it is made aside and put in its place when all of it is there, so that an import
 * that fails, or is ended, leaves neither a record nor a folder behind.
 */
import { existsSync, mkdtempSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportReport } from '../../preload/contract/imports.ts';
import { syncFolder } from '../store/backups/folder.ts';
import { createPrivate } from '../store/connection.ts';
import { acquireLock, lockFileOf } from '../store/lock.ts';
import { type ImportOptions, importHere, type RecordPlace } from './here.ts';

/** `makeFolder` makes the folder of the record. Fails as `importHere` does; also with `locked`, where a Daytrail began meanwhile. */
export async function importIntoNew(
  record: RecordPlace,
  makeFolder: () => void,
  options: ImportOptions,
): Promise<ImportReport> {
  const missing = missingFolders(dirname(record.file));
  try {
    makeFolder();
    const { report, placed } = await importAside(record.file, options);
    return placed ? report : await importHere(record, options);
  } catch (error) {
    removeEmpty(missing);
    throw error;
  }
}

/** Where a record has come meanwhile, nothing is put in its place. */
async function importAside(file: string, options: ImportOptions): Promise<{ report: ImportReport; placed: boolean }> {
  // A start after a crash removes what is called so.
  const folder = mkdtempSync(`${file}-import-`);
  try {
    const aside = join(folder, 'record.db');
    const report = await importHere({ file: aside, backupsDir: null }, options);
    return { report, placed: placeUnlessThere(aside, file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function placeUnlessThere(aside: string, file: string): boolean {
  createPrivate(lockFileOf(file));
  const lock = acquireLock(file);
  try {
    if (existsSync(file)) return false;
    renameSync(aside, file);
    syncFolder(dirname(file));
    return true;
  } finally {
    lock.release();
  }
}

/** The folder and those above it that are not there, the innermost first. */
function missingFolders(folder: string): readonly string[] {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  return missing;
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // Another began to use it.
      return;
    }
  }
}
