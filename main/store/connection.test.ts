import { chmodSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReadOnly, openWriter } from './connection.ts';
import { beat, eventsOnDisk, openTestStore, RecordingLog, storeErrorOf, temporaryFolder, WINDOW } from './testing.ts';

const pragma = (connection: Database.Database, name: string) => connection.pragma(name, { simple: true });

/** Root may write anywhere: `run` is run without that right, as far as files go. */
function unprivileged<T>(run: () => T): T {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

describe('the writing connection', () => {
  it('is in WAL mode with synchronous=FULL, read back from a real file after its first write', () => {
    const file = join(temporaryFolder(), 'a.db');
    const { connection, journalMode } = openWriter(file);
    connection.exec('CREATE TABLE t (x)');
    expect(journalMode).toBe('wal');
    expect(pragma(connection, 'journal_mode')).toBe('wal');
    expect(pragma(connection, 'synchronous')).toBe(2);
    connection.close();
  });

  it('keeps references whole, zeroes what is deleted, spills nothing before COMMIT', () => {
    const { connection } = openWriter(join(temporaryFolder(), 'a.db'));
    expect(pragma(connection, 'foreign_keys')).toBe(1);
    expect(pragma(connection, 'secure_delete')).toBe(1);
    expect(pragma(connection, 'cache_spill')).toBe(0);
    expect(pragma(connection, 'temp_store')).toBe(2);
    expect(pragma(connection, 'fullfsync')).toBe(1);
    expect(pragma(connection, 'checkpoint_fullfsync')).toBe(1);
    connection.close();
  });

  it('in memory stays in the mode of memory, without a warning', () => {
    const log = new RecordingLog();
    const { store } = openTestStore({ file: null, log });
    expect(pragma(store.connection, 'journal_mode')).toBe('memory');
    expect(store.health().notices).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  it('sends nobody away for long: a lock of another program is waited for at most a second', () => {
    const { connection } = openWriter(join(temporaryFolder(), 'a.db'));
    expect(pragma(connection, 'busy_timeout')).toBeLessThanOrEqual(1000);
    connection.close();
  });
});

describe('a file that cannot be put into WAL mode', () => {
  // As on a network share, SQLite cannot get the shared memory that WAL needs: a folder lies where its file would be.
  const withoutSharedMemory = (file: string) => mkdirSync(`${file}-shm`);

  it('is worked on in the mode it has, with a warning, and loses nothing', () => {
    const file = join(temporaryFolder(), 'a.db');
    withoutSharedMemory(file);
    const log = new RecordingLog();
    const { store } = openTestStore({ file, log });
    expect(pragma(store.connection, 'journal_mode')).toBe('delete');
    expect(pragma(store.connection, 'synchronous')).toBe(2);
    expect(store.health().notices).toEqual([expect.stringContaining('DELETE mode')]);
    expect(log.lines).toEqual([expect.stringMatching(/^warn .*could not be put into WAL mode/)]);
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    store.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(1);
    store.heartbeat('a', beat(1), 0);
    store.close();
    expect(openTestStore({ file }).store.health().notices).toHaveLength(1);
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it('although it is in that mode from elsewhere is taken out of it and worked on', () => {
    const file = join(temporaryFolder(), 'a.db');
    const { store } = openTestStore({ file });
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    store.close();
    withoutSharedMemory(file);
    const { store: again } = openTestStore({ file });
    again.heartbeat('a', beat(1), 0);
    again.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(2);
    expect(pragma(again.connection, 'journal_mode')).toBe('delete');
    again.close();
    rmdirSync(`${file}-shm`);
    const { store: home } = openTestStore({ file });
    expect(pragma(home.connection, 'journal_mode')).toBe('wal');
    expect(home.health().notices).toEqual([]);
  });
});

describe('a place that cannot be written', () => {
  it('is refused as `unwritable`, naming the file and what to do: a read-only folder', ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no read-only folders');
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const { kind, message } = unprivileged(() => storeErrorOf(() => openTestStore({ file: join(folder, 'a.db') })));
    expect(kind).toBe('unwritable');
    expect(message).toContain(join(folder, 'a.db'));
    expect(message).toContain('--data-dir');
  });

  it('is refused without touching it: a database in a folder that became read-only', ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no read-only folders');
    const folder = temporaryFolder();
    const file = join(folder, 'a.db');
    openTestStore({ file }).store.close();
    const before = readFileSync(file);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    expect(unprivileged(() => storeErrorOf(() => openTestStore({ file }))).kind).toBe('unwritable');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused: a path through a file, and a folder where the file should be', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(storeErrorOf(() => openTestStore({ file: join(folder, 'file', 'a.db') })).kind).toBe('unwritable');
    mkdirSync(join(folder, 'a.db'));
    expect(storeErrorOf(() => openTestStore({ file: join(folder, 'a.db') })).kind).toBe('unwritable');
  });

  it('is made where it is only missing', () => {
    const file = join(temporaryFolder(), 'deep', 'below', 'a.db');
    openTestStore({ file });
    if (process.platform !== 'win32') expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(statSync(file).isFile()).toBe(true);
  });
});

describe('a reading connection', () => {
  it('cannot write, and sees what is committed, not what is pending', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    const reader = openReadOnly(file);
    const count = reader.prepare('SELECT count(*) FROM events').pluck();
    expect(count.get()).toBe(0);
    store.forceCommit();
    expect(count.get()).toBe(1);
    expect(() => reader.exec('DELETE FROM events')).toThrow();
    reader.close();
  });

  it('does not hold up the writer while it reads', () => {
    const { store, file } = openTestStore();
    store.createBucket('a', WINDOW);
    const reader = openReadOnly(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM buckets').get();
    const { id } = store.heartbeat('a', beat(0), 0);
    store.deleteEvent('a', id);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    reader.close();
  });

  it('of a file that is not there is an error, not an empty database', () => {
    expect(() => openReadOnly(join(temporaryFolder(), 'none.db'))).toThrow(Database.SqliteError);
  });
});
