/**
 * The year's export taken into an empty record, as the window asks for it: how long that takes from the first byte read to
 * the answer, and whether heartbeats wait meanwhile. They come at a steady rate, far above that of real watchers, before and
 * during the import; each is timed from when it was due, so that waiting counts.
 */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Bench, Benchmark, Figure } from './benchmark.ts';
import { AFTER_THE_YEAR, makeBuckets } from './heartbeats.ts';
import type { Measured } from './support/load.ts';
import { runLoad } from './support/run-load.ts';
import { openSession, type Session } from './support/session.ts';
import { median } from './support/statistics.ts';

const PER_SECOND = 250;
const GOAL_SECONDS = 15;

interface Imported {
  readonly seconds: number;
  readonly events: number;
  readonly idle: Measured;
  readonly during: readonly Measured[];
}

export const importing: Benchmark = {
  name: 'import',
  about: 'the year taken into an empty record, and heartbeats meanwhile',
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-bench-'));
    try {
      const path = join(folder, 'year.json');
      await exportYear(bench, path);
      const rounds: Imported[] = [];
      for (let round = 0; round < (bench.quick ? 1 : 3); round++) {
        bench.say(`round ${round + 1}`);
        rounds.push(await importInto(path));
      }
      return figuresOf(rounds, statSync(path).size);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function exportYear({ open, say }: Bench, path: string): Promise<void> {
  say('exporting the year');
  const session = await open();
  try {
    const { body } = await fetch(`${session.address}/api/0/export`);
    if (body === null) throw new Error('the year could not be exported');
    await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), createWriteStream(path));
  } finally {
    await session.close();
  }
}

async function importInto(path: string): Promise<Imported> {
  const session = await openSession(() => undefined);
  try {
    const buckets = await makeBuckets(session.address, 1);
    const { daytrail, close } = await session.connect();
    const idle = await load(session, buckets, AFTER_THE_YEAR);
    const begun = performance.now();
    let seconds: number | null = null;
    const report = daytrail.runImport({ path, hosts: [], settings: 'none' }).finally(() => {
      seconds = (performance.now() - begun) / 1000;
    });
    // Whoever awaits it below hears of a failure.
    report.catch(() => undefined);
    const during: Measured[] = [];
    let from = idle.until + 60_000;
    do {
      const measured = await load(session, buckets, from);
      from = measured.until + 60_000;
      if (seconds === null || during.length === 0) during.push(measured);
    } while (seconds === null);
    const events = (await report).buckets.reduce((sum, { imported }) => sum + imported, 0);
    close();
    return { seconds, events, idle, during };
  } finally {
    await session.close();
  }
}

const load = (session: Session, buckets: readonly string[], from: number): Promise<Measured> =>
  runLoad({ port: session.port, buckets, warmUpMs: 200, measureMs: 2000, perSecond: PER_SECOND, from });

function figuresOf(rounds: readonly Imported[], bytes: number): readonly Figure[] {
  const middle = (of: (round: Imported) => number) => median(rounds.map(of));
  const during = (round: Imported, what: 'p99' | 'longest') => round.during.map((measured) => measured[what]);
  const events = rounds[0]?.events ?? 0;
  const seconds = middle((round) => round.seconds);
  const idle = middle((round) => round.idle.p99);
  const busy = middle((round) => median(during(round, 'p99')));
  const worst = middle((round) => Math.max(...during(round, 'longest')));
  const size = `${events.toLocaleString('en-GB')} events in ${(bytes / 1_000_000).toFixed(1)} MB`;
  return [
    { name: 'import of the year', value: seconds, unit: 's', goal: { atMost: GOAL_SECONDS }, note: size },
    { name: '  events', value: events / seconds, unit: '/s' },
    { name: '  p99 of heartbeats, idle', value: idle, unit: 'ms', note: `${PER_SECOND}/s` },
    { name: '  p99 during the import', value: busy, unit: 'ms' },
    { name: '  of the idle p99', value: busy / idle, unit: '×', goal: { atMost: 2 } },
    { name: '  the longest wait during it', value: worst, unit: 'ms', note: 'the store thread was blocked no longer' },
  ];
}
