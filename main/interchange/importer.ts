/**
 * Imports, in three steps: what arrives is written to files in a folder of its own beside the record; a thread checks and
 * prepares it (prepare.ts), one import at a time; the store takes it in, in one transaction (store/take-in.ts). The folder
 * goes whatever happens, and one that a crash left is removed with the next start.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ImportReport, Operations } from '../store/operations.ts';
import { fromErrorValue, StoreError, type StoreErrorValue } from '../store/store-error.ts';
import { threadFile } from '../store/thread-file.ts';
import { type PreparedImport, stopped } from './prepared.ts';

export interface PrepareOptions {
  readonly sources: readonly string[];
  readonly file: string;
  /** One Int32 that is not 0 any more once it must stop. */
  readonly stop: SharedArrayBuffer;
}

export type Prepared =
  | { readonly ok: true; readonly prepared: PreparedImport }
  | { readonly ok: false; readonly error: StoreErrorValue };

const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

export class Importer {
  readonly #operations: Operations;
  /** Of the folders' paths; six letters follow. */
  readonly #prefix: string;
  readonly #stops = new Set<Int32Array>();
  /** Settled when nothing is being prepared. */
  #preparing: Promise<unknown> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();

  /** `record`: its file; null for one in memory, whose imports pass through the system's temporary folder. */
  constructor(operations: Operations, record: string | null) {
    this.#operations = operations;
    this.#prefix = `${record ?? join(tmpdir(), 'daytrail')}-import-`;
    if (record !== null) removeLeftovers(this.#prefix);
  }

  /**
   * `receive` writes what is to be imported into files in the folder it is given, and names them. Fails with `invalid`
   * where that is no export, or with what the store or `receive` fails with; nothing has been imported then.
   */
  run(receive: (folder: string) => Promise<readonly string[]>): Promise<ImportReport> {
    const stop = new Int32Array(new SharedArrayBuffer(4));
    this.#stops.add(stop);
    const result = this.#run(receive, stop).finally(() => this.#stops.delete(stop));
    this.#running = Promise.allSettled([this.#running, result]);
    return result;
  }

  /** Stops what is under way, of which nothing is imported, and waits until it has ended. More may be run afterwards. */
  async close(): Promise<void> {
    for (const stop of this.#stops) Atomics.store(stop, 0, 1);
    await this.#running;
  }

  async #run(receive: (folder: string) => Promise<readonly string[]>, stop: Int32Array): Promise<ImportReport> {
    const folder = mkdtempSync(this.#prefix);
    try {
      const sources = await receive(folder);
      const options = { sources, file: join(folder, 'prepared.db'), stop: stop.buffer as SharedArrayBuffer };
      const preparing = this.#preparing.then(() => prepareInThread(options));
      this.#preparing = preparing.catch(() => undefined);
      const prepared = await preparing;
      if (stop[0] !== 0) throw stopped();
      return this.#operations.takeIn(prepared);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Nobody else uses this prefix: whoever has the record open has it alone. */
function removeLeftovers(prefix: string): void {
  const folder = dirname(prefix);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(prefix))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function prepareInThread(options: PrepareOptions): Promise<PreparedImport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile('import'), { workerData: options, name: 'import', resourceLimits: HEAP });
    let answer: Prepared | null = null;
    worker.on('message', (message: Prepared) => {
      answer = message;
    });
    worker.on('error', reject);
    // Only then is the file closed.
    worker.on('exit', () => {
      if (answer === null) reject(new StoreError('internal', 'The import thread ended. Nothing was imported.'));
      else if (answer.ok) resolve(answer.prepared);
      else reject(fromErrorValue(answer.error));
    });
  });
}
