import { describe, expect, it } from 'vitest';
import { NOT_RECORDED } from '../events/event.ts';
import { allEvents, NINE, openTestStore, S } from './testing.ts';
import type { Stretch } from './unrecorded.ts';

const APP = { app: 'Editor' };
const at = (second: number, end = second) => ({ start: NINE + second * S, end: NINE + end * S, data: APP });

/** A record whose recording is paused from 60 to 120 seconds after nine, unless told otherwise. */
function paused(stretches: Stretch[] = [{ from: NINE + 60 * S, to: NINE + 120 * S }]) {
  const { store, time } = openTestStore({ file: null });
  for (const [id, type] of [
    ['window', 'currentwindow'],
    ['stopwatch', 'general.stopwatch'],
  ] as const) {
    store.createBucket(id, { type, client: 'test', hostname: 'desk' });
  }
  store.follow({ recordPrivateWindows: false, notRecorded: stretches });
  const recorded = (bucket = 'window') =>
    allEvents(store.connection)
      .filter((event) => event.bucket === bucket)
      .map(({ start, end }) => [(start - NINE) / S, (end - NINE) / S]);
  return { store, time, recorded };
}

describe('while recording is paused', () => {
  it('a heartbeat is answered with itself and no id, and changes nothing', () => {
    const { store, recorded } = paused();
    store.heartbeat('window', at(50, 55), 10 * S);
    expect(store.heartbeat('window', at(60), 10 * S)).toEqual({ ...at(60), id: NOT_RECORDED });
    expect(recorded()).toEqual([[50, 55]]);
  });

  it('an unknown bucket is as unknown as ever', () => {
    const { store } = paused();
    expect(() => store.heartbeat('other', at(70), 0)).toThrowError(expect.objectContaining({ kind: 'not-found' }));
  });

  it('the event in front ends with its beginning, also where that is told late', () => {
    const { store, recorded } = paused();
    store.heartbeat('window', at(50), 0);
    store.heartbeat('window', at(50, 65), 0);
    expect(recorded()).toEqual([[50, 60]]);
  });

  it('no event that goes on afterwards reaches over it, whatever its watcher would join', () => {
    const { store, recorded } = paused();
    store.heartbeat('window', at(50, 58), 0);
    store.heartbeat('window', at(121), 600 * S);
    store.heartbeat('window', at(125), 600 * S);
    // An away watcher sends all of an absence each time.
    store.heartbeat('window', at(55, 130), 600 * S);
    store.heartbeat('window', at(55, 135), 600 * S);
    expect(recorded()).toEqual([
      [50, 58],
      [121, 125],
      [120, 135],
    ]);
  });

  it('what was queued before it is recorded when it comes', () => {
    const { store, recorded } = paused();
    store.heartbeat('window', at(30, 40), 0);
    expect(recorded()).toEqual([[30, 40]]);
  });

  it('what a person says themselves is taken', () => {
    const { store, recorded } = paused();
    store.heartbeat('stopwatch', at(70, 80), 0);
    store.insertEvents('stopwatch', [at(90, 100)]);
    expect(recorded('stopwatch')).toEqual([
      [70, 80],
      [90, 100],
    ]);
  });

  it('nothing that happens meanwhile can be inserted, but entries of before and edits can', () => {
    const { store, time, recorded } = paused();
    const { id } = store.heartbeat('window', at(10, 20), 0);
    time.advance(70_000);
    const written = store.insertEvents('window', [at(30, 40), at(65, 70), at(59, 64), { ...at(62, 63), id }]);
    expect(written.map(({ start }) => (start - NINE) / S)).toEqual([30, 59, 62]);
    expect(recorded()).toEqual([
      [62, 63],
      [30, 40],
      [59, 60],
    ]);
  });

  it('once it is over, a person may enter what they did', () => {
    const { store, time, recorded } = paused();
    time.advance(130_000);
    store.insertEvents('window', [at(65, 70)]);
    expect(recorded()).toEqual([[65, 70]]);
  });
});
