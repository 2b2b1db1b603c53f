import { chmodSync, existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { beat, eventsOnDisk, openTestStore, reading, WINDOW } from './testing.ts';

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
