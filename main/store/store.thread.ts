/**
 * The store thread. It opens the record, says `ready` or `failed`, and then answers messages (protocol.ts) until it is
 * asked to close, after which it ends by itself.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromStore, StoreThreadOptions, ToStore } from './protocol.ts';
import { toErrorValue } from './store-error.ts';
import { StoreService } from './store-service.ts';

const port = parentPort;
if (port === null) throw new Error('store.thread.ts runs as a worker thread only');

const post = (message: FromStore, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, transfer);

function open(): StoreService | null {
  try {
    return StoreService.open({ thread: workerData as StoreThreadOptions, post, end: () => port?.close() });
  } catch (error) {
    post({ kind: 'failed', error: toErrorValue(error) });
    return null;
  }
}

const service = open();
if (service !== null) {
  port.on('message', (message: ToStore) => service.receive(message));
  await service.start();
}
