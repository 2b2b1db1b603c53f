import { describe, expect, it } from 'vitest';
import { beat, eventsOnDisk, NINE, openTestStore, S, storeErrorOf, WINDOW } from './testing.ts';

describe('a bucket', () => {
  it('is created once; a second creation leaves it as it is', () => {
    const { store } = openTestStore();
    expect(store.createBucket('a', { ...WINDOW, created: NINE, name: 'A', data: { b: 1 } })).toBe(true);
    expect(store.createBucket('a', { ...WINDOW, type: 'other' })).toBe(false);
    expect(store.getBucket('a')).toEqual({
      id: 'a',
      ...WINDOW,
      created: NINE,
      name: 'A',
      data: { b: 1 },
      start: null,
      end: null,
    });
  });

  it('is created now, without name and data, where nothing else is said', () => {
    const { store, time } = openTestStore();
    store.createBucket('a', WINDOW);
    expect(store.getBucket('a')).toMatchObject({ created: time.now(), name: null, data: {} });
  });

  it('is changed only in what is given', () => {
    const { store } = openTestStore();
    store.createBucket('a', { ...WINDOW, name: 'A', data: { b: 1 } });
    const changed = store.updateBucket('a', { hostname: 'desktop', name: null });
    expect(changed).toMatchObject({ ...WINDOW, hostname: 'desktop', name: null, data: { b: 1 } });
    expect(store.updateBucket('a', { data: { c: 2 } })).toMatchObject({ hostname: 'desktop', data: { c: 2 } });
    expect(store.getBucket('a')).toEqual(store.updateBucket('a', {}));
  });

  it('takes all its events along when it is deleted, and no others', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    store.createBucket('b', WINDOW);
    store.heartbeat('a', beat(0, 'only in a'), 0);
    store.heartbeat('b', beat(0, 'in b'), 0);
    store.deleteBucket('a');
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['b']);
    expect(eventsOnDisk(file).map(({ bucket }) => bucket)).toEqual(['b']);
    expect(storeErrorOf(() => store.heartbeat('a', beat(1), 0)).kind).toBe('not-found');
  });

  it('begins empty when it is created again under the same id', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const before = store.heartbeat('a', beat(0), 10 * S);
    store.deleteBucket('a');
    store.createBucket('a', WINDOW);
    expect(store.getBucket('a')).toMatchObject({ start: null, end: null });
    expect(store.heartbeat('a', beat(1), 10 * S).id).toBeGreaterThan(before.id);
  });

  it('is listed in the order of ids, whatever the order of creation', () => {
    const { store } = openTestStore();
    for (const id of ['b', 'ä', 'a/b', 'B', '😀', "a'b"]) store.createBucket(id, WINDOW);
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['B', "a'b", 'a/b', 'b', 'ä', '😀']);
  });

  it('knows the start of its earliest and the end of its latest event, also after deletions and edits', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const extent = () => {
      const { start, end } = store.getBucket('a');
      return [start, end].map((moment) => (moment === null ? null : (moment - NINE) / S));
    };
    const long = store.heartbeat('a', beat(0, 'long', 10 * 3600), 0);
    expect(extent()).toEqual([0, 36_000]);
    const [first, last] = store.insertEvents('a', [beat(-50, 'first', 10), beat(5 * 3600, 'last', 60)]);
    expect(extent()).toEqual([-50, 36_000]);
    store.deleteEvent('a', long.id);
    expect(extent()).toEqual([-50, 5 * 3600 + 60]);
    store.heartbeat('a', beat(5 * 3600 + 70, 'last'), 30 * S);
    expect(extent()).toEqual([-50, 5 * 3600 + 70]);
    store.deleteEvent('a', first?.id ?? 0);
    expect(extent()).toEqual([5 * 3600, 5 * 3600 + 70]);
    store.insertEvents('a', [{ id: last?.id ?? 0, ...beat(100, 'moved', 1) }]);
    expect(extent()).toEqual([100, 101]);
    store.deleteEvent('a', last?.id ?? 0);
    expect(extent()).toEqual([null, null]);
  });
});
