/** Whether heartbeats wait while something else goes on: p99 at a steady rate, with and without it, in turns. */
import type { Bench, Figure } from '../benchmark.ts';
import { AFTER_THE_YEAR, makeBuckets } from '../heartbeats.ts';
import { runLoad } from './run-load.ts';
import type { Session } from './session.ts';
import { median } from './statistics.ts';

/** Far above the rate of real watchers and far below what the machine can take, so that a wait is seen. */
const PER_SECOND = 250;

/** `work` is done over and over; it is told how often it was done before. */
export async function beatsWhile(
  { quick, say }: Pick<Bench, 'quick' | 'say'>,
  session: Session,
  name: string,
  work: (count: number) => Promise<unknown>,
): Promise<readonly Figure[]> {
  const [rounds, measureMs] = quick ? [1, 2000] : [5, 5000];
  const buckets = await makeBuckets(session.address, 1);
  const [idle, busy]: [number[], number[]] = [[], []];
  let from = AFTER_THE_YEAR;
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    say(`heartbeats while ${name}, round ${round + 1} of ${rounds}`);
    for (const into of [idle, busy]) {
      const worker = into === busy ? repeat(() => work(done++)) : null;
      const measured = await runLoad({
        port: session.port,
        buckets,
        warmUpMs: 500,
        measureMs,
        perSecond: PER_SECOND,
        from,
      });
      await worker?.stop();
      into.push(measured.p99);
      from = measured.until + 60_000;
    }
  }
  return [
    { name: 'p99 of heartbeats, idle', value: median(idle), unit: 'ms', note: `${PER_SECOND}/s` },
    { name: `  while ${name}`, value: median(busy), unit: 'ms', note: `done ${done} times` },
    { name: '  of the idle p99', value: median(busy) / median(idle), unit: '×', goal: { atMost: 2 } },
  ];
}

/** `stop` lets what is under way end. */
function repeat(work: () => Promise<unknown>): { stop(): Promise<void> } {
  let going = true;
  const running = (async () => {
    while (going) await work();
  })();
  return {
    stop() {
      going = false;
      return running;
    },
  };
}
