/**
 * What recording by itself costs: the built Daytrail in Electron on an X server of its own, its window closed, with a
 * window in front whose title changes each five seconds. Linux alone, where Xvfb, openbox, xterm, xdotool and a runtime are.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { noXServer, startXServer, type XServer } from '../main/watchers/x11/test-server.ts';
import { ROOT } from '../scripts/root.ts';
import { keepTrackOf } from '../scripts/runtime/child.ts';
import { findElectron } from '../scripts/runtime/electron.ts';
import type { Benchmark } from './benchmark.ts';
import { memoryOfAll, processTree, resourcesOf } from './support/process-tree.ts';
import { median } from './support/statistics.ts';

const MEGABYTE = 1_000_000;
const STARTED_WITHIN_MS = 30_000;
const TITLES = 'i=0; while :; do i=$((i+1)); printf "\\033]0;title $i\\007"; sleep 5; done';

interface Started {
  readonly pid: number;
  /** From starting the process, ms. */
  readonly trayAfter: number;
  readonly recordedAfter: number;
  stop(): Promise<void>;
}

export const watchers: Benchmark = {
  name: 'watchers',
  about: 'CPU, wakeups, memory and start of the application that records by itself',
  async run({ quick, say }) {
    const electron = findElectron(process.env);
    const missing = noXServer() ?? (electron === null ? 'there is no Electron runtime' : null);
    if (missing !== null || electron === null) {
      say(`not measured: ${missing}`);
      return [];
    }
    const desktop = await startXServer();
    try {
      await desktop.open((title) => title.startsWith('title'), 'xterm', '-e', 'sh', '-c', TITLES);
      const starts: Started[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        say(`start ${round + 1}`);
        const started = await start(electron, desktop);
        starts.push(started);
        await started.stop();
      }
      const [settleMs, measureMs] = quick ? [3000, 10_000] : [20_000, 120_000];
      say(`recording for ${measureMs / 1000} s`);
      const running = await start(electron, desktop);
      try {
        await rest(settleMs);
        const pids = processTree(running.pid);
        const before = resourcesOf(pids);
        const began = performance.now();
        await rest(measureMs);
        const seconds = (performance.now() - began) / 1000;
        const after = resourcesOf(pids);
        return [
          {
            name: 'CPU of recording, whole application',
            value: ((after.cpu - before.cpu) / seconds) * 100,
            unit: '% of a core',
            goal: { atMost: 0.3 },
          },
          { name: 'wakeups of all its threads', value: (after.wakeups - before.wakeups) / seconds, unit: '/s' },
          {
            name: 'memory of all its processes (PSS)',
            value: memoryOfAll(pids) / MEGABYTE,
            unit: 'MB',
            goal: { atMost: 200 },
            note: `${pids.length} processes`,
          },
          {
            name: 'start to the tray icon',
            value: median(starts.map(({ trayAfter }) => trayAfter)),
            unit: 'ms',
            goal: { atMost: 1500 },
          },
          {
            name: 'start to the first recorded event',
            value: median(starts.map(({ recordedAfter }) => recordedAfter)),
            unit: 'ms',
            goal: { atMost: 2000 },
          },
        ];
      } finally {
        await running.stop();
      }
    } finally {
      await desktop.dispose();
    }
  },
};

async function start(electron: string, desktop: XServer): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-bench-'));
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(electron, [...sandbox, ROOT, '--hidden', '--port', String(port), '--data-dir', folder], {
    env: { ...process.env, ...desktop.env() },
    stdio: 'ignore',
  });
  keepTrackOf(child);
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const events = `http://127.0.0.1:${port}/api/0/buckets/aw-watcher-window_${hostname()}/events?limit=-1`;
    const first = await soon(async () => {
      const answer = await fetch(events);
      const listed = (await answer.json()) as { timestamp: string }[];
      return Date.parse(listed.at(-1)?.timestamp ?? '');
    });
    const shown = await soon(async () => trayShownAt(join(folder, 'logs')));
    return { pid: child.pid ?? 0, trayAfter: shown - began, recordedAfter: first - began, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** ms since the epoch; NaN: not yet. The log begins each line with its moment. */
function trayShownAt(folder: string): number {
  for (const file of readdirSync(folder)) {
    const line = /^(\S+) info\s+the tray icon is there$/m.exec(readFileSync(join(folder, file), 'utf8'));
    if (line?.[1] !== undefined) return Date.parse(line[1]);
  }
  return Number.NaN;
}

/** The first number that it gives; failures are waited out for a while. */
async function soon(look: () => Promise<number>): Promise<number> {
  const limit = performance.now() + STARTED_WITHIN_MS;
  for (;;) {
    const found = await look().catch(() => Number.NaN);
    if (!Number.isNaN(found)) return found;
    if (performance.now() > limit) throw new Error('Daytrail did not begin to record.');
    await rest(20);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  holder.close();
  await once(holder, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
