import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openReadOnly } from './connection.ts';
import { beat, FaultyWriter, openTestStore, WINDOW } from './testing.ts';

/** Whether these words lie anywhere in the bytes of the database or its -wal file. */
function lies(file: string, words: string): boolean {
  return [file, `${file}-wal`].some((name) => existsSync(name) && readFileSync(name).includes(words));
}

const SECRET = 'Letter of resignation';

function withSecret() {
  const opened = openTestStore();
  const { store, file } = opened;
  store.createBucket('a', WINDOW);
  const { id } = store.heartbeat('a', beat(0, SECRET), 0);
  store.heartbeat('a', beat(1, 'harmless'), 0);
  store.forceCommit();
  expect(lies(file, SECRET)).toBe(true);
  return { ...opened, id };
}

describe('deleted means deleted: no byte of it is left in the file or beside it', () => {
  it.each<[string, (opened: ReturnType<typeof withSecret>) => unknown]>([
    ['a deleted event', ({ store, id }) => store.deleteEvent('a', id)],
    ['an event that was replaced', ({ store, id }) => store.insertEvents('a', [{ id, ...beat(0, 'harmless') }])],
    ['a deleted bucket', ({ store }) => store.deleteBucket('a')],
  ])('of %s', (_, erase) => {
    const opened = withSecret();
    erase(opened);
    expect(lies(opened.file, SECRET)).toBe(false);
    expect(statSync(`${opened.file}-wal`).size).toBe(0);
    opened.store.close();
    expect(lies(opened.file, SECRET)).toBe(false);
  });

  it('of a deleted setting', () => {
    const { store, file } = openTestStore();
    store.setSetting('note', SECRET);
    expect(lies(file, SECRET)).toBe(true);
    store.deleteSetting('note');
    expect(lies(file, SECRET)).toBe(false);
  });

  it('as soon as a reader lets go, where one was in the middle of a long read', () => {
    const { store, file, id, time } = withSecret();
    const reader = openReadOnly(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM events').get();
    store.deleteEvent('a', id);
    expect(store.health()).toMatchObject({ state: 'ready', pending: 0 });
    time.advance(3000);
    expect(lies(file, SECRET)).toBe(true);
    reader.close();
    time.advance(1000);
    expect(lies(file, SECRET)).toBe(false);
    expect(time.waiting).toBe(0);
  });

  it('of hundreds of events deleted in any order, a hundred at a time', () => {
    const writer = new FaultyWriter();
    const { store, file } = openTestStore({ openConnection: writer.open });
    store.createBucket('a', WINDOW);
    const titles = Array.from(
      { length: 900 },
      (_, index) => `secret-${String(index * 7919).padStart(8, '0')}-${'s'.repeat(index % 300)}`,
    );
    const events = store.insertEvents(
      'a',
      titles.map((title, index) => beat(index, title)),
    );
    store.forceCommit();
    const shuffled = events.map((event, index) => ({ event, key: (index * 7919) % 907 })).sort((a, b) => a.key - b.key);
    const gone = shuffled.slice(0, 600).map(({ event }) => event);
    for (const [index, { id }] of gone.entries()) {
      writer.failCommit = index % 100 === 99 ? null : 'SQLITE_BUSY';
      store.deleteEvent('a', id);
      if (index % 100 === 99) store.forceCommit();
    }
    const bytes = readFileSync(file);
    expect(gone.filter(({ data }) => bytes.includes(`${data.title}`.slice(0, 16)))).toEqual([]);
    expect(shuffled.slice(600).every(({ event }) => bytes.includes(`"${event.data.title}"`))).toBe(true);
  });
});
