import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Buckets, toBucket } from './buckets.ts';
import { StoredEvents } from './stored-events.ts';
import { fill, smallFileSystem } from './test-disk.ts';
import {
  allEvents,
  beat,
  eventsOnDisk,
  openTestStore,
  reading,
  S,
  storeErrorOf,
  temporaryFolder,
  WINDOW,
} from './testing.ts';

/** The metadata of all buckets as a second, reading store makes it from the file. */
function bucketsOnDisk(file: string) {
  return reading(file, (connection) => {
    const events = new StoredEvents(connection, () => null);
    return new Buckets(connection).list().map((bucket) => toBucket(bucket, events.extent(bucket.stored.row)));
  });
}

describe('what was force-committed', () => {
  it('is seen whole by a second store on the same file, 50 times in a row', () => {
    const { store, file } = openTestStore();
    for (let round = 0; round < 50; round += 1) {
      const bucket = `bucket-${round % 7}`;
      store.createBucket(bucket, { ...WINDOW, data: { round } });
      store.heartbeat(bucket, beat(round * 10, `title ${round % 5}`), 5 * S);
      store.heartbeat(bucket, beat(round * 10 + 4, `title ${round % 5}`), 5 * S);
      store.insertEvents(bucket, [beat(round * 10 + 5, 'inserted', 3)]);
      store.updateBucket(bucket, { name: `round ${round}` });
      store.setSetting('round', round);
      if (round % 3 === 2) store.heartbeat(bucket, beat(round * 10 + 9, 'last'), 0);
      store.forceCommit();
      const onDisk = eventsOnDisk(file);
      expect(onDisk).toHaveLength(2 * (round + 1) + Math.floor((round + 1) / 3));
      expect(onDisk).toEqual(allEvents(store.connection));
      expect(bucketsOnDisk(file)).toEqual(store.listBuckets());
      expect(reading(file, (connection) => connection.prepare('SELECT value FROM settings').pluck().get())).toBe(
        String(round),
      );
    }
  });

  it('is there after close and reopening, and close leaves nothing beside the file but the lock', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'daytrail.db');
    let expected: unknown;
    for (let round = 0; round < 5; round += 1) {
      const { store } = openTestStore({ file });
      if (round > 0) expect([store.listBuckets(), allEvents(store.connection)]).toEqual(expected);
      store.createBucket(`bucket-${round}`, WINDOW);
      store.heartbeat(`bucket-${round}`, beat(round), 0);
      expected = [store.listBuckets(), allEvents(store.connection)];
      store.close();
      expect(readdirSync(folder).sort()).toEqual(['daytrail.db', 'daytrail.db.lock']);
    }
  });
});

describe('a file that another program takes away', () => {
  it.for<[string, (file: string) => void]>([
    ['deleted', (file) => rmSync(file)],
    ['replaced', (file) => renameSync(copyOf(file), file)],
  ])('is not said to hold what is recorded after it was %s', ([, takeAway], { skip }) => {
    if (process.platform === 'win32') return skip('Windows lets nobody take away a file that is open');
    const { store, file, time } = openTestStore();
    store.createBucket('a', WINDOW);
    const before = store.heartbeat('a', beat(0, 'before'), 0);
    store.forceCommit();
    takeAway(file);
    const after = store.heartbeat('a', beat(10, 'after'), 0);
    time.advance(15_000);
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 1 });
    expect(storeErrorOf(() => store.forceCommit())).toMatchObject({
      kind: 'commit-failed',
      message: expect.stringContaining('moved, deleted or replaced'),
    });
    expect(storeErrorOf(() => store.close()).kind).toBe('commit-failed');
    for (const event of [before, after]) expect(store.getEvent('a', event.id)).toEqual(event);
  });
});

function copyOf(file: string): string {
  copyFileSync(file, `${file}.copy`);
  return `${file}.copy`;
}

/**
 * Another process that records one event after the other, force-commits after each third, and then says on stdout how far
 * that has come.
 */
