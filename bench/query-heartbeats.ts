/** Whether a heartbeat waits while the year is queried. */
import { desktopProgram } from '../main/query/activity/canonical-programs.ts';
import type { Bench, Benchmark, Figure } from './benchmark.ts';
import { bucketsOf, desktopQuery, runProgram, WHOLE_YEAR } from './query.ts';
import { beatsWhile } from './support/beats-while.ts';
import type { Session } from './support/session.ts';

/** Each time another question, so that none is answered from memory. */
const limit = (count: number) => 100 + (count % 5000);

export const queryHeartbeats: Benchmark = {
  name: 'query-heartbeats',
  about: 'heartbeats while the year is queried, natively and as a program',
  async run(bench) {
    const native = await inSession(bench, async (session) => {
      const { daytrail } = await session.connect();
      return beatsWhile(bench, session, 'the year is asked for natively', (count) =>
        daytrail.activity(desktopQuery(WHOLE_YEAR, limit(count))),
      );
    });
    const program = await inSession(bench, async (session) => {
      const buckets = await bucketsOf(session);
      return beatsWhile(bench, session, 'a program runs over the year', (count) =>
        runProgram(session, desktopProgram(desktopQuery(WHOLE_YEAR, limit(count)), buckets), WHOLE_YEAR),
      );
    });
    return [...native, ...program];
  },
};

async function inSession(
  { open }: Bench,
  work: (session: Session) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const session = await open();
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
