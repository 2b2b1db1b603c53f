/**
 * Whether a heartbeat waits while somebody reads a whole year: p99 at a steady rate, with and without such reads going on,
 * in turns. The rate is far above that of real watchers and far below what the machine can take, so that a wait is seen.
 */
import type { Benchmark } from './benchmark.ts';
import { AFTER_THE_YEAR, makeBuckets } from './heartbeats.ts';
import { runLoad } from './support/run-load.ts';
import type { Session } from './support/session.ts';
import { median } from './support/statistics.ts';
import { YEAR_BUCKETS } from './year.ts';

const PER_SECOND = 250;

export const reading: Benchmark = {
  name: 'reading',
  about: 'heartbeats while a year is read',
  async run({ quick, open, say }) {
    const [rounds, measureMs] = quick ? [1, 2000] : [5, 6000];
    const session = await open();
    try {
      const buckets = await makeBuckets(session.address, 1);
      const [idle, busy]: [number[], number[]] = [[], []];
      let from = AFTER_THE_YEAR;
      let reads = 0;
      for (let round = 0; round < rounds; round++) {
        say(`round ${round + 1} of ${rounds}`);
        for (const [into, withReads] of [
          [idle, false],
          [busy, true],
        ] as const) {
          const reader = withReads ? readYears(session) : null;
          const load = { port: session.port, buckets, warmUpMs: 500, measureMs, perSecond: PER_SECOND, from };
          const measured = await runLoad(load);
          reads += (await reader?.stop()) ?? 0;
          into.push(measured.p99);
          from = measured.until + 60_000;
        }
      }
      const ratio = median(busy) / median(idle);
      return [
        { name: 'p99 of heartbeats, idle', value: median(idle), unit: 'ms', note: `${PER_SECOND}/s` },
        {
          name: 'p99 while a year is read',
          value: median(busy),
          unit: 'ms',
          note: `${reads} reads of 12 months of windows`,
        },
        { name: '  of the idle p99', value: ratio, unit: '×', goal: { atMost: 2 } },
      ];
    } finally {
      await session.close();
    }
  },
};

/** Reads the whole window bucket over and over; `stop` gives how many times it was read to its end. */
function readYears({ address }: Session): { stop(): Promise<number> } {
  const ending = new AbortController();
  const url = `${address}/api/0/buckets/${YEAR_BUCKETS.window.id}/events`;
  const reading = (async () => {
    for (let reads = 0; ; reads++) {
      try {
        const answer = await fetch(url, { signal: ending.signal });
        if (!answer.ok) throw new Error(`the year could not be read: ${answer.status}`);
        for await (const chunk of answer.body ?? []) if (chunk.length === 0) break;
      } catch (error) {
        if (ending.signal.aborted) return reads;
        throw error;
      }
    }
  })();
  return {
    stop: () => {
      ending.abort();
      return reading;
    },
  };
}