function recorder(file: string): ChildProcess {
  const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
  const script = `
    import { writeSync } from 'node:fs';
    const { Datastore } = await import(${module('datastore.ts')});
    const log = { info() {}, warn() {}, error() {} };
    const store = Datastore.open({ file: ${JSON.stringify(file)}, backupsDir: null, log, onChange() {}, onHealth() {} });
    store.createBucket('a', { type: 't', client: 'c', hostname: 'h' });
    for (let n = 1; ; n += 1) {
      store.heartbeat('a', { start: n * 1e6, end: n * 1e6, data: { n } }, 0);
      if (n % 3 !== 0) continue;
      store.forceCommit();
      writeSync(1, 'saved ' + n + '\\n');
    }`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('a process that is killed in the middle of recording', () => {
  it.each([5, 60, 300])('has lost nothing that was force-committed (killed after %i)', async (least) => {
    const file = join(temporaryFolder(), 'daytrail.db');
    const child = recorder(file);
    let saved = 0;
    if (child.stdout === null) throw new Error('The recorder has no stdout.');
    for await (const line of createInterface({ input: child.stdout })) {
      saved = Number(line.split(' ')[1]);
      if (saved >= least) child.kill('SIGKILL');
    }
    expect(saved).toBeGreaterThanOrEqual(least);
    expect(existsSync(`${file}-wal`)).toBe(true);
    const { store } = openTestStore({ file });
    expect(store.health().notices).toEqual([]);
    expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
    const recorded = allEvents(store.connection).map(({ data }) => JSON.parse(data).n as number);
    expect(recorded.slice(0, saved)).toEqual(Array.from({ length: saved }, (_, index) => index + 1));
    store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});

describe('a disk that is really full', () => {
  it.for(['WAL', 'DELETE'])(
    'fails the commit and loses nothing: all is saved once there is room (%s mode)',
    (mode, { skip }) => {
      const small = smallFileSystem(2048);
      if ('reason' in small) return skip(small.reason);
      const file = join(small.folder, 'daytrail.db');
      if (mode === 'DELETE') mkdirSync(`${file}-shm`);
      const { store, time } = openTestStore({ file });
      expect(store.connection.pragma('journal_mode', { simple: true })).toBe(mode.toLowerCase());
      store.createBucket('a', WINDOW);
      store.heartbeat('a', beat(0, 'before'), 5 * S);
      store.forceCommit();
      const filler = fill(small.folder);

      const acknowledged = [];
      for (let second = 1; second <= 500; second += 1) {
        acknowledged.push(store.heartbeat('a', beat(second, `${'long title '.repeat(20)}${second}`), 0));
      }
      expect(storeErrorOf(() => store.forceCommit()).kind).toBe('commit-failed');
      expect(store.health()).toMatchObject({ state: 'unsaved', problem: { kind: 'commit-failed' } });
      expect(storeErrorOf(() => store.close()).kind).toBe('commit-failed');
      for (const event of acknowledged.slice(-3)) expect(store.getEvent('a', event.id)).toEqual(event);

      rmSync(filler);
      time.advance(60_000);
      expect(store.health()).toMatchObject({ state: 'ready', pending: 0, problem: null });
      store.close();
      expect(readdirSync(small.folder).filter((name) => /wal|journal/.test(name))).toEqual([]);
      const onDisk = eventsOnDisk(file);
      expect(onDisk.slice(1).map(({ id, start, end, data }) => ({ id, start, end, data: JSON.parse(data) }))).toEqual(
        acknowledged,
      );
      const connection = new Database(file, { readonly: true });
      expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
      connection.close();
    },
  );

  it('is a clear reason not to start, and does no harm to the record', ({ skip }) => {
    const small = smallFileSystem(2048);
    if ('reason' in small) return skip(small.reason);
    const file = join(small.folder, 'daytrail.db');
    const { store } = openTestStore({ file });
    store.createBucket('a', WINDOW);
    const before = store.heartbeat('a', beat(0), 5 * S);
    store.close();
    const filler = fill(small.folder);
    expect(() => openTestStore({ file })).toThrow('The disk is full');
    expect(storeErrorOf(() => openTestStore({ file })).kind).toBe('unwritable');
    rmSync(filler);
    const { store: again } = openTestStore({ file });
    expect(again.connection.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(again.heartbeat('a', beat(1), 5 * S)).toEqual({ ...before, end: beat(1).end });
    again.close();
  });

  it('that SQLite meets in the middle of a write is survived as well', () => {
    const { store, file, time } = openTestStore();
    store.createBucket('a', WINDOW);
    const first = store.heartbeat('a', beat(0), 5 * S);
    const pages = store.connection.pragma('page_count', { simple: true }) as number;
    store.connection.pragma(`max_page_count = ${pages + 2}`);
    const many = Array.from({ length: 300 }, (_, second) => beat(second + 10, `${'long title '.repeat(20)}${second}`));
    const written = store.insertEvents('a', many);
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 301 });
    expect(store.heartbeat('a', beat(312), 0).id).toBe(first.id + 301);
    store.connection.pragma('max_page_count = 1000000');
    time.advance(1000);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    expect(eventsOnDisk(file).map(({ id }) => id)).toEqual([first.id, ...written.map(({ id }) => id), first.id + 301]);
  });
});
