import { describe, expect, it } from 'vitest';
import { dayRange } from './day.ts';
import { fitDay } from './fit-day.ts';
import { HOUR, MINUTE, span } from './micros.ts';
import { type Block, laneOf, timelineOf } from './testing/lanes.ts';

const day = dayRange('2026-11-20', { timeZone: 'Europe/Berlin', dayStart: 240 });
const late = day.end + 100 * HOUR;
const block = (from: number, to: number, key = 'Code'): Block => ({
  start: day.start + from * HOUR,
  end: day.start + to * HOUR,
  key,
});
const opened = (windows: readonly Block[], away: readonly Block[] = [], now = late) =>
  fitDay(timelineOf([laneOf(windows), laneOf(away, 'aw-watcher-afk_host', 'afkstatus')]), day, now);

describe('the day opens', () => {
  it('where there is data, with a little air', () => {
    const view = opened([block(5, 7), block(9, 14)]);
    expect(view.start).toBeLessThan(day.start + 5 * HOUR);
    expect(view.start).toBeGreaterThan(day.start + 4.4 * HOUR);
    expect(view.end).toBeGreaterThan(day.start + 14 * HOUR);
    expect(view.end).toBeLessThan(day.start + 14.6 * HOUR);
  });

  it('without the night that someone was away', () => {
    const view = opened([block(5, 8)], [block(-3, 5, 'afk'), block(5, 8, 'not-afk'), block(8, 24, 'afk')]);
    expect(span(view)).toBeLessThan(4 * HOUR);
  });

  it('where the first moment of a record is, which has no length yet', () => {
    const view = opened([block(9, 9)], [block(9, 9, 'not-afk')], day.start + 9 * HOUR);
    expect(span(view)).toBe(HOUR);
    expect(view.start).toBe(day.start + 8.5 * HOUR);
    for (const beside of [-1, 0, 24] as const) {
      const length = beside === 0 ? 1 : 0;
      expect(opened([block(beside - length, beside)]), `${beside}`).toEqual(day);
    }
  });

  it('whole where nothing happened, or where someone was away all day', () => {
    expect(opened([])).toEqual(day);
    expect(opened([], [block(-2, 30, 'afk')])).toEqual(day);
  });

  it('up to now while it is today', () => {
    const now = day.start + 10 * HOUR;
    expect(opened([block(5, 6)], [], now).end).toBeGreaterThan(now);
    expect(opened([block(5, 6)], [], day.start + HOUR).end).toBeLessThan(day.start + 7 * HOUR);
  });

  it('at least an hour wide, inside the day, also at its edges', () => {
    for (const [from, to] of [
      [0, 0.01],
      [23.99, 24],
      [12, 12.001],
      [-5, 30],
    ] as const) {
      const view = opened([block(from, to)]);
      expect(span(view)).toBeGreaterThanOrEqual(HOUR);
      expect(view.start).toBeGreaterThanOrEqual(day.start);
      expect(view.end).toBeLessThanOrEqual(day.end);
    }
  });

  it('the same when events reach in from the days beside it', () => {
    expect(opened([block(-6, 0.2), block(0.2, 3)]).end).toBeLessThan(day.start + 3 * HOUR + 20 * MINUTE);
  });
});
