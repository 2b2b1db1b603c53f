import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecondWriter } from './connection.ts';
import type { Datastore } from './datastore.ts';
import { type Join, type Joined, join } from './join-hosts.ts';
import { StoreOperations } from './store-operations.ts';
import { beat, eventsOnDisk, openTestStore, S, storeErrorOf, WINDOW } from './testing.ts';

const OLD = { ...WINDOW, hostname: 'old' };
const AWAY = { type: 'afkstatus', client: 'aw-watcher-afk', hostname: 'old' };
const HOST = { from: 'old', to: 'laptop' };
const [OLD_ID, NEW_ID] = ['aw-watcher-window_old', 'aw-watcher-window_laptop'];
const [OLD_AWAY, NEW_AWAY] = ['aw-watcher-afk_old', 'aw-watcher-afk_laptop'];

/** Windows of both names, which share an event, and away of the old one alone. */
function record() {
  const opened = openTestStore();
  const { store } = opened;
  store.createBucket(OLD_ID, OLD);
  store.createBucket(NEW_ID, WINDOW);
  store.createBucket(OLD_AWAY, AWAY);
  store.insertEvents(OLD_ID, [beat(0, 'a'), beat(10, 'both', 5)]);
  store.insertEvents(NEW_ID, [beat(10, 'both', 5), beat(20, 'b')]);
  store.insertEvents(OLD_AWAY, [beat(0, 'away')]);
  return opened;
}

/** What the joining thread does, on a connection of its own. */
function joinOn(store: Datastore, joins: readonly Join[]): Joined {
  const connection = openSecondWriter(store.file ?? '');
  try {
    return join(connection, joins);
  } finally {
    connection.close();
  }
}

const titles = (file: string) =>
  eventsOnDisk(file)
    .sort((a, b) => a.start - b.start)
    .map(({ bucket, data }) => `${bucket} ${(JSON.parse(data) as { title: string }).title}`);

const JOINED = [
  `${NEW_ID} a`,
  `${NEW_AWAY} away`,
  `${NEW_ID} both`,
  `${NEW_ID} b`,
  `${NEW_ID} to the old name`,
  `${NEW_ID} to the new name`,
  `${NEW_AWAY} away, to the old name`,
  `${NEW_AWAY} away, to the new name`,
];

function recordMeanwhile(store: Datastore): void {
  store.heartbeat(OLD_ID, beat(30, 'to the old name'), 0);
  store.heartbeat(NEW_ID, beat(40, 'to the new name'), 0);
  store.heartbeat(OLD_AWAY, beat(50, 'away, to the old name'), 0);
  store.heartbeat(NEW_AWAY, beat(60, 'away, to the new name'), 0);
}

describe('Joining hosts beside the store', () => {
  it('keeps what is recorded meanwhile under either name, where the bucket went', () => {
    const { store, file } = record();
    const joins = store.beginJoin(HOST);
    recordMeanwhile(store);
    const joined = joinOn(store, joins);
    store.heartbeat(OLD_ID, beat(31, 'to the old name'), 5 * S);
    store.endJoin(joins, joined);
    expect(titles(file)).toEqual(JOINED);
    expect(store.health()).toMatchObject({ pending: 0, problem: null });
    expect(store.listBuckets().map(({ id, hostname }) => [id, hostname])).toEqual([
      [NEW_AWAY, 'laptop'],
      [NEW_ID, 'laptop'],
    ]);
    // The next heartbeat goes on with the last one.
    store.heartbeat(NEW_ID, beat(42, 'to the new name'), 5 * S);
    store.forceCommit();
    expect(titles(file)).toEqual(JOINED);
  });

  it('that comes to nothing leaves everything as it was, and keeps what was recorded meanwhile', () => {
    const { store, file } = record();
    const joins = store.beginJoin(HOST);
    recordMeanwhile(store);
    store.endJoin(joins, null);
    expect(titles(file).slice(-4)).toEqual([
      `${OLD_ID} to the old name`,
      `${NEW_ID} to the new name`,
      `${OLD_AWAY} away, to the old name`,
      `${OLD_AWAY} away, to the new name`,
    ]);
    expect(store.listBuckets().map(({ id }) => id)).toEqual([OLD_AWAY, NEW_ID, OLD_ID].sort());
  });

  it('whose end a closing process does not hear of loses nothing, joined or not', () => {
    for (const isJoined of [true, false]) {
      const { store, file } = record();
      const joins = store.beginJoin(HOST);
      store.heartbeat(OLD_ID, beat(30, 'late'), 0);
      if (isJoined) joinOn(store, joins);
      store.endHold();
      store.forceCommit();
      expect(titles(file).at(-1)).toBe(`${isJoined ? NEW_ID : OLD_ID} late`);
    }
  });

  it('lets nobody take away or change what is being joined', () => {
    const { store } = record();
    const joins = store.beginJoin(HOST);
    expect(storeErrorOf(() => store.deleteBucket(OLD_ID)).kind).toBe('locked');
    expect(storeErrorOf(() => store.updateBucket(NEW_AWAY, { type: 'x' })).kind).toBe('locked');
    store.endJoin(joins, null);
    store.deleteBucket(OLD_ID);
  });

  it('is done by a thread, while heartbeats are answered', async () => {
    const { store, file } = record();
    const operations = new StoreOperations(store, null);
    onTestFinished(() => operations.importer.close());
    const done = operations.joinHosts(HOST);
    // Its turn comes without a turn of the event loop, in which the thread could have ended.
    for (let step = 0; step < 10; step++) await null;
    operations.heartbeat(OLD_ID, beat(30, 'meanwhile'), 0);
    expect(store.health().pending).toBe(1);
    expect(await done).toEqual([
      { id: OLD_AWAY, into: NEW_AWAY, renamed: true, events: 1, known: 0 },
      { id: OLD_ID, into: NEW_ID, renamed: false, events: 2, known: 1 },
    ]);
    await operations.forceCommit();
    expect(titles(file).at(-1)).toBe(`${NEW_ID} meanwhile`);
    expect(operations.getSetting('daytrail.joined-hosts')).toEqual([HOST]);
    await expect(operations.joinHosts(HOST)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('that is ended while it waits says so, and of what', async () => {
    const { store } = record();
    const { importer } = new StoreOperations(store, null);
    const cancelled = importer.joinHosts(HOST);
    importer.cancel();
    await expect(cancelled).rejects.toMatchObject({ kind: 'cancelled', message: expect.stringContaining('Joining') });
    const stopped = importer.joinHosts(HOST);
    void importer.close();
    await expect(stopped).rejects.toMatchObject({ kind: 'closed', message: expect.stringContaining('joined') });
    expect(store.listBuckets().map(({ id }) => id)).toContain(OLD_ID);
  });

  it('is ended by closing, of which nothing is joined then, or all of it', async () => {
    const { store } = record();
    const operations = new StoreOperations(store, null);
    const done = operations.joinHosts(HOST).then(
      () => true,
      () => false,
    );
    await operations.importer.close();
    const ids = store.listBuckets().map(({ id }) => id);
    expect(ids.includes(OLD_ID)).toBe(!(await done));
  });
});
