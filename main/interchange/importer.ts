/**
 * Imports, in three steps: what arrives is written to files in a folder of its own beside the record; a thread checks and
 * prepares it (prepare.ts), one import at a time; the store takes it in, in one transaction (store/take-in.ts). The folder
 * goes whatever happens, and one that a crash left is removed with the next start.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const PREFIX = 'import-';
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

export class Importer {
  readonly #operations: Operations;
  readonly #folder: string;
  readonly #stops = new Set<Int32Array>();
  /** Settled when nothing is being prepared. */
  #preparing: Promise<unknown> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();

  /** `folder`: where the record lies; null for one in memory, whose imports pass through the system's temporary folder. */
  constructor(operations: Operations, folder: string | null) {
    this.#operations = operations;
    this.#folder = folder ?? tmpdir();
    if (folder !== null) removeLeftovers(folder);
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
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const folder = mkdtempSync(join(this.#folder, PREFIX));
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

function removeLeftovers(folder: string): void {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // It is not there yet, and so is nothing to remove.
  }
  for (const name of names) {
    if (name.startsWith(PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
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
