import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../main/events/event.ts';
import { YEAR, YEAR_BUCKETS, year } from './year.ts';

const HOUR = 3_600_000_000;

function eventsOf(): Map<string, NewEvent[]> {
  const events = new Map<string, NewEvent[]>();
  for (const batch of year(YEAR)) {
    const known = events.get(batch.bucket.id) ?? [];
    for (const event of batch.events) known.push(event);
    events.set(batch.bucket.id, known);
  }
  return events;
}

describe('the benchmark year', () => {
  const whole = eventsOf();

  it('is the same each time for one seed and another for another', () => {
    const week = { ...YEAR, days: 7 };
    const once = JSON.stringify([...year(week)]);
    expect(JSON.stringify([...year(week)])).toBe(once);
    expect(JSON.stringify([...year({ ...week, seed: 2 })])).not.toBe(once);
  });

  it('has about 544,000 events in six buckets, each in order and without overlaps', () => {
    expect([...whole.keys()].sort()).toEqual(
      Object.values(YEAR_BUCKETS)
        .map((bucket) => bucket.id)
        .sort(),
    );
    const total = [...whole.values()].reduce((sum, list) => sum + list.length, 0);
    expect(total).toBeGreaterThan(538_000);
    expect(total).toBeLessThan(550_000);
    for (const [bucket, list] of whole) {
      let before = Number.NEGATIVE_INFINITY;
      for (const event of list) {
        if (!Number.isSafeInteger(event.start) || !Number.isSafeInteger(event.end) || event.end < event.start) {
          expect.fail(`${bucket} has an event that cannot be stored: ${JSON.stringify(event)}`);
        }
        if (event.start < before) expect.fail(`${bucket} has overlapping events at ${event.start}`);
        before = event.end;
      }
    }
  });

  it('repeats windows, pages and files as people do', () => {
    const repeats = (id: string) => {
      const list = whole.get(id) ?? [];
      return list.length / new Set(list.map((event) => JSON.stringify(event.data))).size;
    };
    expect(repeats(YEAR_BUCKETS.window.id)).toBeGreaterThan(8);
    expect(repeats(YEAR_BUCKETS.editor.id)).toBeGreaterThan(8);
    expect(repeats(YEAR_BUCKETS.firefox.id)).toBeGreaterThan(1.5);
  });

  it('has nights without work, quieter weekends and stretches of hours left alone', () => {
    const windows = whole.get(YEAR_BUCKETS.window.id) ?? [];
    const hours = new Map<number, number>();
    const days = new Map<boolean, number>();
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: YEAR.zone,
      hour: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    });
    for (const event of windows) {
      const parts = clock.formatToParts(event.start / 1000);
      const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
      hours.set(Number(part('hour')), (hours.get(Number(part('hour'))) ?? 0) + 1);
      const weekend = part('weekday').startsWith('S');
      days.set(weekend, (days.get(weekend) ?? 0) + 1);
    }
    expect(hours.get(5) ?? 0).toBe(0);
    expect(hours.get(10) ?? 0).toBeGreaterThan(10_000);
    expect(hours.get(1) ?? 0).toBeGreaterThan(0);
    expect((days.get(true) ?? 0) / 2).toBeLessThan((days.get(false) ?? 0) / 5 / 2);
    expect(windows.filter((event) => event.end - event.start > HOUR).length).toBeGreaterThan(50);
  });

  it('keeps to the clock on the wall when daylight saving begins and ends', () => {
    const options = { ...YEAR, firstDay: '2025-03-24', days: 12 };
    const offset = new Intl.DateTimeFormat('en-GB', { timeZone: YEAR.zone, hour: '2-digit', hourCycle: 'h23' });
    const starts = [...year(options)]
      .filter((batch) => batch.bucket === YEAR_BUCKETS.editor)
      .map((batch) => Number(offset.format((batch.events[0]?.start ?? 0) / 1000)));
    expect(starts.length).toBeGreaterThan(6);
    for (const hour of starts) expect(hour).toBeGreaterThanOrEqual(8);
  });
});
