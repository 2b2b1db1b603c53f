/**
 * The record closed and opened again, with another file put in its place in between: a backup that is restored. All in one
 * go, so that whoever writes only waits. What the old file was recording into goes on in the new one.
 *
 * At every moment the record's name is that of a whole file, the old one or the new one: the old one gets a second name
 * before a rename puts the new one in its place. A kill in between leaves both names, which backups/folder.ts notices.
 */
import { copyFileSync, linkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { unfinished } from './backups/backup-name.ts';
import { syncFile, syncFolder } from './backups/folder.ts';
import { COMPANIONS, holdsSomething } from './database-file.ts';
import type { Datastore } from './datastore.ts';
import { StoreError } from './store-error.ts';

export interface Exchange {
  /** A whole, closed database that nobody has open, on the same disk as the record. */
  readonly put: string;
  /** The name that the present file is kept by; nothing may be called so yet. */
  readonly keep: string;
}

export interface Reopened {
  readonly store: Datastore;
  /** Why the exchange was taken back; null where it was made, or none was asked for. */
  readonly failure: unknown;
}

/**
 * Nobody else may have the file open. `commit-failed` where what is pending cannot be saved; the store lives on then. Any other
 * error means that no file could be opened.
 */
export function reopen(store: Datastore, open: () => Datastore, exchange: Exchange | null): Reopened {
  const { file } = store;
  const heard = store.heard();
  store.close();
  if (exchange === null || file === null) return { store: open(), failure: null };
  try {
    exchangeFiles(file, exchange);
  } catch (failure) {
    return { store: open(), failure };
  }
  let opened: Datastore;
  try {
    opened = open();
  } catch (failure) {
    takeBack(file, exchange);
    return { store: open(), failure };
  }
  // Their watchers made them once and go on sending.
  for (const { id, type, client, hostname, name, created, data } of heard) {
    opened.createBucket(id, { type, client, hostname, name, created, data });
  }
  return { store: opened, failure: null };
}

function exchangeFiles(record: string, { put, keep }: Exchange): void {
  const file = realpathSync(record);
  if (holdsSomething(`${file}-wal`)) {
    // It belongs to the old file, and would spoil the new one.
    throw new StoreError('locked', `Another program has ${file} open. Close it, and try again.`);
  }
  keepAs(file, keep);
  try {
    syncFolder(dirname(keep));
    renameSync(put, file);
  } catch (error) {
    rmSync(keep, { force: true });
    throw error;
  }
  // Before anything is recorded into the new one.
  syncFolder(dirname(file));
}

/** Gives the file a second name or, where the disk has no such thing or it is another disk, makes a copy. */
function keepAs(file: string, keep: string): void {
  try {
    linkSync(file, keep);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
    const copy = unfinished(keep);
    try {
      copyFileSync(file, copy);
      syncFile(copy);
      renameSync(copy, keep);
    } catch (failure) {
      rmSync(copy, { force: true });
      throw failure;
    }
  }
}

function takeBack(record: string, { put, keep }: Exchange): void {
  const file = realpathSync(record);
  // What may have been written into the new file must not be taken for the old one's.
  for (const suffix of COMPANIONS) rmSync(`${file}${suffix}`, { force: true });
  try {
    linkSync(file, put);
  } catch {
    // It was a copy.
  }
  renameSync(keep, file);
}
