import { describe, expect, it } from 'vitest';
import { EARLIEST, type JsonObject, LATEST, type NewEvent } from '../events/event.ts';
import { allEvents, beat, openTestStore, storeErrorOf, WINDOW } from './testing.ts';

describe('what is invalid', () => {
  const data: JsonObject = {};
  it.each<[string, NewEvent]>([
    ['ends before it starts', { start: 10, end: 9, data }],
    ['starts before the earliest moment', { start: EARLIEST - 1, end: 0, data }],
    ['ends after the latest moment', { start: 0, end: LATEST + 1, data }],
    ['starts at no moment', { start: Number.NaN, end: 0, data }],
    ['starts between two microseconds', { start: 0.5, end: 1, data }],
    ['lasts longer than can be counted', { start: EARLIEST, end: LATEST, data }],
    ['has an array for data', { start: 0, end: 0, data: [] as unknown as JsonObject }],
    ['has null for data', { start: 0, end: 0, data: null as unknown as JsonObject }],
    ['holds a number that is not finite', { start: 0, end: 0, data: { x: Number.POSITIVE_INFINITY } }],
  ])('an event that %s is refused and nothing is written', (_, event) => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    expect(storeErrorOf(() => store.heartbeat('a', event, 0)).kind).toBe('invalid');
    expect(storeErrorOf(() => store.insertEvents('a', [event])).kind).toBe('invalid');
    expect(allEvents(store.connection)).toEqual([]);
    expect(store.health().pending).toBe(0);
  });

  it('events at the ends of time are taken', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const [first, last] = store.insertEvents('a', [
      { start: EARLIEST, end: 0, data },
      { start: 0, end: LATEST, data },
    ]);
    expect(store.getEvent('a', first?.id ?? 0)).toMatchObject({ start: EARLIEST, end: 0 });
    expect(store.getEvent('a', last?.id ?? 0)).toMatchObject({ start: 0, end: LATEST });
    expect(store.getBucket('a')).toMatchObject({ start: EARLIEST, end: LATEST });
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('a pulsetime of %s is refused', (pulsetime) => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    expect(storeErrorOf(() => store.heartbeat('a', beat(0), pulsetime)).kind).toBe('invalid');
  });

  it('a bucket without id, with an endless one, or with broken text is refused', () => {
    const { store } = openTestStore();
    for (const id of ['', 'x'.repeat(10_001), 'a\ud800']) {
      expect(storeErrorOf(() => store.createBucket(id, WINDOW)).kind).toBe('invalid');
    }
    expect(storeErrorOf(() => store.createBucket('a', { ...WINDOW, created: LATEST + 1 })).kind).toBe('invalid');
    expect(storeErrorOf(() => store.createBucket('a', { ...WINDOW, type: 7 as unknown as string })).kind).toBe(
      'invalid',
    );
    expect(store.listBuckets()).toEqual([]);
  });

  it('a setting without key or with a long one is refused', () => {
    const { store } = openTestStore();
    expect(storeErrorOf(() => store.setSetting('', 1)).kind).toBe('invalid');
    expect(storeErrorOf(() => store.setSetting('x'.repeat(128), 1)).kind).toBe('invalid');
    expect(store.listSettings()).toEqual({});
  });

  it.each<[string, (store: ReturnType<typeof openTestStore>['store']) => unknown]>([
    ['getBucket', (store) => store.getBucket('no')],
    ['updateBucket', (store) => store.updateBucket('no', {})],
    ['deleteBucket', (store) => store.deleteBucket('no')],
    ['heartbeat', (store) => store.heartbeat('no', beat(0), 0)],
    ['insertEvents', (store) => store.insertEvents('no', [])],
    ['getEvent', (store) => store.getEvent('no', 1)],
    ['deleteEvent', (store) => store.deleteEvent('no', 1)],
  ])('%s of a bucket that is not there is `not-found`', (_, call) => {
    expect(storeErrorOf(() => call(openTestStore().store)).kind).toBe('not-found');
  });
});
