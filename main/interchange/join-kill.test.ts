/** Processes that are really killed while they join two hosts: all is joined, or nothing. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runUntilKilled } from '../store/test-killer.ts';
import { beat, eventsOnDisk, openTestStore, temporaryFolder, WINDOW } from '../store/testing.ts';
import { JOINED_SETTING } from './joined-hosts.ts';

const module = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href);
const PROGRAM = `
  const { Datastore } = await import(${module('../store/datastore.ts')});
  const { StoreOperations } = await import(${module('../store/store-operations.ts')});
  const log = { info() {}, warn() {}, error() {} };
  const store = Datastore.open({ file: process.env.RECORD, backupsDir: null, log, onChange() {}, onHealth() {} });
  await new StoreOperations(store, null).joinHosts({ from: 'old', to: 'laptop' });
  console.log('joined');
  setInterval(() => undefined, 1000);`;

const [OLD, NEW] = ['aw-watcher-window_old', 'aw-watcher-window_laptop'];
const [OLD_AWAY, NEW_AWAY] = ['aw-watcher-afk_old', 'aw-watcher-afk_laptop'];

function record(): string {
  const file = join(temporaryFolder(), 'daytrail.db');
  const { store } = openTestStore({ file });
  store.createBucket(OLD, { ...WINDOW, hostname: 'old' });
  store.createBucket(NEW, WINDOW);
  store.createBucket(OLD_AWAY, { type: 'afkstatus', client: 'aw-watcher-afk', hostname: 'old' });
  store.insertEvents(OLD, [beat(0, 'a'), beat(10, 'both', 5)]);
  store.insertEvents(NEW, [beat(10, 'both', 5), beat(20, 'b')]);
  store.insertEvents(OLD_AWAY, [beat(0, 'away')]);
  store.close();
  return file;
}

/** What the next start finds. */
function found(file: string) {
  const { store } = openTestStore({ file });
  expect(store.health().notices).toEqual([]);
  expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  const buckets = store.listBuckets().map(({ id }) => id);
  const remembered = store.getSetting(JOINED_SETTING);
  store.close();
  const events = eventsOnDisk(file).map(({ bucket, data }) => `${bucket} ${JSON.parse(data).title}`);
  return { buckets, remembered, events: events.sort() };
}

describe('A process that is killed while it joins two hosts', () => {
  it('has joined nothing before the commit', async () => {
    const file = record();
    await runUntilKilled(PROGRAM, 'after compareExchange', { RECORD: file });
    expect(found(file)).toEqual({
      buckets: [OLD_AWAY, NEW, OLD],
      remembered: null,
      events: [`${OLD_AWAY} away`, `${NEW} b`, `${NEW} both`, `${OLD} a`, `${OLD} both`],
    });
  });

  it('has joined all after it, nothing twice, and remembers that they are one', async () => {
    const file = record();
    await runUntilKilled(PROGRAM, 'before store', { RECORD: file });
    expect(found(file)).toEqual({
      buckets: [NEW_AWAY, NEW],
      remembered: [{ from: 'old', to: 'laptop' }],
      events: [`${NEW_AWAY} away`, `${NEW} a`, `${NEW} b`, `${NEW} both`],
    });
  });
});
