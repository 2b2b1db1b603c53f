/** Whether a heartbeat waits while the year is backed up, one backup after the other, and how long one takes. */
import type { Benchmark } from './benchmark.ts';
import { beatsWhile } from './support/beats-while.ts';
import { median } from './support/statistics.ts';

export const backups: Benchmark = {
  name: 'backups',
  about: 'heartbeats while the year is backed up',
  async run(bench) {
    const session = await bench.open();
    try {
      const { daytrail } = await session.connect();
      const seconds: number[] = [];
      const figures = await beatsWhile(bench, session, 'backups are made', async () => {
        const begun = performance.now();
        await daytrail.makeBackup();
        seconds.push((performance.now() - begun) / 1000);
      });
      return [
        ...figures,
        { name: 'one backup of the year', value: median(seconds), unit: 's', note: 'checked, on disk' },
      ];
    } finally {
      await session.close();
    }
  },
};
