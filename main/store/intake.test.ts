import { describe, expect, it } from 'vitest';
import { TestImport } from './test-import.ts';
import { allEvents, beat, eventsOnDisk, FaultyWriter, openTestStore, S, storeErrorOf, WINDOW } from './testing.ts';

const titles = (events: readonly { data: string }[]) => events.map(({ data }) => JSON.parse(data).title);

function withBucket(options: Parameters<typeof openTestStore>[0] = {}) {
  const opened = openTestStore(options);
  opened.store.createBucket('a', WINDOW);
  return opened;
}

describe('While an import is taken in', () => {
  it('heartbeats are answered, merged and read back, and are on disk once it is through', () => {
    const { store, file, time } = withBucket();
    const before = store.heartbeat('a', beat(0, 'x'), 0);
    const under = new TestImport(store, { a: [beat(1000, 'old')] });
    expect(store.heartbeat('a', beat(4, 'x'), 5 * S)).toMatchObject({ id: before.id, end: beat(4).end });
    const fresh = store.heartbeat('a', beat(20, 'y'), 5 * S);
    expect(store.getEvent('a', fresh.id)).toEqual(fresh);
    time.advance(60_000);
    expect(titles(eventsOnDisk(file))).toEqual(['x']);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 2 });
    expect(under.take()).toMatchObject([{ id: 'a', created: false, imported: 1, skipped: 0 }]);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    expect(eventsOnDisk(file)).toEqual(allEvents(store.connection));
    expect(titles(eventsOnDisk(file)).sort()).toEqual(['old', 'x', 'y']);
    expect(store.getEvent('a', before.id).end).toBe(beat(4).end);
  });

  it('what was there before is read from the disk, and nothing of it is seen until all is', () => {
    const { store, file } = withBucket();
    store.heartbeat('a', beat(0, 'x'), 0);
    const under = new TestImport(store, { a: [beat(1000, 'old')] });
    store.heartbeat('a', beat(20, 'y'), 0);
    expect(store.settleForRead(undefined, {})).toBe(true);
    under.take({ onEvents: () => expect(titles(eventsOnDisk(file))).toEqual(['x']) });
    expect(store.settleForRead(undefined, {})).toBe(true);
    expect(eventsOnDisk(file)).toHaveLength(3);
  });

  it('nobody is told that anything was saved', () => {
    const { store } = withBucket();
    const under = new TestImport(store, { a: [beat(1000, 'old')] });
    store.forceCommit();
    store.heartbeat('a', beat(20, 'y'), 0);
    expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
    under.take();
    store.forceCommit();
  });

  it('buckets, settings, edits and deletions are taken, and hold afterwards', () => {
    const { store, file } = withBucket();
    store.createBucket('gone', WINDOW);
    const { id } = store.heartbeat('a', beat(0, 'x'), 0);
    const { id: deleted } = store.heartbeat('a', beat(10, 'deleted'), 0);
    const under = new TestImport(store, { a: [beat(1000, 'old')], gone: [beat(0, 'gone too')] });
    store.createBucket('new', WINDOW);
    store.heartbeat('new', beat(0, 'in new'), 0);
    store.updateBucket('a', { name: 'A' });
    store.insertEvents('a', [{ id, ...beat(0, 'edited') }]);
    store.deleteEvent('a', deleted);
    store.deleteBucket('gone');
    store.setSetting('key', 1);
    under.take();
    store.close();
    const again = openTestStore({ file }).store;
    expect(again.listBuckets().map(({ id, name }) => [id, name])).toEqual([
      ['a', 'A'],
      ['new', null],
    ]);
    expect(titles(allEvents(again.connection)).sort()).toEqual(['edited', 'in new', 'old']);
    expect(again.getSetting('key')).toBe(1);
  });

  it.each([
    ['taken in', true],
    ['given up', false],
  ])('a bucket that it brings can be made and recorded into, also where it is %s', (_, taken) => {
    const { store, file } = withBucket();
    const under = new TestImport(store, { new: [beat(1000, 'old')] });
    expect(storeErrorOf(() => store.getBucket('new')).kind).toBe('not-found');
    expect(store.createBucket('new', { ...WINDOW, client: 'mine' })).toBe(true);
    store.heartbeat('new', beat(0, 'x'), 0);
    if (taken) under.take();
    else under.giveUp();
    expect(store.getBucket('new').client).toBe('mine');
    expect(titles(eventsOnDisk(file)).sort()).toEqual(taken ? ['old', 'x'] : ['x']);
    store.close();
    expect(openTestStore({ file }).store.getBucket('new').client).toBe('mine');
  });

  it('what is in memory stays bounded: beyond it a write is refused as `full`, and none before is lost', () => {
    const { store, file } = withBucket({ maxRetained: 3 });
    const under = new TestImport(store, { a: [beat(1000, 'old')] });
    for (const second of [0, 10, 20]) store.heartbeat('a', beat(second), 0);
    expect(storeErrorOf(() => store.heartbeat('a', beat(30), 0))).toMatchObject({ kind: 'full' });
    under.take();
    store.heartbeat('a', beat(30), 0);
    store.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(5);
  });
});

