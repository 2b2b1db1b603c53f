/** Puts the rows of main/api/compatibility to aw-server itself, so that the column of its answers is not hearsay. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { exchange } from '../../main/api/compatibility/exchange.ts';
import { answersOf } from '../../main/api/compatibility/row.ts';
import { ROWS } from '../../main/api/compatibility/rows/index.ts';
import { endGroup, GROUPS, keepTrackOf } from '../runtime/child.ts';
import type { PythonEnvironment } from './python-environment.ts';
import type { Judged } from './python-tests.ts';

const START_MS = 20_000;

/** Each row counts as a test. Where aw-server does not start, as on a Python that is too new for it, why nothing could be asked. */
export async function confirmRows(python: PythonEnvironment): Promise<Judged | { readonly reason: string }> {
  const port = await freePort();
  const child = spawn(python.command, ['-m', 'aw_server', '--testing', '--port', String(port)], {
    cwd: python.folder,
    env: python.env,
    stdio: 'ignore',
    detached: GROUPS,
  });
  keepTrackOf(child);
  try {
    const address = `http://127.0.0.1:${port}`;
    if (!(await answers(address))) return { reason: 'aw-server does not start on this Python' };
    const failures: string[] = [];
    for (const [index, row] of ROWS.entries()) {
      const answer = await exchange(address, `row-${index}-`, row.asks, row.see);
      const { released } = answersOf(row);
      if (!isDeepStrictEqual(answer, released)) {
        failures.push(`${row.about}: expected ${JSON.stringify(released)}, found ${JSON.stringify(answer)}`);
      }
    }
    return { tests: { passed: ROWS.length - failures.length, failed: failures.length, skipped: 0 }, failures };
  } finally {
    endGroup(child, 'SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function answers(address: string): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const reply = await fetch(`${address}/api/0/info`).catch(() => null);
    await reply?.arrayBuffer();
    if (reply?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
