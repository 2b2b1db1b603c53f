import { describe, expect, it } from 'vitest';
import {
  allEvents,
  beat,
  eventsOnDisk,
  FaultyWriter,
  openTestStore,
  RecordingLog,
  S,
  storeErrorOf,
  WINDOW,
} from './testing.ts';

function withBucket(options: Parameters<typeof openTestStore>[0] = {}) {
  const opened = openTestStore(options);
  opened.store.createBucket('a', WINDOW);
  return opened;
}

function faulty(options: Parameters<typeof openTestStore>[0] = {}) {
  const writer = new FaultyWriter();
  const log = new RecordingLog();
  return { ...withBucket({ openConnection: writer.open, log, ...options }), writer, log };
}

describe('the open batch', () => {
  it('is committed by a timer 15 s after its first write, without anything else happening', () => {
    const { store, file, time } = withBucket();
    store.heartbeat('a', beat(0), 0);
    time.advance(10_000);
    store.heartbeat('a', beat(1), 0);
    time.advance(4999);
    expect(eventsOnDisk(file)).toHaveLength(0);
    expect(store.connection.inTransaction).toBe(true);
    time.advance(1);
    expect(eventsOnDisk(file)).toHaveLength(2);
    expect(store.connection.inTransaction).toBe(false);
  });

  it('is committed by the write that finds it 15 s old, should the timer be late', () => {
    const { store, file, time } = withBucket();
    store.heartbeat('a', beat(0), 0);
    time.ms += 15_000;
    store.heartbeat('a', beat(1), 0);
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it('is committed with its 100th event, merged or new', () => {
    const { store, file } = withBucket();
    for (let second = 0; second < 99; second += 1) store.heartbeat('a', beat(second), 5 * S);
    expect(eventsOnDisk(file)).toHaveLength(0);
    store.heartbeat('a', beat(99), 5 * S);
    expect(eventsOnDisk(file)).toHaveLength(1);
    store.insertEvents(
      'a',
      Array.from({ length: 100 }, (_, second) => beat(1000 + second)),
    );
    expect(eventsOnDisk(file)).toHaveLength(101);
  });

  it('starts a new 15 s with the first write after a commit', () => {
    const { store, file, time } = withBucket();
    store.heartbeat('a', beat(0), 0);
    time.advance(14_000);
    store.forceCommit();
    store.heartbeat('a', beat(1), 0);
    time.advance(14_999);
    expect(eventsOnDisk(file)).toHaveLength(1);
    time.advance(1);
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it.each<[string, (store: ReturnType<typeof withBucket>['store'], id: number) => unknown]>([
    ['a bucket is created', (store) => store.createBucket('b', WINDOW)],
    ['a bucket is changed', (store) => store.updateBucket('a', { name: 'A' })],
    ['a bucket is deleted', (store) => store.deleteBucket('b0')],
    ['a setting is set', (store) => store.setSetting('key', 1)],
    ['a setting is deleted', (store) => store.deleteSetting('key0')],
    ['an event is deleted', (store, id) => store.deleteEvent('a', id)],
    ['an event is replaced', (store, id) => store.insertEvents('a', [{ id, ...beat(5) }])],
  ])('is committed at once when %s', (_, act) => {
    const { store, file } = withBucket();
    store.createBucket('b0', WINDOW);
    store.setSetting('key0', 0);
    const { id } = store.heartbeat('a', beat(0, 'edited'), 0);
    store.forceCommit();
    store.heartbeat('a', beat(10, 'pending'), 0);
    act(store, id);
    expect(store.connection.inTransaction).toBe(false);
    expect(store.health().pending).toBe(0);
    expect(eventsOnDisk(file).map(({ data }) => JSON.parse(data).title)).toContain('pending');
  });

  it('is committed for a read it matters to, and for no other', () => {
    const { store, file } = withBucket();
    store.createBucket('b', WINDOW);
    const { start, end } = store.heartbeat('a', beat(60, 'x', 10), 0);
    expect(store.settleForRead(['b'], {})).toBe(true);
    expect(store.settleForRead(['a'], { end: start - 1 })).toBe(true);
    expect(store.settleForRead(['a'], { start: end + 1 })).toBe(true);
    expect(eventsOnDisk(file)).toHaveLength(0);
    expect(store.settleForRead(['a'], { start: end, end: end })).toBe(true);
    expect(eventsOnDisk(file)).toHaveLength(1);
    store.heartbeat('b', beat(0), 0);
    expect(store.settleForRead(undefined, {})).toBe(true);
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it('tells how many changes wait, since when, and when it was last saved', () => {
    const { store, time } = withBucket();
    time.advance(1000);
    const since = time.now();
    store.heartbeat('a', beat(0), 0);
    time.advance(1000);
    store.heartbeat('a', beat(1), 0);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 2, pendingSince: since, problem: null });
    time.advance(1000);
    store.forceCommit();
    expect(store.health()).toMatchObject({ pending: 0, pendingSince: null, lastSavedAt: time.now() });
  });

  it('tells it at most four times a second, and at last what is true', () => {
    const { store, time, healths } = withBucket();
    time.advance(1000);
    healths.length = 0;
    for (let second = 0; second < 90; second += 1) store.heartbeat('a', beat(second), 5 * S);
    expect(healths).toHaveLength(1);
    time.advance(250);
    expect(healths.map(({ pending }) => pending)).toEqual([1, 90]);
    time.advance(250);
    expect(healths).toHaveLength(2);
  });

  it('leaves no timer behind when the store is closed', () => {
    const { store, time } = withBucket();
    store.heartbeat('a', beat(0), 0);
    store.close();
    store.close();
    expect(time.waiting).toBe(0);
  });
});

describe('acknowledgements', () => {
  it('a heartbeat returns while its transaction is open; forceCommit and close return after COMMIT has', () => {
    const { store, writer } = faulty();
    writer.calls.length = 0;
    store.heartbeat('a', beat(0), 0);
    writer.calls.push(`heartbeat returned, in transaction: ${store.connection.inTransaction}`);
    store.forceCommit();
    writer.calls.push('forceCommit returned');
    store.heartbeat('a', beat(1), 0);
    store.close();
    writer.calls.push('close returned');
    expect(writer.calls).toEqual([
      'heartbeat returned, in transaction: true',
      'COMMIT returned',
      'forceCommit returned',
      'COMMIT returned',
      'close returned',
    ]);
  });

  it('forceCommit without anything pending needs no commit', () => {
    const { store, writer } = faulty();
    writer.calls.length = 0;
    store.forceCommit();
    expect(writer.calls).toEqual([]);
  });
});

describe('a COMMIT that fails', () => {
  it('is an error to forceCommit and close, which succeed later with nothing missing', () => {
    const { store, file, writer } = faulty();
    const first = store.heartbeat('a', beat(0), 5 * S);
    writer.failCommit = 'SQLITE_FULL';
    expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
    const longer = store.heartbeat('a', beat(4), 5 * S);
    expect(longer).toEqual({ ...first, end: beat(4).end });
    const other = store.heartbeat('a', beat(5, 'y'), 5 * S);
    expect(storeErrorOf(() => store.close()).kind).toBe('commit-failed');
    const third = store.heartbeat('a', beat(6, 'z'), 5 * S);
    expect(allEvents(store.connection).map(({ id }) => id)).toEqual([first.id, other.id, third.id]);
    expect(eventsOnDisk(file)).toEqual([]);
    writer.failCommit = null;
    store.close();
    expect(eventsOnDisk(file)).toMatchObject([
      { id: first.id, start: first.start, end: longer.end },
      { id: other.id },
      { id: third.id },
    ]);
  });

  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_BUSY'])(
    'is tried again by itself, after 1, 2, 4 … s, until it succeeds (%s)',
    (code) => {
      const { store, file, time, writer, log } = faulty();
      writer.failCommit = code;
      store.heartbeat('a', beat(0), 0);
      time.advance(15_000);
      expect(store.health()).toMatchObject({ state: 'unsaved', pending: 1, problem: { kind: 'commit-failed' } });
      time.advance(2999);
      writer.failCommit = null;
      expect(eventsOnDisk(file)).toHaveLength(0);
      time.advance(1);
      expect(eventsOnDisk(file)).toHaveLength(1);
      expect(store.health()).toMatchObject({ state: 'ready', pending: 0, problem: null });
      expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
    },
  );

  it('says why and how much waits, in words for a person', () => {
    const { store, writer, healths } = faulty();
    writer.failCommit = 'SQLITE_FULL';
    store.heartbeat('a', beat(0), 0);
    expect(storeErrorOf(() => store.forceCommit()).message).toBe(
      'The disk is full. 1 change is kept in memory and saved as soon as possible.',
    );
    expect(healths.at(-1)?.state).toBe('unsaved');
    expect(storeErrorOf(() => store.close()).message).toBe('The disk is full.');
    writer.failCommit = null;
    store.forceCommit();
    expect(healths.at(-1)).toMatchObject({ state: 'ready', pending: 0 });
  });

  it('keeps edits, bucket changes and settings as well as heartbeats', () => {
    const { store, file, writer } = faulty();
    const [gone, moved] = store.insertEvents('a', [beat(0, 'gone'), beat(1, 'old')]);
    store.createBucket('b', WINDOW);
    store.setSetting('old', 1);
    writer.failCommit = 'SQLITE_IOERR_FSYNC';
    store.deleteEvent('a', gone?.id ?? 0);
    store.insertEvents('a', [{ id: moved?.id ?? 0, ...beat(2, 'new') }]);
    store.createBucket('c', WINDOW);
    store.heartbeat('c', beat(3, 'in c'), 0);
    store.updateBucket('a', { name: 'A' });
    store.deleteBucket('b');
    store.setSetting('new', 2);
    store.deleteSetting('old');
    const seen = { buckets: store.listBuckets(), settings: store.listSettings(), events: allEvents(store.connection) };
    expect(store.health().state).toBe('unsaved');
    writer.failCommit = null;
    store.close();
    const again = openTestStore({ file }).store;
    expect(again.listBuckets()).toEqual(seen.buckets);
    expect(again.listSettings()).toEqual(seen.settings);
    expect(eventsOnDisk(file)).toEqual(seen.events);
    expect(seen.events.map(({ data }) => JSON.parse(data).title)).toEqual(['new', 'in c']);
  });

  it('does not make every read and every write try again', () => {
    const { store, writer, time } = faulty();
    writer.failCommit = 'SQLITE_FULL';
    store.heartbeat('a', beat(0), 0);
    time.advance(15_000);
    const problem = store.health().problem;
    writer.failCommit = null;
    expect(store.settleForRead(undefined, {})).toBe(false);
    for (let second = 1; second < 300; second += 1) store.heartbeat('a', beat(second, `t${second}`), 0);
    store.setSetting('key', 1);
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 301 });
    expect(problem?.message).toContain('1 change ');
    time.advance(1000);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    expect(store.settleForRead(undefined, {})).toBe(true);
  });

  it('leaves what is in memory bounded: beyond it a write is refused as `full`, and none before is lost', () => {
    const { store, file, writer } = faulty({ maxRetained: 10 });
    writer.failCommit = 'SQLITE_FULL';
    store.heartbeat('a', beat(0, 't0'), 0);
    expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
    for (let second = 1; second < 10; second += 1) store.heartbeat('a', beat(second, `t${second}`), 0);
    expect(storeErrorOf(() => store.heartbeat('a', beat(10, 't10'), 0)).kind).toBe('full');
    expect(storeErrorOf(() => store.insertEvents('a', [beat(11)])).kind).toBe('full');
    expect(allEvents(store.connection)).toHaveLength(10);
    writer.failCommit = null;
    store.forceCommit();
    expect(store.heartbeat('a', beat(10, 't10'), 0)).toMatchObject({ data: { title: 't10' } });
    store.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(11);
  });

  it('costs no further memory for an event that is only lengthened', () => {
    const { store, file, writer } = faulty({ maxRetained: 3 });
    store.createBucket('b', WINDOW);
    writer.failCommit = 'SQLITE_FULL';
    store.heartbeat('a', beat(0), 5 * S);
    expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
    for (let second = 1; second <= 1000; second += 1) {
      store.heartbeat('a', beat(second), 5 * S);
      store.heartbeat('b', beat(second), 5 * S);
    }
    expect(store.health().pending).toBe(2001);
    writer.failCommit = null;
    store.forceCommit();
    expect(eventsOnDisk(file).map(({ end }) => end)).toEqual([beat(1000).end, beat(1000).end]);
  });

  it('can be given up by closing with discard', () => {
    const { store, file, writer } = faulty();
    store.heartbeat('a', beat(0), 0);
    store.forceCommit();
    writer.failCommit = 'SQLITE_FULL';
    store.heartbeat('a', beat(1), 0);
    store.close(true);
    expect(store.health().state).toBe('closed');
    expect(eventsOnDisk(file)).toHaveLength(1);
    expect(openTestStore({ file }).store.listBuckets()).toHaveLength(1);
  });
});

describe('a disk that takes no writes at all', () => {
  function broken() {
    const opened = faulty();
    const before = opened.store.heartbeat('a', beat(0), 5 * S);
    opened.store.forceCommit();
    opened.writer.failWrites = 'SQLITE_IOERR_WRITE';
    return { ...opened, before };
  }

  it('still gets heartbeats accepted and merged, and all of them saved later', () => {
    const { store, file, writer, time, before } = broken();
    expect(store.heartbeat('a', beat(3), 5 * S)).toEqual({ ...before, end: beat(3).end });
    const second = store.heartbeat('a', beat(4, 'y'), 5 * S);
    expect(store.heartbeat('a', beat(8, 'y'), 5 * S)).toEqual({ ...second, end: beat(8).end });
    expect(store.heartbeat('a', beat(2, 'late'), 0).id).toBeGreaterThan(second.id);
    expect(store.heartbeat('a', beat(9, 'y'), 5 * S)).toEqual({ ...second, end: beat(9).end });
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 5 });
    expect(store.getBucket('a')).toMatchObject({ start: before.start, end: beat(9).end });
    expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
    writer.failWrites = null;
    time.advance(60_000);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    expect(eventsOnDisk(file).map(({ end, data }) => [end, JSON.parse(data).title])).toEqual([
      [beat(3).end, 'x'],
      [beat(9).end, 'y'],
      [beat(2).end, 'late'],
    ]);
  });

  it('still gets buckets, settings and edits accepted, and reads see them', () => {
    const { store, file, writer, before } = broken();
    const [inserted] = store.insertEvents('a', [beat(20, 'inserted')]);
    const id = inserted?.id ?? 0;
    expect(store.getEvent('a', id)).toEqual(inserted);
    store.insertEvents('a', [{ id, ...beat(21, 'edited') }]);
    expect(store.getEvent('a', id)).toEqual({ id, ...beat(21, 'edited') });
    expect(store.deleteEvent('a', before.id)).toBe(true);
    expect(store.deleteEvent('a', before.id)).toBe(false);
    store.createBucket('b', WINDOW);
    const inB = store.heartbeat('b', beat(0, 'in b'), 0);
    store.setSetting('key', 1);
    expect(store.getSetting('key')).toBe(1);
    expect(store.heartbeat('a', beat(22, 'edited'), 5 * S)).toEqual({ id, ...beat(21, 'edited', 1) });
    writer.failWrites = null;
    store.close();
    expect(eventsOnDisk(file).map((event) => event.id)).toEqual([id, inB.id]);
    const again = openTestStore({ file }).store;
    expect(again.getEvent('a', id)).toEqual({ id, ...beat(21, 'edited', 1) });
    expect(again.listSettings()).toEqual({ key: 1 });
  });

  it('still gets a bucket deleted with all that was recorded in it meanwhile', () => {
    const { store, file, writer } = broken();
    store.heartbeat('a', beat(1, 'y'), 0);
    store.deleteBucket('a');
    store.createBucket('a', WINDOW);
    const { id } = store.heartbeat('a', beat(2, 'z'), 0);
    writer.failWrites = null;
    store.close();
    expect(eventsOnDisk(file).map((event) => event.id)).toEqual([id]);
  });

  it('is noticed for what it is also when a write of many fails halfway: it is accepted whole', () => {
    const { store, file, writer, time } = faulty();
    store.heartbeat('a', beat(0), 0);
    writer.failWrites = 'SQLITE_FULL';
    const written = store.insertEvents('a', [beat(1), beat(2), beat(3)]);
    expect(written).toHaveLength(3);
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 4 });
    writer.failWrites = null;
    time.advance(1000);
    expect(eventsOnDisk(file)).toHaveLength(4);
  });
});

describe('a defect in a write', () => {
  it('undoes that write alone: what was acknowledged before it is committed', () => {
    const { store, file } = withBucket();
    const { id } = store.heartbeat('a', beat(0), 5 * S);
    store.connection.exec(
      "CREATE TEMP TRIGGER broken BEFORE INSERT ON events WHEN new.start > 1772355600000000 BEGIN SELECT RAISE(ABORT, 'broken'); END",
    );
    expect(() => store.insertEvents('a', [beat(0, 'y'), beat(1, 'y')])).toThrow('broken');
    expect(store.health()).toMatchObject({ state: 'ready', pending: 1 });
    expect(store.heartbeat('a', beat(2), 5 * S).id).toBe(id);
    store.forceCommit();
    expect(eventsOnDisk(file)).toMatchObject([{ id, end: beat(2).end }]);
  });
});
