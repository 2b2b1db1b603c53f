/** A thread that does one piece of work on backups, and ends: copying and checking a record takes seconds. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreError, toErrorValue } from '../store-error.ts';
import type { BackupAnswers, BackupTask, BackupThreadOptions, FromBackup } from './backup-messages.ts';
import { explained } from './backup-trouble.ts';
import { tidy } from './folder.ts';
import { listBackups } from './list-backups.ts';
import { makeBackup } from './make-backup.ts';
import { stageRestore } from './stage-restore.ts';

/** What other programs, and the store's commits, get of the disk between two steps. */
const PAUSE_MS = 10;

const { record, folder, task, stop } = workerData as BackupThreadOptions;
const stopped = new Int32Array(stop);
const say = (message: FromBackup) => parentPort?.postMessage(message);

function pause(): void {
  Atomics.wait(stopped, 0, 0, PAUSE_MS);
  if (Atomics.load(stopped, 0) !== 0) throw new StoreError('closed', 'Daytrail was closed while a backup was made.');
}

function work(task: BackupTask): BackupAnswers[BackupTask['kind']] | Promise<string> {
  tidy(folder, record);
  const released = () => say({ kind: 'released' });
  if (task.kind !== 'make') released();
  switch (task.kind) {
    case 'list':
      return listBackups(folder, task.known);
    case 'make':
      return makeBackup({ ...task, record, folder, pause, onReleased: released }).then(({ name }) => name);
    case 'stage':
      return stageRestore({ ...task, record, folder });
  }
}

try {
  say({ kind: 'done', answer: await work(task) });
} catch (error) {
  say({ kind: 'failed', error: toErrorValue(explained(error)) });
} finally {
  parentPort?.close();
}
