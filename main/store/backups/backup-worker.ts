/** A backup thread as the main thread holds it. */
import { Worker } from 'node:worker_threads';
import { fromErrorValue, StoreError } from '../store-error.ts';
import { threadFile } from '../thread-file.ts';
import type { BackupAnswers, BackupPlace, BackupTask, BackupThreadOptions, FromBackup } from './backup-messages.ts';

export interface BackupRun<K extends BackupTask['kind']> {
  /** Settles once the thread has ended. Rejects with a StoreError. */
  readonly answer: Promise<BackupAnswers[K]>;
  /** Resolves once the thread does not have the record open. */
  readonly released: Promise<void>;
  /** Ends a backup that is being copied. */
  stop(): void;
}

export function runBackupThread<T extends BackupTask>(place: BackupPlace, task: T): BackupRun<T['kind']> {
  const stop = new SharedArrayBuffer(4);
  const released = Promise.withResolvers<void>();
  const answer = new Promise<BackupAnswers[T['kind']]>((resolve, reject) => {
    const options: BackupThreadOptions = { place, task, stop };
    const worker = new Worker(threadFile('backup'), { workerData: options, name: 'backup' });
    let failure: unknown = new StoreError('internal', 'The backup thread ended without an answer.');
    let done: BackupAnswers[T['kind']] | null = null;
    worker.on('message', (message: FromBackup) => {
      if (message.kind === 'released') released.resolve();
      // It answers the task that it was given.
      else if (message.kind === 'done') done = message.answer as BackupAnswers[T['kind']];
      else failure = fromErrorValue(message.error);
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', () => {
      released.resolve();
      if (done === null) reject(failure);
      else resolve(done);
    });
  });
  return {
    answer,
    released: released.promise,
    stop: () => {
      const flag = new Int32Array(stop);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
  };
}