describe('An import', () => {
  it('does not begin where what is pending cannot be saved, and can be tried again', () => {
    const writer = new FaultyWriter();
    const { store, file, time } = withBucket({ openConnection: writer.open });
    store.heartbeat('a', beat(0, 'x'), 0);
    writer.failCommit = 'SQLITE_FULL';
    expect(storeErrorOf(() => new TestImport(store, { a: [beat(9, 'old')] })).kind).toBe('commit-failed');
    writer.failCommit = null;
    time.advance(60_000);
    new TestImport(store, { a: [beat(9, 'old')] }).take();
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it('that is given up in the middle leaves nothing, and every write that came meanwhile is kept', () => {
    const { store, file } = withBucket();
    const many = Array.from({ length: 9000 }, (_, second) => beat(second * 10, `t${second}`));
    const under = new TestImport(store, { a: many, new: [beat(0, 'new')] });
    store.heartbeat('a', beat(0, 'x'), 0);
    const stop = (done: number) => {
      if (done > 0) throw new Error('enough');
    };
    expect(() => under.take({ onEvents: stop })).toThrow('enough');
    expect(titles(eventsOnDisk(file))).toEqual(['x']);
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['a']);
    const after = store.heartbeat('a', beat(100, 'z'), 0);
    expect(new TestImport(store, { a: many }).take()).toMatchObject([{ imported: 9000 }]);
    expect(store.getEvent('a', after.id)).toEqual(after);
    expect(store.connection.pragma('foreign_key_check')).toEqual([]);
  });

  it('that the disk has no room for leaves nothing, says so, and every write that came meanwhile is kept', () => {
    const { store, file } = withBucket();
    const many = Array.from({ length: 9000 }, (_, second) => beat(second * 10, `t${second}`));
    const under = new TestImport(store, { a: many });
    store.heartbeat('a', beat(0, 'x'), 0);
    const pages = store.connection.pragma('page_count', { simple: true }) as number;
    const error = storeErrorOf(() => under.take({}, pages + 50));
    expect(error).toMatchObject({ kind: 'commit-failed', message: 'The disk is full. Nothing was imported.' });
    expect(titles(eventsOnDisk(file))).toEqual(['x']);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('gives its events ids that grow with time, and nothing else gets them', () => {
    const { store, file } = withBucket();
    const under = new TestImport(store, { a: [beat(30, 'third'), beat(20, 'second'), beat(10, 'first')] });
    const meanwhile = store.heartbeat('a', beat(1000, 'meanwhile'), 0);
    under.take();
    const rows = eventsOnDisk(file).sort((one, other) => one.id - other.id);
    expect(titles(rows)).toEqual(['first', 'second', 'third', 'meanwhile']);
    expect(rows.at(-1)?.id).toBe(meanwhile.id);
  });

  it('is what the next heartbeat goes on from, and is told to whoever follows the record', () => {
    const { store, changes } = withBucket();
    store.heartbeat('a', beat(0, 'x'), 0);
    changes.length = 0;
    new TestImport(store, { a: [beat(100, 'y')], new: [beat(7, 'z', 2)] }).take();
    expect(changes).toEqual([
      { kind: 'buckets' },
      { kind: 'range', bucket: 'a', start: beat(100).start, end: beat(100).end },
      { kind: 'range', bucket: 'new', start: beat(7).start, end: beat(7, 'z', 2).end },
    ]);
    expect(store.heartbeat('a', beat(103, 'y'), 5 * S).start).toBe(beat(100).start);
    expect(store.getBucket('new')).toMatchObject({ start: beat(7).start, end: beat(7, 'z', 2).end });
  });
});
