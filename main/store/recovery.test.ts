import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openWriter } from './connection.ts';
import { markSuspect } from './database-file.ts';
import { leavesOf, overwrite } from './test-damage.ts';
import { beat, eventsOnDisk, openTestStore, type PlainEvent, S, temporaryFolder, WINDOW } from './testing.ts';

const PAGE = 4096;
const COUNT = 6000;

interface Recorded {
  readonly folder: string;
  readonly file: string;
  readonly backupsDir: string;
  readonly events: readonly PlainEvent[];
}

/** A closed record of 6,000 events in two buckets, and its backup. */
function recorded(): Recorded {
  const folder = temporaryFolder();
  const file = join(folder, 'daytrail.db');
  const backupsDir = join(folder, 'backups');
  mkdirSync(backupsDir);
  const { store } = openTestStore({ file });
  store.createBucket('window', { ...WINDOW, name: 'Windows', data: { device_id: 'd' } });
  store.createBucket('away', { ...WINDOW, type: 'afkstatus' });
  store.setSetting('startOfDay', '04:00');
  const titled = (second: number) => beat(second, `title ${second % 1500} ${'.'.repeat(40)}`, 1);
  store.insertEvents(
    'window',
    Array.from({ length: COUNT - 100 }, (_, index) => titled(index)),
  );
  store.insertEvents(
    'away',
    Array.from({ length: 100 }, (_, index) => beat(index * 60, 'away', 60)),
  );
  store.forceCommit();
  store.connection.prepare('VACUUM INTO ?').run(join(backupsDir, 'daytrail-1.db'));
  store.close();
  return { folder, file, backupsDir, events: eventsOnDisk(file) };
}

const noise = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + 13) % 251));

function spoil(file: string, pages: readonly number[], bytes = noise(PAGE)): void {
  for (const page of pages) overwrite(file, (page - 1) * PAGE, bytes);
}

function reopened(file: string, backupsDir: string | null) {
  const { store } = openTestStore({ file, backupsDir });
  const notices = store.health().notices;
  const buckets = store.listBuckets();
  const next = store.heartbeat('window', beat(9_000_000), 0).id;
  store.close();
  return { notices, buckets, next, events: eventsOnDisk(file).filter(({ id }) => id !== next) };
}

/** Those of `events` that have the ids of `others`. */
function theSame(events: readonly PlainEvent[], others: readonly PlainEvent[]): readonly PlainEvent[] {
  const ids = new Set(others.map(({ id }) => id));
  return events.filter(({ id }) => ids.has(id));
}

const damagedFiles = (folder: string) => readdirSync(folder).filter((name) => name.includes('.damaged-'));

