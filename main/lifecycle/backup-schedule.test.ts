import { describe, expect, it } from 'vitest';
import { createBackupSchedule } from './backup-schedule.ts';
import type { Failed } from './backup-times.ts';
import { FakeClock } from './fake-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = 1_772_355_600_000_000;

function scheduled({ newestHoursAgo }: { newestHoursAgo: number | null }) {
  const clock = new FakeClock();
  const state = {
    clock,
    /** How far the wall clock is ahead of the monotonic one: the computer slept. */
    sleptMs: 0,
    quiet: true,
    fails: false,
    newest: newestHoursAgo === null ? null : START - newestHoursAgo * HOUR_MS * 1000,
    failed: null as Failed | null,
    /** Hours after the start, in running time. */
    attempts: [] as number[],
  };
  const now = () => START + (clock.now() + state.sleptMs) * 1000;
  const schedule = createBackupSchedule({
    door: {
      newest: () => state.newest,
      get failed() {
        return state.failed;
      },
      make: async () => {
        state.attempts.push(clock.now() / HOUR_MS);
        if (state.fails) {
          state.failed = { at: now(), times: (state.failed?.times ?? 0) + 1 };
          throw new Error('The disk is full.');
        }
        state.failed = null;
        state.newest = now();
        return { name: 'a', made: now(), kind: 'backup', bytes: 1, events: 0, first: null, last: null, problem: null };
      },
    },
    isQuiet: async () => state.quiet,
    now,
    clock,
  });
  return { state, clock, schedule };
}

describe('The daily backup', () => {
  it('is made a minute after a start, and then once a day', async () => {
    const { state, clock } = scheduled({ newestHoursAgo: 20 });
    await clock.advance(MINUTE_MS - 1);
    expect(state.attempts).toEqual([]);
    await clock.advance(73 * HOUR_MS);
    expect(state.attempts.map(Math.round)).toEqual([0, 24, 48, 72]);
  });

  it('waits for a quiet moment', async () => {
    const { state, clock } = scheduled({ newestHoursAgo: 100 });
    state.quiet = false;
    await clock.advance(HOUR_MS);
    expect(state.attempts).toEqual([]);
    state.quiet = true;
    await clock.advance(MINUTE_MS);
    expect(state.attempts).toHaveLength(1);
  });

  it('is made soon after a night asleep', async () => {
    const { state, clock } = scheduled({ newestHoursAgo: 5 });
    await clock.advance(HOUR_MS);
    expect(state.attempts).toEqual([]);
    state.sleptMs = 20 * HOUR_MS;
    await clock.advance(5 * MINUTE_MS);
    expect(state.attempts).toHaveLength(1);
  });

  it('is tried again with growing pauses while it fails', async () => {
    const { state, clock } = scheduled({ newestHoursAgo: null });
    state.fails = true;
    await clock.advance(10 * HOUR_MS);
    expect(state.attempts.length).toBeGreaterThan(3);
    expect(state.attempts.length).toBeLessThan(8);
    state.fails = false;
    await clock.advance(5 * HOUR_MS);
    const succeeded = state.attempts.length;
    await clock.advance(10 * HOUR_MS);
    expect(state.attempts).toHaveLength(succeeded);
  });

  it('is not made any more once Daytrail ends', async () => {
    const { state, clock, schedule } = scheduled({ newestHoursAgo: null });
    schedule.dispose();
    await clock.advance(24 * HOUR_MS);
    expect(state.attempts).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
