/**
 * Heartbeats per second over HTTP on 1, 4 and 16 connections that are kept open, beside a bare node:http server that
 * echoes the same requests. The two take turns, so that whatever else the machine does meets both.
 */
import type { Benchmark, Figure } from './benchmark.ts';
import type { Measured } from './support/load.ts';
import { runLoad } from './support/run-load.ts';
import { startEcho } from './support/start-echo.ts';
import { median } from './support/statistics.ts';

/** Of the bare server's rate, on one connection. */
const GOAL = { atLeast: 60 };
/** After the year that the file holds. */
export const AFTER_THE_YEAR = Date.UTC(2026, 5, 1);

export const heartbeats: Benchmark = {
  name: 'heartbeats',
  about: 'heartbeats per second over HTTP, beside a bare server',
  async run({ quick, open, say }) {
    const [rounds, measureMs] = quick ? [1, 700] : [5, 2500];
    const session = await open();
    const echo = await startEcho();
    try {
      const figures: Figure[] = [];
      let from = AFTER_THE_YEAR;
      for (const connections of [1, 4, 16]) {
        const buckets = await makeBuckets(session.address, connections);
        const [ours, bare]: [Measured[], Measured[]] = [[], []];
        for (let round = 0; round < rounds; round++) {
          say(`${connections} connection(s), round ${round + 1} of ${rounds}`);
          const load = { buckets, warmUpMs: 500, measureMs, from };
          bare.push(await runLoad({ ...load, port: echo.port }));
          const measured = await runLoad({ ...load, port: session.port });
          ours.push(measured);
          from = measured.until + 60_000;
        }
        figures.push(...figuresOf(connections, ours, bare));
      }
      return figures;
    } finally {
      echo.close();
      await session.close();
    }
  },
};

function figuresOf(connections: number, ours: readonly Measured[], bare: readonly Measured[]): readonly Figure[] {
  const middle = (of: readonly Measured[], what: 'perSecond' | 'p50' | 'p99') => median(of.map((one) => one[what]));
  const on = `on ${connections} connection${connections === 1 ? '' : 's'}`;
  const share = (100 * middle(ours, 'perSecond')) / middle(bare, 'perSecond');
  return [
    { name: `heartbeats ${on}`, value: middle(ours, 'perSecond'), unit: '/s' },
    { name: `  bare node:http ${on}`, value: middle(bare, 'perSecond'), unit: '/s' },
    { name: '  share of the bare rate', value: share, unit: '%', ...(connections === 1 ? { goal: GOAL } : {}) },
    { name: '  p50', value: middle(ours, 'p50'), unit: 'ms', note: `bare ${middle(bare, 'p50').toFixed(3)} ms` },
    { name: '  p99', value: middle(ours, 'p99'), unit: 'ms', note: `bare ${middle(bare, 'p99').toFixed(3)} ms` },
  ];
}

/** Makes as many buckets as there are connections: one watcher each. */
export async function makeBuckets(address: string, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `bench-watcher-${count}-${index}`);
  for (const id of ids) {
    const answer = await fetch(`${address}/api/0/buckets/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'currentwindow', client: 'bench-watcher', hostname: 'larch' }),
    });
    if (!answer.ok) throw new Error(`bucket ${id} could not be made: ${answer.status}`);
  }
  return ids;
}
