import { describe, expect, it } from 'vitest';
import { StoreOperations } from './store-operations.ts';
import { allEvents, beat, eventsOnDisk, FaultyWriter, openTestStore, storeErrorOf } from './testing.ts';

const OLD = { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'old' } as const;
const NEW = { ...OLD, hostname: 'laptop' };
const WEB = { type: 'web.tab.current', client: 'aw-client-web', hostname: 'old' } as const;
const HOST = { from: 'old', to: 'laptop' };

/** A record with a window watcher on both names of a host, which share one event. */
function record(options?: Parameters<typeof openTestStore>[0]) {
  const opened = openTestStore(options);
  const { store } = opened;
  store.createBucket('aw-watcher-window_old', OLD);
  store.createBucket('aw-watcher-window_laptop', NEW);
  store.insertEvents('aw-watcher-window_old', [beat(0, 'a'), beat(10, 'both', 5)]);
  store.insertEvents('aw-watcher-window_laptop', [beat(10, 'both', 5), beat(20, 'b')]);
  return opened;
}

const eventsOf = (file: string) =>
  eventsOnDisk(file).map(({ id, bucket, data }) => [bucket, id, (JSON.parse(data) as { title: string }).title]);

describe('Joining a host with its new name', () => {
  it('moves the events of a bucket, with their ids, into the one of the new name, without those it has', () => {
    const { store, file } = record();
    expect(store.joinHosts(HOST)).toEqual([
      { id: 'aw-watcher-window_old', into: 'aw-watcher-window_laptop', renamed: false, events: 2, known: 1 },
    ]);
    expect(eventsOf(file)).toEqual([
      ['aw-watcher-window_laptop', 1, 'a'],
      ['aw-watcher-window_laptop', 3, 'both'],
      ['aw-watcher-window_laptop', 4, 'b'],
    ]);
    expect(store.listBuckets()).toMatchObject([
      { id: 'aw-watcher-window_laptop', start: beat(0).start, end: beat(20).end },
    ]);
  });

  it('says before what it would do, and does nothing then', async () => {
    const { store, file } = record({ file: null });
    const preview = await new StoreOperations(store, null).previewJoin(HOST);
    expect(allEvents(store.connection)).toHaveLength(4);
    expect(store.joinHosts(HOST)).toEqual(preview);
    expect(file).toBe('');
  });

  it('renames what has nothing to be joined with', () => {
    const { store } = openTestStore();
    store.createBucket('aw-watcher-window_old', { ...OLD, name: 'Mine', data: { a: 1 } });
    store.createBucket('aw-stopwatch', { ...OLD, type: 'general.stopwatch' });
    expect(store.joinHosts(HOST)).toMatchObject([
      { id: 'aw-stopwatch', into: 'aw-stopwatch', renamed: true },
      { id: 'aw-watcher-window_old', into: 'aw-watcher-window_laptop', renamed: true },
    ]);
    expect(store.listBuckets()).toMatchObject([
      { id: 'aw-stopwatch', hostname: 'laptop' },
      { id: 'aw-watcher-window_laptop', hostname: 'laptop', name: 'Mine', data: { a: 1 } },
    ]);
    expect(() => store.getBucket('aw-watcher-window_old')).toThrow(/no bucket/);
  });

  it('never joins two browsers, nor buckets of another type or client', () => {
    const { store } = openTestStore();
    store.createBucket('aw-watcher-web-chrome_old', WEB);
    store.createBucket('aw-watcher-web-firefox_laptop', { ...WEB, hostname: 'laptop' });
    store.createBucket('aw-watcher-window_old', OLD);
    store.createBucket('aw-watcher-window_laptop', { ...NEW, client: 'awatcher' });
    expect(store.joinHosts(HOST)).toMatchObject([
      { into: 'aw-watcher-web-chrome_laptop', renamed: true },
      // Its new name is taken by something else.
      { into: 'aw-watcher-window_old', renamed: true },
    ]);
    expect(store.listBuckets().map(({ hostname }) => hostname)).toEqual(['laptop', 'laptop', 'laptop', 'laptop']);
  });

  it("gives a browser's bucket without a host to the host that it was on", () => {
    const { store } = openTestStore();
    store.createBucket('aw-watcher-web-chrome', { ...WEB, hostname: 'unknown' });
    store.createBucket('aw-watcher-web-chrome_laptop', { ...WEB, hostname: 'laptop' });
    store.insertEvents('aw-watcher-web-chrome', [beat(0)]);
    expect(store.joinHosts({ from: 'unknown', to: 'laptop' })).toMatchObject([
      { into: 'aw-watcher-web-chrome_laptop', renamed: false, events: 1 },
    ]);
  });

  it('goes on with heartbeats to the joined bucket as if it had always been one', () => {
    const { store, file } = record();
    store.heartbeat('aw-watcher-window_old', beat(30, 'now'), 5_000_000);
    store.joinHosts(HOST);
    store.heartbeat('aw-watcher-window_laptop', beat(32, 'now'), 5_000_000);
    store.forceCommit();
    const newest = eventsOnDisk(file).at(-1);
    expect(newest).toMatchObject({ id: 5, start: beat(30).start, end: beat(32).end });
  });

  it('is told to whoever follows the record', () => {
    const { store, changes } = record();
    changes.length = 0;
    store.joinHosts(HOST);
    expect(changes).toEqual([
      { kind: 'buckets' },
      { kind: 'range', bucket: 'aw-watcher-window_laptop', start: beat(0).start, end: beat(10, '', 5).end },
    ]);
  });

  it('that the disk does not take leaves everything as it was, and can be tried again', () => {
    const writer = new FaultyWriter();
    const { store, file } = record({ openConnection: writer.open });
    store.forceCommit();
    const before = eventsOf(file);
    writer.failWrites = 'SQLITE_FULL';
    expect(storeErrorOf(() => store.joinHosts(HOST))).toMatchObject({
      kind: 'commit-failed',
      message: 'The disk is full. Nothing was joined.',
    });
    writer.failWrites = null;
    expect(eventsOf(file)).toEqual(before);
    expect(store.listBuckets()).toHaveLength(2);
    expect(store.joinHosts(HOST)).toMatchObject([{ events: 2, known: 1 }]);
  });

  it.each([
    [{ from: 'laptop', to: 'laptop' }, 'invalid', /with itself/],
    [{ from: 'none', to: 'laptop' }, 'not-found', /no bucket of a host named "none"/],
  ])('%j is refused', (host, kind, why) => {
    const { store } = record();
    expect(storeErrorOf(() => store.joinHosts(host))).toMatchObject({ kind, message: expect.stringMatching(why) });
  });
});
