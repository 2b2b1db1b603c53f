/**
 * What it costs to have Daytrail running: the built application in Electron as it is installed, started as at login, without
 * a window, on an X server of its own, with a window in front whose title changes each five seconds. Linux alone, where
 * Xvfb, openbox, xterm, xdotool and a runtime are.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { noXServer, startXServer, type XServer } from '../main/watchers/x11/test-server.ts';
import { keepTrackOf } from '../scripts/runtime/child.ts';
import { findElectron } from '../scripts/runtime/electron.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { install } from './support/installed.ts';
import { memoryOfAll, processTree, resourcesOf } from './support/process-tree.ts';
import { median } from './support/statistics.ts';
import { yearCopy } from './year-file.ts';

const MEGABYTE = 1_000_000;
const STARTED_WITHIN_MS = 30_000;
const TITLES = 'i=0; while :; do i=$((i+1)); printf "\\033]0;title $i\\007"; sleep 5; done';

/** Writes the record that Daytrail starts on, if any. */
type Fill = (file: string) => void;
const EMPTY: Fill = () => undefined;

interface Started {
  readonly pid: number;
  /** From starting the process, ms. */
  readonly trayAfter: number;
  /** When the first event is in the record, and can be read. */
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
    const installed = install(electron);
    const desktop = await startXServer();
    const starting = (fill: Fill) => start(installed.executable, desktop, fill);
    try {
      await desktop.open((title) => title.startsWith('title'), 'xterm', '-e', 'sh', '-c', TITLES);
      // Files come from the disk.
      say('a start that does not count');
      await (await starting(EMPTY)).stop();
      const rounds = quick ? 1 : 5;
      return [
        ...(await whileRecording(() => starting(yearCopy), quick ? [3000, 10_000] : [90_000, 120_000], say)),
        ...(await starts('an empty record', rounds, () => starting(EMPTY), say)),
        ...(await starts('a year', rounds, () => starting(yearCopy), say)),
      ];
    } finally {
      await desktop.dispose();
      installed.remove();
    }
  },
};

/** Measured at rest: V8 gives back what starting took within a minute. */
async function whileRecording(
  begin: () => Promise<Started>,
  [settleMs, measureMs]: readonly [number, number],
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  say(`recording for ${(settleMs + measureMs) / 1000} s on a year`);
  const running = await begin();
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
        note: `${pids.length} processes; less where other programs run in the same Electron`,
      },
    ];
  } finally {
    await running.stop();
  }
}

async function starts(
  record: string,
  rounds: number,
  begin: () => Promise<Started>,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const done: Started[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`start ${round + 1} on ${record}`);
    const started = await begin();
    done.push(started);
    await started.stop();
  }
  return [
    {
      name: `start to the tray icon, ${record}`,
      value: median(done.map(({ trayAfter }) => trayAfter)),
      unit: 'ms',
      goal: { atMost: 1500 },
    },
    {
      name: `start to the first event in ${record}`,
      value: median(done.map(({ recordedAfter }) => recordedAfter)),
      unit: 'ms',
      goal: { atMost: 2000 },
    },
  ];
}

async function start(executable: string, desktop: XServer, fill: Fill): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-bench-'));
  fill(join(folder, 'daytrail.db'));
  const port = await freePort();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  const child = spawn(executable, [...sandbox, '--hidden', '--port', String(port), '--data-dir', folder], {
    // An installed Daytrail may have itself started at login, which is not for this one.
    env: { ...process.env, ...desktop.env(), XDG_CONFIG_HOME: join(folder, 'config') },
    stdio: 'ignore',
  });
  keepTrackOf(child);
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const query = new URLSearchParams({ start: new Date(began).toISOString(), limit: '1' });
    const events = `http://127.0.0.1:${port}/api/0/buckets/aw-watcher-window_${hostname()}/events?${query}`;
    const recorded = await soon(async () => {
      const listed = (await (await fetch(events)).json()) as unknown;
      return Array.isArray(listed) && listed.length > 0 ? Date.now() : Number.NaN;
    });
    const shown = await soon(async () => trayShownAt(join(folder, 'logs')));
    return { pid: child.pid ?? 0, trayAfter: shown - began, recordedAfter: recorded - began, stop };
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
