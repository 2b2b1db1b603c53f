/** A thread that does one piece of work on backups, and ends: copying and checking a record takes seconds. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreError, toErrorValue } from '../store-error.ts';
import { standBack } from '../thread-priority.ts';
import type { BackupThreadOptions, FromBackup } from './backup-messages.ts';
import { doBackupTask } from './backup-task.ts';
import { explained } from './backup-trouble.ts';

/** What other programs, and the store's commits, get of the disk between two steps. */
const PAUSE_MS = 10;

const { place, task, stop } = workerData as BackupThreadOptions;
const stopped = new Int32Array(stop);
const say = (message: FromBackup) => parentPort?.postMessage(message);
const released = () => say({ kind: 'released' });

function pause(): void {
  Atomics.wait(stopped, 0, 0, PAUSE_MS);
  if (Atomics.load(stopped, 0) !== 0) throw new StoreError('closed', 'Daytrail was closed while a backup was made.');
}

standBack();
try {
  say({ kind: 'done', answer: await doBackupTask(place, task, { pause, released }) });
} catch (error) {
  say({ kind: 'failed', error: toErrorValue(explained(error)) });
} finally {
  parentPort?.close();
}
