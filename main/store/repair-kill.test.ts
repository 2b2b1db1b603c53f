/**
 * Processes that are really killed while they set a damaged record aside and put what can be read of it in its place: the next
 * start finishes the job.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { needsCheck } from './database-file.ts';
import { leavesOf, overwrite } from './test-damage.ts';
import { smallFileSystem } from './test-disk.ts';
import { runUntilKilled } from './test-killer.ts';
import {
  beat,
  eventsOnDisk,
  openTestStore,
  type PlainEvent,
  storeErrorOf,
  temporaryFolder,
  WINDOW,
} from './testing.ts';

const PAGE = 4096;
const OPEN = `
  const { Datastore } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'datastore.ts')).href)});
  const log = { info() {}, warn() {}, error() {} };
  Datastore.open({ file: process.env.RECORD, backupsDir: null, log, onChange() {}, onHealth() {} });
  console.log('open');
  setInterval(() => undefined, 1000);`;

interface Damaged {
  readonly folder: string;
  readonly file: string;
  readonly events: readonly PlainEvent[];
}

/** As a process leaves it that was killed after it had committed, with a page spoilt since. */
function damaged(): Damaged {
  const folder = temporaryFolder();
  const file = join(folder, 'daytrail.db');
  const { store, file: written } = openTestStore();
  store.createBucket('a', WINDOW);
  const insert = (from: number, count: number) =>
    store.insertEvents(
      'a',
      Array.from({ length: count }, (_, index) => beat(from + index, `title ${(from + index) % 100}`, 1)),
    );
  insert(0, 1000);
  store.connection.pragma('wal_checkpoint(TRUNCATE)');
  insert(2000, 100);
  store.forceCommit();
  for (const suffix of ['', '-wal']) copyFileSync(`${written}${suffix}`, `${file}${suffix}`);
  const [, spoilt = 0] = leavesOf(written, 'events');
  overwrite(file, (spoilt - 1) * PAGE, Buffer.alloc(PAGE, 7));
  return { folder, file, events: eventsOnDisk(written) };
}

const kept = (folder: string) => readdirSync(folder).filter((name) => name.includes('.damaged-'));

function expectFinished({ folder, file, events }: Damaged): void {
  const { store } = openTestStore({ file });
  expect(store.health().notices).toEqual([expect.stringContaining('1,100 events could be read from it')]);
  expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  store.close();
  const [aside = '', ...more] = kept(folder);
  expect(more).toEqual([]);
  expect(store.health().notices.join()).toContain(join(folder, aside));
  expect(readFileSync(join(folder, aside)).includes(Buffer.alloc(PAGE, 7))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual([aside, 'daytrail.db', 'daytrail.db.lock'].sort());
  expect(needsCheck(file)).toBe(false);
  expect(eventsOnDisk(file)).toEqual(events);
}

describe('A disk that is too full to repair the record', () => {
  it.for([8, 160, 240])('is a clear reason not to start, and costs nothing (%i KiB left)', (left, { skip }) => {
    const small = smallFileSystem(2048);
    if ('reason' in small) return skip(small.reason);
    const { file: from, events } = damaged();
    const { folder } = small;
    const file = join(folder, 'daytrail.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${from}${suffix}`, `${file}${suffix}`);
    const { bavail, bsize } = statfsSync(folder);
    const filler = join(folder, 'filler');
    writeFileSync(filler, Buffer.alloc(bavail * bsize - left * 1024));
    expect(storeErrorOf(() => openTestStore({ file })).message).toContain('The disk is full');
    rmSync(filler);
    expectFinished({ folder, file, events });
  });
});

describe('A process that is killed while it repairs the record', () => {
  it.each([
    ['before it reads what it can', 'after mkdirSync \\.salvage'],
    ['when all was read', 'before rmSync \\.salvage'],
    ['before the new record is said to be complete', 'before renameSync \\.recovered'],
    ['when the new record is complete', 'after renameSync \\.recovered'],
    ['before the damaged one is set aside', 'before renameSync \\.damaged-'],
    ['when the damaged one has been set aside', 'after renameSync \\.damaged-'],
    ['once the new one has taken its place', 'after renameSync daytrail\\.db$'],
  ])('%s, has lost nothing that could be read: the next start finishes it, and tells', async (_, kill) => {
    const record = damaged();
    await runUntilKilled(OPEN, kill, { RECORD: record.file });
    expect(kept(record.folder).length + Number(existsSync(record.file))).toBeGreaterThan(0);
    expectFinished(record);
  });

  it('has the next one check it, also where closing it took the signs of its end away', async () => {
    const record = damaged();
    await runUntilKilled(OPEN, 'before mkdirSync \\.salvage', { RECORD: record.file });
    const connection = new Database(record.file);
    connection.close();
    expectFinished(record);
  });
});
