/**
 * How long a query thread takes that has only just been started, as it is when something is asked for the first time after
 * a while of quiet: from starting the thread to its answer. It is the built one, started as the product starts it.
 */
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { CACHE_BYTES, startThread } from '../../main/query/pool.ts';
import type { FromQuery, ToQuery } from '../../main/query/protocol.ts';
import type { ReadCall } from '../../main/query/reads.ts';
import { EVERYTHING } from '../../main/query/stale.ts';
import { inRoot } from '../../scripts/root.ts';

/** ms. `file` is the database. */
export async function inFreshThread(file: string, call: ReadCall): Promise<number> {
  const begun = performance.now();
  const thread = startThread({ file, cacheBytes: CACHE_BYTES }, pathToFileURL(inRoot('out/main/query.thread.js')));
  const send = (message: ToQuery) => thread.postMessage(message);
  send({ kind: 'read', id: 1, call, stale: EVERYTHING });
  const [answer] = (await once(thread, 'message')) as [FromQuery];
  const took = performance.now() - begun;
  send({ kind: 'close' });
  await once(thread, 'exit');
  if (!answer.ok) throw new Error(`the thread could not read: ${answer.error.message}`);
  return took;
}
