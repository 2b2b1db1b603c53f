import { describe, expect, it } from 'vitest';
import { Continuity, LONGEST_PAUSE_MS } from './continuity.ts';

/** Both clocks, each moved by hand. */
function clocks() {
  const time = { wall: 1_000_000_000, monotonic: 5000 };
  const continuity = new Continuity({ now: () => time.wall, monotonic: () => time.monotonic });
  const pass = (wallMs: number, monotonicMs: number) => {
    time.wall += wallMs * 1000;
    time.monotonic += monotonicMs;
    return continuity.look();
  };
  return { pass, time };
}

describe('the continuity of time', () => {
  it.each([
    ['five seconds on both', 5000, 5000],
    ['a second of steering', 5900, 5000],
    ['a second of steering back', 4100, 5000],
    ['a busy machine', LONGEST_PAUSE_MS, LONGEST_PAUSE_MS],
    ['no time at all', 0, 0],
  ])('holds through %s', (_, wall, monotonic) => {
    expect(clocks().pass(wall, monotonic)).toBeNull();
  });

  it.each([
    ['sleep that the monotonic clock does not count', 8 * 3_600_000, 5000],
    ['sleep that it counts', 8 * 3_600_000, 8 * 3_600_000],
    ['a process that was stopped', LONGEST_PAUSE_MS + 1, LONGEST_PAUSE_MS + 1],
    ['a clock set forward', 65_000, 5000],
    ['a clock set back', -55_000, 5000],
  ])('is broken by %s, which gives the last certain moment and now', (_, wall, monotonic) => {
    const { pass, time } = clocks();
    pass(5000, 5000);
    const before = time.wall;
    expect(pass(wall, monotonic)).toEqual({ before, after: before + wall * 1000 });
    expect(pass(5000, 5000)).toBeNull();
  });
});
