/** What an event costs on the disk: the closed file's size over its events. */
import { statSync } from 'node:fs';
import type { Benchmark } from './benchmark.ts';
import { year } from './year.ts';
import { yearFile } from './year-file.ts';

export const fileSize: Benchmark = {
  name: 'file-size',
  about: 'bytes per event',
  async run() {
    let events = 0;
    for (const batch of year()) events += batch.events.length;
    const { size } = statSync(yearFile());
    const note = `${events.toLocaleString('en-GB')} events in ${(size / 1_000_000).toFixed(1)} MB`;
    return [{ name: 'file', value: size / events, unit: 'bytes/event', goal: { atMost: 100 }, note }];
  },
};