describe('a damaged database', () => {
  it('with spoilt pages in the middle of its events loses nothing, for an index holds them too', () => {
    const { file, events } = recorded();
    const leaves = leavesOf(file, 'events');
    spoil(file, leaves.slice(10, 20));
    spoil(file, leaves.slice(30, 31), Buffer.alloc(PAGE));
    markSuspect(file);
    const after = reopened(file, null);
    expect(after.events).toEqual(events);
    expect(after.next).toBe(COUNT + 1);
    expect(after.notices).toEqual([expect.stringContaining('6,000 events could be read from it')]);
  });

  it('with spoilt pages of data loses only the events that had it, and gets those back from the backup', () => {
    const { file, backupsDir, events } = recorded();
    spoil(file, leavesOf(file, 'data').slice(3, 6));
    markSuspect(file);
    const copy = join(dirname(file), 'second.db');
    copyFileSync(file, copy);
    markSuspect(copy);

    const alone = reopened(copy, null);
    expect(alone.events.length).toBeGreaterThan(COUNT / 2);
    expect(alone.events.length).toBeLessThan(COUNT);
    expect(alone.events).toEqual(theSame(events, alone.events));
    expect(alone.notices[0]).toContain('there was no backup');

    const filled = reopened(file, backupsDir);
    expect(filled.events).toEqual(events);
    const missing = COUNT - alone.events.length;
    expect(filled.notices[0]).toContain(`${missing.toLocaleString('en-GB')} events came from the backup daytrail-1.db`);
  });

  it('that is cut off in the middle is read up to there, and filled up from the backup', () => {
    const { file, backupsDir, events } = recorded();
    truncateSync(file, Math.floor(statSync(file).size / PAGE / 2) * PAGE + 1000);
    const copy = join(dirname(file), 'second.db');
    copyFileSync(file, copy);
    const alone = reopened(copy, null);
    expect(alone.events.length).toBeGreaterThan(0);
    expect(alone.events).toEqual(theSame(events, alone.events));
    expect(reopened(file, backupsDir).events).toEqual(events);
  });

  it.each([
    ['header', 100],
    ['first page', PAGE],
  ])('with a spoilt %s loses nothing', (_, length) => {
    const { file, events } = recorded();
    overwrite(file, 0, noise(length));
    const after = reopened(file, null);
    expect(after.events).toEqual(events);
    expect(after.buckets.map(({ id, name }) => [id, name])).toEqual([
      ['away', null],
      ['window', 'Windows'],
    ]);
    expect(after.notices[0]).toContain('Nothing is missing');
  });

  it('with spoilt list of buckets keeps the events, in the buckets that the backup knows, else in ones of their own', () => {
    const { file, backupsDir, events } = recorded();
    spoil(file, leavesOf(file, 'buckets'));
    const copy = join(dirname(file), 'second.db');
    copyFileSync(file, copy);
    const { store } = openTestStore({ file: copy });
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['recovered-1', 'recovered-2']);
    expect(eventsOnDisk(copy)).toHaveLength(COUNT);
    expect(reopened(file, backupsDir).events).toEqual(events);
  });

  it('that holds nothing readable becomes a new record, or the backup’s', () => {
    const { file, folder, backupsDir, events } = recorded();
    writeFileSync(file, noise(50_000));
    const copy = join(folder, 'second.db');
    copyFileSync(file, copy);
    const { store } = openTestStore({ file: copy });
    expect(store.listBuckets()).toEqual([]);
    expect(store.health().notices[0]).toContain('0 events could be read');
    store.createBucket('a', WINDOW);
    const after = reopened(file, backupsDir);
    expect(after.events).toEqual(events);
    expect(after.next).toBe(COUNT + 1);
  });

  it('is kept as it was, with what belongs to it, under a name that says when', () => {
    const { file, folder } = recorded();
    overwrite(file, 0, noise(PAGE));
    const damaged = readFileSync(file);
    openTestStore({ file });
    expect(damagedFiles(folder)).toEqual(['daytrail.damaged-20260301T090000Z.db']);
    expect(readFileSync(join(folder, 'daytrail.damaged-20260301T090000Z.db')).equals(damaged)).toBe(true);
  });

  it('leaves nothing else behind, and the next start is an ordinary one', () => {
    const { file, folder, backupsDir } = recorded();
    spoil(file, leavesOf(file, 'events').slice(10, 20));
    markSuspect(file);
    reopened(file, backupsDir);
    const { store } = openTestStore({ file });
    expect(store.health().notices).toEqual([]);
    store.close();
    expect(
      readdirSync(folder)
        .filter((name) => !name.includes('.damaged-'))
        .sort(),
    ).toEqual(['backups', 'daytrail.db', 'daytrail.db.lock']);
  });

  it('does not bring back from the backup what was deleted since', () => {
    const { file, backupsDir, events } = recorded();
    const { store } = openTestStore({ file });
    const [gone] = events;
    store.deleteEvent('window', gone?.id ?? 0);
    store.deleteBucket('away');
    store.close();
    spoil(file, leavesOf(file, 'data').slice(3, 6));
    markSuspect(file);
    const after = reopened(file, backupsDir);
    expect(after.buckets.map(({ id }) => id)).toEqual(['window']);
    expect(after.events).toEqual(events.slice(1).filter(({ bucket }) => bucket === 'window'));
  });

  it('keeps what was recorded since the backup, and its settings', () => {
    const { file, backupsDir, events } = recorded();
    const { store } = openTestStore({ file });
    store.setSetting('startOfDay', '06:00');
    const recent = store.heartbeat('window', beat(100_000, 'title 7 since', 5), 0);
    store.close();
    spoil(file, leavesOf(file, 'data').slice(3, 6));
    markSuspect(file);
    const { store: again } = openTestStore({ file, backupsDir });
    expect(again.getSetting('startOfDay')).toBe('06:00');
    expect(again.getEvent('window', recent.id)).toEqual(recent);
    expect(eventsOnDisk(file)).toHaveLength(events.length + 1);
  });

  it('is filled up from the newest backup that can be opened', () => {
    const { file, backupsDir, events } = recorded();
    const older = join(backupsDir, 'daytrail-1.db');
    const newer = join(backupsDir, 'daytrail-2.db');
    copyFileSync(older, newer);
    spoil(newer, leavesOf(newer, 'events').slice(0, 3));
    writeFileSync(join(backupsDir, 'daytrail-3.db'), noise(9000));
    utimesSync(older, 1, 1);
    overwrite(file, 0, noise(50_000));
    const after = reopened(file, backupsDir);
    expect(after.events).toEqual(events);
    expect(after.notices[0]).toContain('daytrail-1.db');
  });

  it('is not filled up from the record that made way for a backup, whose events may have been what was to go', () => {
    const { file, backupsDir, events } = recorded();
    utimesSync(join(backupsDir, 'daytrail-1.db'), 1, 1);
    const { store: replaced } = openTestStore({ file: join(backupsDir, 'daytrail-2026-03-01T09-00-00Z-replaced.db') });
    replaced.createBucket('window', WINDOW);
    replaced.heartbeat('window', beat(1), 0);
    replaced.close();
    overwrite(file, 0, noise(50_000));
    expect(reopened(file, backupsDir).events).toEqual(events);
  });
});

