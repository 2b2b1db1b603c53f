/** An import into a record that no Daytrail has open, and a trial of one on a copy. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportProgress, ImportReport, ImportRequest } from '../../preload/contract/imports.ts';
import { OF_IMPORT } from '../interchange/endings.ts';
import { Importer } from '../interchange/importer.ts';
import { copyDatabase } from '../interchange/sources/snapshot.ts';
import type { Log } from '../lifecycle/log.ts';
import { refuseNewerSchema } from '../store/database-file.ts';
import { Datastore } from '../store/datastore.ts';

export interface RecordPlace {
  readonly file: string;
  /** Where backups lie that a damaged record is filled up from; null: nowhere. */
  readonly backupsDir: string | null;
}

export interface ImportOptions {
  readonly request: ImportRequest;
  readonly log: Log;
  onProgress(progress: ImportProgress): void;
  /** Ends it, of which nothing is imported then. */
  readonly signal: AbortSignal;
}

/** Fails with `locked` where a Daytrail has the record open, before anything is read of what is to be imported. */
export async function importHere(
  record: RecordPlace,
  { request, log, onProgress, signal }: ImportOptions,
): Promise<ImportReport> {
  const store = Datastore.open({ ...record, log, onChange: () => undefined, onHealth: () => undefined });
  try {
    for (const notice of store.health().notices) log.warn(notice);
    const importer = new Importer({ target: () => store, record: record.file, onProgress });
    const end = () => importer.cancel();
    signal.addEventListener('abort', end);
    try {
      if (signal.aborted) throw OF_IMPORT.cancelled();
      return await importer.run(request);
    } finally {
      signal.removeEventListener('abort', end);
      await importer.close();
    }
  } finally {
    store.close();
  }
}

/** What an import would do. The record is copied, so that nothing of it is written or locked, and whoever has it open goes on. */
export async function tryImport(record: string, options: ImportOptions): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-dry-run-'));
  try {
    const file = join(folder, 'record.db');
    if (existsSync(record)) {
      refuseNewerSchema(record);
      copyDatabase(record, file);
    }
    return await importHere({ file, backupsDir: null }, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
