/**
 * A thread that joins a host's buckets with those of its new name, and ends: moving a quarter of a million events takes a
 * second, in which the store's thread answers heartbeats.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { moveOutOfWal, openSecondWriter } from '../store/connection.ts';
import { notJoined } from '../store/host-joiner.ts';
import { type Joined, join } from '../store/join-hosts.ts';
import { isDamage } from '../store/sqlite-error.ts';
import { toErrorValue } from '../store/store-error.ts';
import { standBack } from '../store/thread-priority.ts';
import { RowWriter } from '../store/writes.ts';
import { OF_JOIN } from './endings.ts';
import { ImportControl } from './import-control.ts';
import type { FromJoin, JoinThreadOptions } from './join-messages.ts';

const { file, joins, remembered, control: shared } = workerData as JoinThreadOptions;
const control = new ImportControl(shared);
const say = (message: FromJoin) => parentPort?.postMessage(message);

function joinBeside(): Joined {
  const connection = openSecondWriter(file);
  try {
    const joined = join(connection, joins, () => {
      new RowWriter(connection).apply(remembered);
      if (!control.beginCommit()) throw OF_JOIN.stopped();
    });
    control.over();
    moveOutOfWal(connection);
    return joined;
  } finally {
    connection.close();
    control.over();
  }
}

standBack();
try {
  say({ kind: 'joined', joined: joinBeside() });
} catch (error) {
  say({ kind: 'failed', error: toErrorValue(notJoined(error)), damaged: isDamage(error) });
} finally {
  control.over();
  parentPort?.close();
}
