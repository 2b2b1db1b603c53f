/** From starting the process to the first answer on the year's file, and the memory it holds when it then rests. */
import { setTimeout as rest } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { median } from './support/statistics.ts';
import { yearViews } from './timeline.ts';

const MEGABYTE = 1_000_000;

export const start: Benchmark = {
  name: 'start',
  about: 'start to the first answer, and memory at rest',
  async run({ quick, open, say }) {
    const [rounds, restMs] = quick ? [1, 1000] : [7, 5000];
    const [answered, idle, used]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      const session = await open();
      try {
        const listening = performance.now();
        const answer = await fetch(`${session.address}/api/0/buckets/`);
        await answer.json();
        answered.push(session.listeningAfter + performance.now() - listening);
        await rest(restMs);
        idle.push(session.memory());
        const window = await session.connect();
        for (const view of yearViews().slice(0, 1)) await window.daytrail.timeline(view);
        window.close();
        await rest(restMs);
        used.push(session.memory());
      } finally {
        await session.close();
      }
    }
    return [
      { name: 'start to the first answer', value: median(answered), unit: 'ms', goal: { atMost: 500 } },
      { name: 'memory at rest', value: median(idle) / MEGABYTE, unit: 'MB', goal: { atMost: 150 } },
      { name: '  after a year was shown', value: median(used) / MEGABYTE, unit: 'MB' },
    ];
  },
};