describe('a damage', () => {
  it('is found at the start after an end without close, from the -wal file that was left', () => {
    const { file, folder, events } = recorded();
    const { store } = openTestStore({ file });
    store.heartbeat('window', beat(50_000, 'in the -wal file'), 0);
    store.forceCommit();
    const copy = join(folder, 'second.db');
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    const leaves = leavesOf(copy, 'events');
    spoil(copy, leaves.slice(10, 12));
    const after = reopened(copy, null);
    expect(after.notices).toHaveLength(1);
    expect(after.events).toHaveLength(events.length + 1);
    expect(damagedFiles(folder)).toContain('second.damaged-20260301T090000Z.db');
  });

  it('that a write meets is noted, so that the next start finds it; what was acknowledged before is not lost', () => {
    const { file, events } = recorded();
    spoil(file, leavesOf(file, 'events').slice(-1));
    const { store } = openTestStore({ file });
    expect(store.health().notices).toEqual([]);
    const kept = store.heartbeat('window', beat(50_000, 'acknowledged'), 0);
    expect(store.health()).toMatchObject({ state: 'unsaved', pending: 1 });
    expect(store.health().problem?.message).toContain('damaged');
    expect(store.heartbeat('window', beat(50_001, 'acknowledged'), 5 * S).id).toBe(kept.id);
    store.close(true);
    const after = reopened(file, null);
    expect(after.events).toEqual(events);
    expect(after.notices).toHaveLength(1);
  });

  it('is not looked for after an orderly end, which so costs the next start nothing', () => {
    const { file } = recorded();
    const asked: string[] = [];
    const open = (name: string | null) => {
      const writer = openWriter(name);
      const pragma = writer.connection.pragma.bind(writer.connection);
      writer.connection.pragma = (source, options) => {
        asked.push(source);
        return pragma(source, options);
      };
      return writer;
    };
    openTestStore({ file, openConnection: open }).store.close();
    expect(asked.filter((source) => source.includes('check('))).toEqual([]);
    markSuspect(file);
    openTestStore({ file, openConnection: open }).store.close();
    expect(asked.filter((source) => source.includes('check('))).toEqual(['quick_check(1)']);
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });
});

describe('a recovery that was interrupted', () => {
  it('after the new database was complete is finished by the next start', () => {
    const { file, folder, events } = recorded();
    renameSync(file, `${file}.recovered`);
    writeFileSync(file, noise(9000));
    expect(reopened(file, null).events).toEqual(events);
    expect(damagedFiles(folder)).toHaveLength(1);
  });

  it('between the two renames is finished by the next start', () => {
    const { file, events } = recorded();
    renameSync(file, `${file}.recovered`);
    expect(reopened(file, null).events).toEqual(events);
  });

  it('before that is done again from the damaged file', () => {
    const { file, folder, events } = recorded();
    overwrite(file, 0, noise(PAGE));
    writeFileSync(`${file}.recovering`, noise(5000));
    mkdirSync(`${file}.salvage`);
    expect(reopened(file, null).events).toEqual(events);
    expect(readdirSync(folder).filter((name) => /recover|salvage/.test(name))).toEqual([]);
  });
});

describe('a repaired database', () => {
  it('passes SQLite’s own integrity check and holds no data without an event', () => {
    const { file, backupsDir } = recorded();
    spoil(
      file,
      leavesOf(file, 'data', 'events_by_start').filter((_, index) => index % 5 === 2),
    );
    markSuspect(file);
    reopened(file, backupsDir);
    const connection = new Database(file, { readonly: true });
    expect(connection.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    expect(
      connection.prepare('SELECT count(*) FROM data WHERE row NOT IN (SELECT data FROM events)').pluck().get(),
    ).toBe(0);
    connection.close();
  });
});
