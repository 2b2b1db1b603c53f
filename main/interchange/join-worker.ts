/** A joining thread as the store's thread holds it. */
import { Worker } from 'node:worker_threads';
import type { Joined } from '../store/join-hosts.ts';
import { fromErrorValue, StoreError } from '../store/store-error.ts';
import { threadFile } from '../store/thread-file.ts';
import type { FromJoin, JoinThreadOptions } from './join-messages.ts';

/** Settles once the thread has ended, with every file closed. Rejects with what it failed with, and nothing was joined then. */
export function runJoinThread(options: JoinThreadOptions, onDamage: () => void): Promise<Joined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile('join'), { workerData: options, name: 'join' });
    let joined: Joined | null = null;
    let failure: unknown = new StoreError('internal', 'The joining thread ended. Nothing was joined.');
    worker.on('message', (message: FromJoin) => {
      if (message.kind === 'joined') {
        joined = message.joined;
        return;
      }
      failure = fromErrorValue(message.error);
      if (message.damaged) onDamage();
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', () => {
      if (joined === null) reject(failure);
      else resolve(joined);
    });
  });
}
