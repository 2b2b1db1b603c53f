/**
 * A day, a month and a year of the timeline through the bridge, as a window 1,600 pixels wide asks for them: cold, as the
 * first thing after a start, and warm, for other stretches of the same length after that.
 */
import { Temporal } from 'temporal-polyfill';
import type { TimelineQuery } from '../preload/contract/schemas.ts';
import type { Bench, Benchmark, Figure } from './benchmark.ts';
import { median } from './support/statistics.ts';
import { YEAR } from './year.ts';

const WIDTH = 1600;
/** Blocks narrower than this are merged, pixels. */
const SMALLEST = 2;

export const timeline: Benchmark = {
  name: 'timeline',
  about: 'a day, a month and a year through the bridge',
  async run(bench) {
    return [
      ...(await measure(bench, 'day', dayViews(), 30)),
      ...(await measure(bench, 'month', monthViews(), 100)),
      ...(await measure(bench, 'year', yearViews(), 300)),
    ];
  },
};

async function measure(
  bench: Bench,
  name: string,
  views: readonly TimelineQuery[],
  goal: number,
): Promise<readonly Figure[]> {
  const [colds, warms]: [number[], number[]] = [[], []];
  let rows = 0;
  for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
    bench.say(`${name}, round ${round + 1}`);
    const session = await bench.open();
    try {
      const { daytrail, close } = await session.connect();
      for (const [index, view] of views.entries()) {
        const asked = performance.now();
        const { lanes } = await daytrail.timeline(view);
        (index === 0 ? colds : warms).push(performance.now() - asked);
        rows = Math.max(
          rows,
          lanes.reduce((sum, lane) => sum + lane.start.length, 0),
        );
      }
      close();
    } finally {
      await session.close();
    }
  }
  const note = `at most ${rows.toLocaleString('en-GB')} blocks`;
  return [
    { name: `timeline, ${name}, cold`, value: median(colds), unit: 'ms', goal: { atMost: goal }, note },
    { name: `timeline, ${name}, warm`, value: median(warms), unit: 'ms', goal: { atMost: goal } },
  ];
}

const first = Temporal.PlainDate.from(YEAR.firstDay);

function view(from: Temporal.PlainDate, until: Temporal.PlainDate): TimelineQuery {
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(YEAR.zone).epochMilliseconds * 1000;
  const [start, end] = [midnight(from), midnight(until)];
  return { start, end, resolution: Math.round(((end - start) / WIDTH) * SMALLEST) };
}

/** Twenty working days, far apart. */
const dayViews = (): readonly TimelineQuery[] =>
  Array.from({ length: 20 }, (_, index) => first.add({ days: 6 + index * 14 })).map((day) =>
    view(day, day.add({ days: 1 })),
  );

const monthViews = (): readonly TimelineQuery[] =>
  Array.from({ length: 11 }, (_, index) => first.add({ months: index })).map((month) =>
    view(month, month.add({ months: 1 })),
  );

/** The year, and the same length a few days on. */
export const yearViews = (): readonly TimelineQuery[] =>
  Array.from({ length: 5 }, (_, index) => first.add({ days: index * 3 })).map((day) =>
    view(day, day.add({ days: YEAR.days })),
  );
