import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { startThread } from '../query/pool.ts';
import type { ToQuery } from '../query/protocol.ts';
import { EVERYTHING } from '../query/stale.ts';
import { record } from '../query/test-record.ts';
import { temporaryFolder } from './testing.ts';

/** How far each thread of this process with the name stands back (proc_pid_stat(5), field 19). */
function nicenessOf(name: string): readonly number[] {
  return readdirSync('/proc/self/task').flatMap((thread) => {
    const stat = statOf(thread);
    const end = stat.lastIndexOf(')');
    return stat.slice(stat.indexOf('(') + 1, end) === name ? [Number(stat.slice(end + 2).split(' ')[16])] : [];
  });
}

/** Empty where the thread has ended meanwhile. */
function statOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  } catch {
    return '';
  }
}

it('A query thread stands behind the threads that must not wait, and takes none of them with it', async ({ skip }) => {
  skip(process.platform !== 'linux', 'Only on Linux has each thread a priority of its own.');
  const file = join(temporaryFolder(), 'record.db');
  record({}, file).db.close();
  const other = new Worker('setInterval(() => {}, 60_000)', { eval: true, name: 'bystander' });
  onTestFinished(() => other.terminate().then(() => undefined));
  await once(other, 'online');
  const [before = 0] = nicenessOf('bystander');
  const query = startThread({ file, cacheBytes: 0 });
  onTestFinished(() => query.terminate().then(() => undefined));
  query.postMessage({
    kind: 'read',
    id: 1,
    call: { method: 'summarizeBuckets', args: [] },
    stale: EVERYTHING,
  } satisfies ToQuery);
  await once(query, 'message');
  expect(Math.max(...nicenessOf('query'))).toBe(Math.min(19, before + 5));
  expect(nicenessOf('bystander')).toEqual([before]);
});
