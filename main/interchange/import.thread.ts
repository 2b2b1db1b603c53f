/**
 * A thread that does one import, or the preview of one, and ends: reading, checking, comparing and writing half a million
 * events takes seconds, in which the store's thread answers heartbeats.
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportProgress } from '../../preload/contract/imports.ts';
import { moveOutOfWal, openReadOnly, openSecondWriter } from '../store/connection.ts';
import { describeSqliteError, isDamage, isTrouble } from '../store/sqlite-error.ts';
import { StoreError, toErrorValue } from '../store/store-error.ts';
import { type TakingPlan, takeIn } from '../store/take-in.ts';
import { standBack } from '../store/thread-priority.ts';
import { compare } from './compare.ts';
import { OF_IMPORT } from './endings.ts';
import { ImportControl } from './import-control.ts';
import type { FromImport, ImportThreadOptions, ToImport } from './import-messages.ts';
import { prepare } from './prepare.ts';
import type { PreparedImport } from './prepared.ts';

const EVERY_MS = 250;

const { sources, file, hosts, joined, buckets, record, purpose, control: shared } = workerData as ImportThreadOptions;
const control = new ImportControl(shared);
const say = (message: FromImport) => parentPort?.postMessage(message);
let told = Number.NEGATIVE_INFINITY;
let toldState: ImportProgress['state'] = 'idle';

/** Ends the work where that is wished. */
function follow(state: ImportProgress['state'], done: number, total: number | null): void {
  if (control.stopped) throw OF_IMPORT.cancelled();
  const now = performance.now();
  if (state === toldState && now - told < EVERY_MS) return;
  told = now;
  toldState = state;
  // A total may have been a guess.
  say({ kind: 'progress', progress: { state, done, total: total === null ? null : Math.max(total, done) } });
}

function compareWith(file: string, prepared: PreparedImport): readonly number[] {
  const connection = openReadOnly(file);
  try {
    return compare(connection, prepared, (done) => follow('comparing', done, prepared.places));
  } finally {
    connection.close();
  }
}

function save(file: string, prepared: PreparedImport, plan: TakingPlan): void {
  const connection = openSecondWriter(file);
  try {
    const imported = takeIn(connection, prepared, plan, {
      onEvents: (done) => follow('saving', done, prepared.places),
      beforeCommit: () => {
        if (!control.beginCommit()) throw OF_IMPORT.cancelled();
      },
    });
    control.over();
    moveOutOfWal(connection);
    say({ kind: 'taken', imported });
  } finally {
    connection.close();
    control.over();
  }
}

/** What is left of the disk's errors is about the prepared file, or the record while it was compared with. */
function explained(error: unknown): unknown {
  if (!isTrouble(error)) return error;
  return new StoreError('commit-failed', `${describeSqliteError(error)}. Nothing was imported.`, { cause: error });
}

async function work(): Promise<void> {
  const prepared = prepare({
    sources,
    file,
    hosts,
    joined,
    record: buckets,
    onEvents: (done, total) => follow('reading', done, total),
  });
  say({ kind: 'prepared', prepared });
  if (record === null) return;
  if (purpose === 'preview') {
    say({ kind: 'compared', known: compareWith(record, prepared) });
    return;
  }
  if (parentPort === null) return;
  const [{ plan }] = (await once(parentPort, 'message')) as [ToImport];
  if (plan !== null) save(record, prepared, plan);
}

standBack();
try {
  await work();
} catch (error) {
  const cause = error instanceof Error ? error.cause : undefined;
  say({ kind: 'failed', error: toErrorValue(explained(error)), damaged: isDamage(cause) });
} finally {
  control.over();
  parentPort?.close();
}
