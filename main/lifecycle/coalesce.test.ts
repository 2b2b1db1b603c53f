import { beforeEach, describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';
import { FakeClock } from './fake-clock.ts';

let clock: FakeClock;
let runs: number[];
const every = (ms: number) => coalesce(clock, ms, () => void runs.push(clock.now()));
beforeEach(() => {
  clock = new FakeClock();
  runs = [];
});

describe('what is asked for often', () => {
  it('runs at once when it is asked for the first time', () => {
    every(250).ask();
    expect(runs).toEqual([0]);
  });

  it('runs once per stretch, and the last time after the last asking', async () => {
    const { ask } = every(250);
    for (let ms = 0; ms < 600; ms += 50) {
      ask();
      await clock.advance(50);
    }
    await clock.advance(10_000);
    expect(runs).toEqual([0, 250, 500, 750]);
  });

  it('runs at once again after a silence', async () => {
    const { ask } = every(250);
    ask();
    await clock.advance(1000);
    ask();
    expect(runs).toEqual([0, 1000]);
  });

  it('keeps no timer while nothing is asked', () => {
    const { ask } = every(250);
    ask();
    expect(clock.pending).toBe(0);
    ask();
    expect(clock.pending).toBe(1);
  });

  it('runs no more once cancelled, and leaves no timer', async () => {
    const { ask, cancel } = every(250);
    ask();
    ask();
    cancel();
    ask();
    await clock.advance(1000);
    expect({ runs, pending: clock.pending }).toEqual({ runs: [0], pending: 0 });
  });
});
