/**
 * A query thread: answers reads over many events, one after another, each on one state of the file. Ends by itself once
 * asked to close.
 */
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { openReadOnly } from '../store/connection.ts';
import { toErrorValue } from '../store/store-error.ts';
import { standBack } from '../store/thread-priority.ts';
import { type FromQuery, type Packed, pack, type QueryThreadOptions, type ToQuery } from './protocol.ts';
import { createReader, type ReadCall, type Reader, run } from './reads.ts';
import type { Stale } from './stale.ts';

interface Open {
  readonly db: Database.Database;
  readonly reader: Reader;
  readonly identity: string;
}

const { file, cacheBytes } = workerData as QueryThreadOptions;
let current: Open | null = null;

/** A file that was put in the place of another (a restored backup) is another file, though its name is the same. */
function open(): Open {
  const { dev, ino } = statSync(file);
  const identity = `${dev}:${ino}`;
  if (current !== null && current.identity === identity) return current;
  current?.db.close();
  current = null;
  const db = openReadOnly(file);
  current = { db, reader: createReader(db, cacheBytes), identity };
  return current;
}

function answer(call: ReadCall, stale: Stale): Packed {
  const { db, reader } = open();
  reader.forget(stale);
  return db.transaction(() => pack(call.method, run(reader, call)))();
}

standBack();
parentPort?.on('message', (message: ToQuery) => {
  if (message.kind === 'close') {
    current?.db.close();
    parentPort?.close();
    return;
  }
  const { id, call, stale } = message;
  let reply: FromQuery;
  try {
    reply = { id, ok: true, packed: answer(call, stale) };
  } catch (error) {
    reply = { id, ok: false, error: toErrorValue(error) };
  }
  parentPort?.postMessage(reply, reply.ok ? [reply.packed.buffer] : []);
});
