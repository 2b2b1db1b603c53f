import { describe, expect, it } from 'vitest';
import { createTimes } from '../../format/times.ts';
import { HOUR } from '../../timeline/micros.ts';
import { barsOf } from './bars.ts';

/** What stands below the bars of two hours that begin then. */
function ticks(locale: string, timeZone: string, iso: string): readonly string[] {
  const start = Date.parse(iso) * 1000;
  const parts = [start, start + HOUR].map((from) => ({ start: from, end: from + HOUR }));
  const calendar = { timeZone, dayStart: 240 };
  const period = { kind: 'day', first: '2026-11-20' } as const;
  const bars = barsOf(period, parts, undefined, createTimes(locale, timeZone), calendar);
  return bars.map(({ tick }) => tick.replace(/\s/g, ' '));
}

describe('what stands below the bars of a day', () => {
  it('is the hour alone where clocks count to twelve, so that it does not run into the next', () => {
    expect(ticks('en-US', 'UTC', '2026-11-20T11:00:00Z')).toEqual(['11 AM', '12 PM']);
    expect(ticks('en-GB', 'UTC', '2026-11-20T11:00:00Z')).toEqual(['11:00', '12:00']);
  });

  it('has its minutes where the day does not begin with an hour of the clock', () => {
    expect(ticks('en-US', 'Asia/Kolkata', '2026-11-19T23:00:00Z')).toEqual(['4:30 AM', '5:30 AM']);
    expect(ticks('en-US', 'Asia/Kolkata', '2026-11-19T22:30:00Z')).toEqual(['4 AM', '5 AM']);
  });
});
