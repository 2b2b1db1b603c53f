/** An import's thread as the store's thread holds it. */
import { Worker } from 'node:worker_threads';
import type { ImportProgress } from '../../preload/contract/imports.ts';
import { fromErrorValue, StoreError } from '../store/store-error.ts';
import type { TakingPlan } from '../store/take-in.ts';
import { threadFile } from '../store/thread-file.ts';
import type { FromImport, ImportThreadOptions, ToImport } from './import-messages.ts';
import type { PreparedImport } from './prepared.ts';

export interface ImportListener {
  progress(progress: ImportProgress): void;
  /** Gives what is set aside for it, where it is to be taken in. */
  prepared(prepared: PreparedImport): TakingPlan | null;
  /** It is in the record and on disk. */
  taken(imported: readonly number[]): void;
  damaged(): void;
}

export interface ImportOutcome {
  readonly prepared: PreparedImport;
  /** Of a preview on a record: see compare.ts. */
  readonly known: readonly number[] | null;
}

const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

/** Settles once the thread has ended, with every file closed. Rejects with what it failed with, unless it had been taken in. */
export function runImportThread(options: ImportThreadOptions, listener: ImportListener): Promise<ImportOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile('import'), { workerData: options, name: 'import', resourceLimits: HEAP });
    let prepared: PreparedImport | null = null;
    let known: readonly number[] | null = null;
    let taken = false;
    let failure: unknown = null;
    const answer = (plan: TakingPlan | null) => worker.postMessage({ kind: 'take', plan } satisfies ToImport);
    worker.on('message', (message: FromImport) => {
      switch (message.kind) {
        case 'progress':
          listener.progress(message.progress);
          break;
        case 'prepared':
          prepared = message.prepared;
          if (options.record === null || options.purpose === 'preview') break;
          try {
            answer(listener.prepared(prepared));
          } catch (error) {
            failure = error;
            answer(null);
          }
          break;
        case 'compared':
          known = message.known;
          break;
        case 'taken':
          taken = true;
          listener.taken(message.imported);
          break;
        case 'failed':
          failure ??= fromErrorValue(message.error);
          if (message.damaged) listener.damaged();
          break;
      }
    });
    worker.on('error', (error) => {
      failure ??= error;
    });
    worker.on('exit', () => {
      if (prepared !== null && (taken || failure === null)) resolve({ prepared, known });
      else reject(failure ?? new StoreError('internal', 'The import thread ended. Nothing was imported.'));
    });
  });
}
