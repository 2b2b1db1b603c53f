import { describe, expect, it, vi } from 'vitest';
import type { Activity, ActivityQuery } from '../../preload/contract/activity.ts';
import type { Timeline } from '../../preload/contract/schemas.ts';
import { ManualTime } from '../store/testing.ts';
import { type Packed, pack } from './protocol.ts';
import type { ReadCall } from './reads.ts';
import { HOUR, MORNING } from './test-record.ts';
import { YearAhead } from './year-ahead.ts';

const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const ACTIVITY = pack('activity', { periods: [], problems: [] } satisfies Activity);
const asked: ActivityQuery = {
  periods: [{ start: MORNING, end: MORNING + DAY }],
  hosts: ['larch'],
  sections: ['window'],
  categories: [{ name: ['Work'], rule: { type: 'regex', regex: 'Ed' } }],
};
const activity: ReadCall = { method: 'activity', args: [asked] };
const timeline: ReadCall = { method: 'readTimeline', args: [{ start: 0, end: DAY, resolution: 0 }] };
const count: ReadCall = { method: 'countEvents', args: ['b', {}] };

/** A timeline of one bucket with so many events. */
function timelineOf(events: number): Packed {
  const lane = { bucket: 'b', type: 't', client: 'c', hostname: 'larch', keys: ['Ed'], titles: [''] };
  const columns = { start: [0], end: [1], key: [0], title: [0], count: [events], busy: [1], id: [0] };
  return pack('readTimeline', { start: 0, end: 1, resolution: 1, lanes: [{ ...lane, ...columns }] } satisfies Timeline);
}

function open({ days = 1000, eventsInWeek = 10 } = {}) {
  const time = new ManualTime();
  const calls: ReadCall[] = [];
  const state = { resting: true, generation: 0, fail: false };
  const newest = MORNING;
  const first = newest - 2 * DAY;
  const ahead = new YearAhead({
    timer: time,
    cacheBytes: 28_000,
    buckets: () => [{ start: newest - days * DAY, end: newest }],
    resting: () => state.resting,
    generation: () => state.generation,
    read(call) {
      if (!state.resting) return null;
      calls.push(call);
      if (state.fail) return Promise.reject(new Error('the rules take too long'));
      return Promise.resolve(call.method === 'activity' ? ACTIVITY : timelineOf(eventsInWeek));
    },
  });
  const ask = (call: ReadCall) => ahead.after(call, () => Promise.resolve(ACTIVITY));
  /** What was read, as the weeks before the last two days. */
  const weeks = (method: 'activity' | 'readTimeline') =>
    calls.flatMap((call) => {
      if (call.method !== method) return [];
      const [period] =
        call.method === 'activity' ? call.args[0].periods : call.method === 'readTimeline' ? call.args : [];
      return period === undefined ? [] : [(first - period.end) / WEEK];
    });
  /** Lets all be read that can be. */
  const readOn = async () => {
    for (;;) {
      time.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
      if (time.waiting === 0) return;
    }
  };
  return { ahead, time, calls, state, newest, ask, weeks, readOn };
}

describe('The year ahead', () => {
  it('is read week by week once a person has asked and then rests, but not what is being written', async () => {
    const { ask, time, calls, weeks, readOn } = open();
    await ask(activity);
    time.advance(999);
    expect(calls).toEqual([]);
    time.advance(1);
    await readOn();
    const inOrder = Array.from({ length: 53 }, (_, week) => week);
    expect(weeks('readTimeline')).toEqual(inOrder);
    expect(weeks('activity')).toEqual(inOrder);
    await ask(activity);
    time.advance(1000);
    await readOn();
    expect(weeks('readTimeline')).toHaveLength(53);
  });

  it('is asked like the person asked last, with their rules, for an answer as small as can be', async () => {
    const { ask, time, calls } = open();
    await ask(activity);
    time.advance(1000);
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    const [, call] = calls;
    expect(call?.args[0]).toMatchObject({ hosts: ['larch'], categories: asked.categories, parts: [], limit: 1 });
  });

  it('is the timeline alone as long as nobody asks what was done', async () => {
    const { ask, weeks, readOn } = open();
    await ask(timeline);
    await readOn();
    expect(weeks('activity')).toEqual([]);
    expect(weeks('readTimeline')).toHaveLength(53);
  });

  it('waits for the next question, and goes on where it was', async () => {
    const { ahead, ask, time, weeks, readOn } = open({ days: 20 });
    await ask(activity);
    time.advance(1000);
    await vi.waitFor(() => expect(time.waiting).toBe(1));
    expect(weeks('activity')).toEqual([0]);
    let answer = (_: Packed) => {};
    const asking = ahead.after(activity, () => new Promise((resolve) => (answer = resolve)));
    await readOn();
    expect(weeks('activity')).toEqual([0]);
    answer(ACTIVITY);
    await asking;
    await readOn();
    expect(weeks('activity')).toEqual([0, 1, 2]);
  });

  it('is begun by a look at a time alone, but goes on after any question, and not while something else is read', async () => {
    const { ask, time, state } = open();
    await ask(count);
    expect(time.waiting).toBe(0);
    state.resting = false;
    await ask(activity);
    expect(time.waiting).toBe(0);
    state.resting = true;
    await ask(count);
    expect(time.waiting).toBe(1);
  });

  it('ends with what a thread can keep', async () => {
    const { ask, weeks, readOn } = open({ eventsInWeek: 200 });
    await ask(activity);
    await readOn();
    expect(weeks('activity')).toEqual([0, 1, 2, 3, 4]);
  });

  it('says from where on everything was read, until the thread ends that knows it', async () => {
    const { ahead, ask, state, newest, readOn, weeks } = open();
    expect(ahead.covers(newest)).toBe(false);
    await ask(activity);
    await readOn();
    expect([ahead.covers(newest - 52 * WEEK), ahead.covers(newest - 54 * WEEK)]).toEqual([true, false]);
    state.generation++;
    expect(ahead.covers(newest)).toBe(false);
    await ask(activity);
    await readOn();
    expect(weeks('activity')).toHaveLength(106);
    const short = open({ days: 10 });
    await short.ask(activity);
    await short.readOn();
    expect(short.ahead.covers(Number.MIN_SAFE_INTEGER)).toBe(true);
  });

  it('is given up where it fails, as with rules that take too long', async () => {
    const { ahead, ask, state, calls, newest, readOn } = open();
    state.fail = true;
    await ask(activity);
    await readOn();
    await ask(activity);
    await readOn();
    expect(calls).toHaveLength(1);
    expect(ahead.covers(newest)).toBe(false);
  });

  it('fails with what the person asked, and is read nevertheless', async () => {
    const { ahead, time } = open();
    await expect(ahead.after(activity, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(time.waiting).toBe(1);
    ahead.stop();
    expect(time.waiting).toBe(0);
  });
});
