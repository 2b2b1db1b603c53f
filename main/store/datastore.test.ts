import { chmodSync, existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EARLIEST, type JsonObject, LATEST, type NewEvent } from '../events/event.ts';
import { allEvents, beat, eventsOnDisk, NINE, openTestStore, reading, S, storeErrorOf, WINDOW } from './testing.ts';

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

describe('settings', () => {
  it('hold any JSON, in the order it was given, and survive', () => {
    const { store, file } = openTestStore();
    const classes = [{ name: ['Work'], rule: { type: 'regex', regex: 'Code' } }];
    store.setSetting('classes', classes);
    store.setSetting('startOfDay', '04:00');
    store.setSetting('startOfDay', '05:00');
    expect(store.getSetting('none')).toBeNull();
    store.close();
    const again = openTestStore({ file }).store;
    expect(again.listSettings()).toEqual({ classes, startOfDay: '05:00' });
    expect(JSON.stringify(again.getSetting('classes'))).toBe(JSON.stringify(classes));
    expect(again.deleteSetting('startOfDay')).toBe(true);
    expect(again.deleteSetting('startOfDay')).toBe(false);
    expect(again.listSettings()).toEqual({ classes });
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

describe('the file', () => {
  it('is in WAL mode with synchronous=FULL, still after the first write', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    store.forceCommit();
    expect(store.connection.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(store.connection.pragma('synchronous', { simple: true })).toBe(2);
    expect(existsSync(`${file}-wal`)).toBe(true);
    expect(store.health().notices).toEqual([]);
  });

  it('can be read by its owner alone, and so can all beside it', ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no file modes; the folder’s rights are inherited');
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}.lock`]) {
      expect(statSync(name).mode & 0o777, name).toBe(0o600);
    }
  });

  it('is made so where it was not, as a copy from elsewhere need not be', ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no file modes; the folder’s rights are inherited');
    const { store, file } = openTestStore();
    store.close();
    chmodSync(file, 0o644);
    openTestStore({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is whole by itself once it is closed, also while another program has it open to read', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    const reader = new Database(file, { readonly: true });
    onTestFinished(() => void reader.close());
    const count = reader.prepare('SELECT count(*) FROM events').pluck();
    expect(count.get()).toBe(0);
    store.heartbeat('a', beat(0), 0);
    store.close();
    expect(statSync(`${file}-wal`).size).toBe(0);
    expect(count.get()).toBe(1);
  });

  it('holds each distinct data once, whatever the order of its keys', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    for (let second = 0; second < 20; second += 1) {
      const { start, end } = beat(second);
      store.heartbeat('a', { start, end, data: { app: 'Code', title: `t${second % 2}` } }, 0);
      store.insertEvents('a', [{ start, end, data: { title: `t${second % 2}`, app: 'Code' } }]);
    }
    store.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(40);
    expect(reading(file, (connection) => connection.prepare('SELECT json FROM data').pluck().all())).toEqual([
      '{"app":"Code","title":"t0"}',
      '{"app":"Code","title":"t1"}',
    ]);
  });

  it('holds no data that no event refers to after a deletion, a replacement or a deleted bucket', () => {
    const { store, file } = openTestStore();
    const data = () => reading(file, (connection) => connection.prepare('SELECT json FROM data').pluck().all());
    store.createBucket('a', WINDOW);
    store.createBucket('b', WINDOW);
    const [first, second, third] = store.insertEvents('a', [beat(0, 'shared'), beat(1, 'shared'), beat(2, 'alone')]);
    store.insertEvents('b', [beat(0, 'of b')]);
    store.deleteEvent('a', first?.id ?? 0);
    expect(data()).toHaveLength(3);
    store.deleteEvent('a', second?.id ?? 0);
    expect(data()).toHaveLength(2);
    store.insertEvents('a', [{ id: third?.id ?? 0, ...beat(2, 'renamed') }]);
    expect(data()).toEqual(['{"app":"Code","title":"of b"}', '{"app":"Code","title":"renamed"}']);
    store.deleteBucket('b');
    expect(data()).toEqual(['{"app":"Code","title":"renamed"}']);
    store.heartbeat('a', beat(3, 'shared'), 0);
    store.forceCommit();
    expect(data()).toHaveLength(2);
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
