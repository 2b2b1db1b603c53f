/** Whether a heartbeat waits while the year is queried. */
import { desktopProgram } from '../main/query/activity/canonical-programs.ts';
import type { Benchmark } from './benchmark.ts';
import { bucketsOf, desktopQuery, runProgram, WHOLE_YEAR } from './query.ts';
import { beatsWhile } from './support/beats-while.ts';

/** Each time another question, so that none is answered from memory. */
const limit = (count: number) => 100 + (count % 5000);

export const queryHeartbeats: Benchmark = {
  name: 'query-heartbeats',
  about: 'heartbeats while the year is queried, natively and as a program',
  async run(bench) {
    const session = await bench.open();
    try {
      const { daytrail, close } = await session.connect();
      const buckets = await bucketsOf(session);
      const native = await beatsWhile(bench, session, 'the year is asked for natively', (count) =>
        daytrail.activity(desktopQuery(WHOLE_YEAR, limit(count))),
      );
      close();
      const program = await beatsWhile(bench, session, 'a program runs over the year', (count) =>
        runProgram(session, desktopProgram(desktopQuery(WHOLE_YEAR, limit(count)), buckets), WHOLE_YEAR),
      );
      return [...native, ...program];
    } finally {
      await session.close();
    }
  },
};
