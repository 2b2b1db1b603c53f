/**
 * The record closed and opened again, with another file put in its place in between: a backup that is restored. All in one
 * go, so that whoever writes only waits. What the old file was recording into goes on in the new one.
 */
import { renameSync } from 'node:fs';
import { holdsSomething } from './database-file.ts';
import type { Datastore } from './datastore.ts';
import { StoreError } from './store-error.ts';

export interface Exchange {
  /** A whole, closed database that nobody has open, on the same disk as the record. */
  readonly put: string;
  /** The name that the present file is kept by. */
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
    renameSync(file, exchange.put);
    renameSync(exchange.keep, file);
    return { store: open(), failure };
  }
  // Their watchers made them once and go on sending.
  for (const { id, type, client, hostname, name, created, data } of heard) {
    opened.createBucket(id, { type, client, hostname, name, created, data });
  }
  return { store: opened, failure: null };
}

function exchangeFiles(file: string, { put, keep }: Exchange): void {
  if (holdsSomething(`${file}-wal`)) {
    // It belongs to the old file, and would spoil the new one.
    throw new StoreError('locked', `Another program has ${file} open. Close it, and try again.`);
  }
  renameSync(file, keep);
  try {
    renameSync(put, file);
  } catch (error) {
    renameSync(keep, file);
    throw error;
  }
}
