/** Export of everything over HTTP, to its last byte, and whether a heartbeat waits meanwhile. */
import type { Benchmark } from './benchmark.ts';
import { beatsWhile } from './support/beats-while.ts';
import type { Session } from './support/session.ts';
import { median } from './support/statistics.ts';

export const exporting: Benchmark = {
  name: 'export',
  about: 'export of everything, and heartbeats meanwhile',
  async run(bench) {
    const session = await bench.open();
    try {
      const times: number[] = [];
      let bytes = 0;
      for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
        bench.say(`round ${round + 1}`);
        const begun = performance.now();
        bytes = await exportAll(session);
        times.push(performance.now() - begun);
      }
      const note = `${(bytes / 1_000_000).toFixed(0)} MB`;
      const beats = await beatsWhile(bench, session, 'everything is exported', () => exportAll(session));
      return [{ name: 'export of everything', value: median(times), unit: 'ms', note }, ...beats];
    } finally {
      await session.close();
    }
  },
};

/** How many bytes there are. */
async function exportAll({ address }: Session): Promise<number> {
  const answer = await fetch(`${address}/api/0/export`);
  if (!answer.ok || answer.body === null) throw new Error(`the export was answered with ${answer.status}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  return bytes;
}
