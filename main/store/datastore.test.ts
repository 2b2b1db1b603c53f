import { describe, expect, it } from 'vitest';
import { allEvents, beat, NINE, openTestStore, S, storeErrorOf, WINDOW } from './testing.ts';

describe('a heartbeat', () => {
  it('lengthens the newest event and answers with it whole', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const first = store.heartbeat('a', beat(0), 5 * S);
    const second = store.heartbeat('a', beat(5), 5 * S);
    expect(second).toEqual({ ...first, end: NINE + 5 * S });
    expect(allEvents(store.connection)).toHaveLength(1);
    expect(store.getEvent('a', first.id)).toEqual(second);
  });

  it('of other data begins a new event, and the next merges with that', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const first = store.heartbeat('a', beat(0, 'x'), 5 * S);
    const second = store.heartbeat('a', beat(1, 'y'), 5 * S);
    expect(second.id).toBeGreaterThan(first.id);
    expect(store.heartbeat('a', beat(2, 'y'), 5 * S)).toEqual({ ...second, end: NINE + 2 * S });
  });

  it('that comes late is an event of its own and does not become the one to lengthen', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const newest = store.heartbeat('a', beat(100), 5 * S);
    const late = store.heartbeat('a', beat(50), 5 * S);
    expect(late.id).not.toBe(newest.id);
    expect(store.heartbeat('a', beat(104), 5 * S)).toEqual({ ...newest, end: NINE + 104 * S });
  });

  it('merges with the newest event of a store that was opened again', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    const first = store.heartbeat('a', beat(0), 5 * S);
    store.close();
    const again = openTestStore({ file }).store;
    expect(again.heartbeat('a', { ...beat(3), data: { title: 'x', app: 'Code' } }, 5 * S)).toEqual({
      ...first,
      end: NINE + 3 * S,
    });
  });

  it('within the newest event changes nothing and needs no commit', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const event = store.heartbeat('a', beat(0, 'x', 60), 5 * S);
    store.forceCommit();
    expect(store.heartbeat('a', beat(10), 5 * S)).toEqual(event);
    expect(store.health().pending).toBe(0);
  });
});

describe('inserted events', () => {
  it('get ids in their order and are read back whole', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const events = store.insertEvents('a', [beat(10, 'late', 5), beat(0, 'early', 5)]);
    expect(events.map(({ data }) => data.title)).toEqual(['late', 'early']);
    expect(events[1]?.id).toBe((events[0]?.id ?? 0) + 1);
    for (const event of events) expect(store.getEvent('a', event.id)).toEqual(event);
    expect(store.insertEvents('a', [])).toEqual([]);
  });

  it('with an id replace that event of the same bucket', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const { id } = store.heartbeat('a', beat(0), 0);
    store.insertEvents('a', [{ id, ...beat(30, 'corrected', 4) }]);
    expect(store.getEvent('a', id)).toEqual({ id, ...beat(30, 'corrected', 4) });
    expect(allEvents(store.connection)).toHaveLength(1);
  });

  it('never replace an event of another bucket, and then none of them is written', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    store.createBucket('b', WINDOW);
    const { id } = store.heartbeat('a', beat(0), 0);
    expect(storeErrorOf(() => store.insertEvents('b', [beat(1), { id, ...beat(2) }])).kind).toBe('invalid');
    expect(storeErrorOf(() => store.insertEvents('b', [{ id: id + 1000, ...beat(2) }])).kind).toBe('invalid');
    expect(allEvents(store.connection)).toEqual([expect.objectContaining({ id, bucket: 'a' })]);
  });

  it('are written all or none', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    expect(storeErrorOf(() => store.insertEvents('a', [beat(0), { ...beat(1), end: NINE }])).kind).toBe('invalid');
    expect(allEvents(store.connection)).toEqual([]);
  });
});

describe('an event', () => {
  it('is deleted once, and only through its own bucket', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    store.createBucket('b', WINDOW);
    const { id } = store.heartbeat('a', beat(0), 0);
    expect(store.deleteEvent('b', id)).toBe(false);
    expect(store.deleteEvent('a', id)).toBe(true);
    expect(store.deleteEvent('a', id)).toBe(false);
    expect(storeErrorOf(() => store.getEvent('a', id)).kind).toBe('not-found');
  });

  it('never gets an id that was used before, not even after it was deleted and the store opened again', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    const { id } = store.heartbeat('a', beat(0), 0);
    store.deleteEvent('a', id);
    store.close();
    expect(openTestStore({ file }).store.heartbeat('a', beat(1), 0).id).toBe(id + 1);
  });
});

describe('followers', () => {
  it('are told each applied write: events whole, edits as a range, buckets', () => {
    const { store, changes } = openTestStore();
    store.createBucket('a', WINDOW);
    const event = store.heartbeat('a', beat(0), 5 * S);
    const longer = store.heartbeat('a', beat(2), 5 * S);
    store.insertEvents('a', [{ id: event.id, ...beat(10, 'y', 3) }]);
    store.deleteEvent('a', event.id);
    store.insertEvents(
      'a',
      Array.from({ length: 101 }, (_, second) => beat(second)),
    );
    expect(changes).toEqual([
      { kind: 'buckets' },
      { kind: 'events', bucket: 'a', events: [event] },
      { kind: 'events', bucket: 'a', events: [longer] },
      { kind: 'range', bucket: 'a', start: NINE, end: NINE + 13 * S },
      { kind: 'range', bucket: 'a', start: NINE + 10 * S, end: NINE + 13 * S },
      { kind: 'range', bucket: 'a', start: NINE, end: NINE + 100 * S },
    ]);
  });
});

describe('in memory', () => {
  it('works without a file and without a warning, and sends every read to its own connection', () => {
    const { store } = openTestStore({ file: null });
    store.createBucket('a', WINDOW);
    const event = store.heartbeat('a', beat(0), 0);
    store.forceCommit();
    expect(store.getEvent('a', event.id)).toEqual(event);
    expect(store.settleForRead(undefined, {})).toBe(false);
    expect(store.health()).toMatchObject({ state: 'ready', notices: [], inMemory: true });
    store.close();
    expect(storeErrorOf(() => store.listBuckets()).kind).toBe('closed');
  });
});
