import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BackupsState } from '../../preload/contract/backups.ts';
import { doBackupTask } from '../store/backups/backup-task.ts';
import { explained } from '../store/backups/backup-trouble.ts';
import type { runBackupThread } from '../store/backups/backup-worker.ts';
import { PRIVACY_SETTING } from '../store/privacy.ts';
import { createStoreHandle } from '../store/store-handle.ts';
import { smallFileSystem } from '../store/test-disk.ts';
import {
  beat,
  eventsOnDisk,
  openTestStore,
  RecordingLog,
  recordIn,
  temporaryFolder,
  WINDOW,
} from '../store/testing.ts';
import { createBackupDoor } from './backup-door.ts';

const MINUTE = 60_000_000;
const NINE = Date.parse('2026-03-01T09:00:00Z') * 1000;

/** What a backup thread does, in this one: each thread costs a second where much else is going on. */
const runHere: typeof runBackupThread = (place, task) => {
  const hooks = { pause: () => undefined, released: () => undefined };
  const answer = doBackupTask(place, task, hooks).catch((error) => Promise.reject(explained(error)));
  // It answers the task that it was given.
  return {
    answer: answer as ReturnType<typeof runBackupThread<typeof task>>['answer'],
    released: Promise.resolve(),
    stop: () => undefined,
  };
};

/** The door on a store in its thread; a minute passes with each question for the time. */
async function opened({ inThread = false } = {}) {
  const folder = temporaryFolder();
  const record = join(folder, 'daytrail.db');
  const backups = join(folder, 'backups');
  const store = createStoreHandle({
    ...recordIn(folder),
    file: record,
    backupsDir: backups,
    log: new RecordingLog(),
  });
  onTestFinished(() => store.close({ discard: true }).catch(() => undefined));
  const log = new RecordingLog();
  let time = NINE;
  const door = createBackupDoor({
    record,
    folder: backups,
    store,
    ready: store.start(),
    log,
    now: () => {
      time += MINUTE;
      return time;
    },
    ...(inThread ? {} : { runThread: runHere }),
  });
  onTestFinished(() => door.stop());
  const states: BackupsState[] = [];
  door.onChange(() => states.push(door.state()));
  await store.createBucket('a', WINDOW);
  return { store, door, record, folder, backups, log, states };
}

type Opened = Awaited<ReturnType<typeof opened>>;

const titles = async ({ store }: Opened): Promise<unknown[]> => {
  const { events } = await store.pageEvents({ start: 0, end: 2 * NINE, order: 'oldest', offset: 0, limit: 100 });
  return events.map(({ data }) => data.title);
};

const titlesIn = (file: string) => eventsOnDisk(file).map(({ data }) => JSON.parse(data).title as string);

/** What a restoration does besides: a backup of what was restored. */
const settled = ({ door }: Opened) => door.list();

describe('Backups', () => {
  it('hold what was acknowledged until then, and are told with what is in them', async () => {
    const all = await opened({ inThread: true });
    const { store, door, backups } = all;
    await store.heartbeat('a', beat(0, 'first'), 0);
    await store.heartbeat('a', beat(60, 'second', 30), 0);
    const made = await door.make();
    expect(made).toEqual({
      name: 'daytrail-2026-03-01T09-01-00Z.db',
      made: NINE + MINUTE,
      kind: 'backup',
      bytes: statSync(join(backups, made.name)).size,
      events: 2,
      first: beat(0).start,
      last: beat(60, '', 30).end,
      problem: null,
    });
    expect(await door.list()).toEqual([made]);
    expect(eventsOnDisk(join(backups, made.name))).toHaveLength(2);
    expect(door.newest()).toBe(made.made);
    expect(all.states.map(({ doing }) => doing)).toEqual(['making', 'nothing']);
  });

  it('that cannot be opened are listed with the reason', async () => {
    const { door, backups } = await opened();
    const { name } = await door.make();
    writeFileSync(
      join(backups, 'daytrail-2026-01-01T00-00-00Z.db'),
      'not a database, but long enough to be read as one',
    );
    new Database(join(backups, 'daytrail-2026-01-02T00-00-00Z.db')).exec('CREATE TABLE t (a)').close();
    copyFileSync(join(backups, name), join(backups, 'daytrail-2026-01-03T00-00-00Z.db'));
    const newer = new Database(join(backups, 'daytrail-2026-01-03T00-00-00Z.db'));
    newer.pragma('user_version = 99');
    newer.close();
    expect((await door.list()).map(({ events, problem }) => [events, problem])).toEqual([
      [0, null],
      [null, expect.stringContaining('newer Daytrail')],
      [null, 'It is not a record of Daytrail.'],
      [null, 'It is damaged.'],
    ]);
  });

  it('that fail are told until one succeeds', async () => {
    const { door, backups, log } = await opened();
    rmSync(backups, { recursive: true, force: true });
    writeFileSync(backups, 'in the way');
    expect(door.newest()).toBeNull();
    await expect(door.make()).rejects.toMatchObject({ kind: 'unwritable' });
    await expect(door.make()).rejects.toMatchObject({ kind: 'unwritable' });
    expect(door.failed?.times).toBe(2);
    expect(door.notices).toEqual([
      'The last backup failed: The folder of backups is not a folder. It is tried again by itself.',
    ]);
    const { problem } = door.state();
    expect(problem).toMatchObject({ message: 'The folder of backups is not a folder.' });
    expect((problem?.again ?? 0) - (problem?.at ?? 0)).toBe(15 * MINUTE);
    expect(log.lines).toContainEqual('error No backup could be made: The folder of backups is not a folder.');
    rmSync(backups);
    await door.make();
    expect([door.notices, door.failed, door.state().problem]).toEqual([[], null, null]);
  });

  it('are not begun any more once Daytrail ends, and one under way lets go of the record', async () => {
    const { store, door, backups, record } = await opened({ inThread: true });
    const many = Array.from({ length: 30_000 }, (_, second) => beat(second, `window ${second}`));
    await store.insertEvents('a', many);
    const making = door.make();
    making.catch(() => undefined);
    await store.forceCommit();
    await door.stop();
    await store.close();
    expect(existsSync(`${record}-wal`)).toBe(false);
    await making.catch(() => undefined);
    await expect(door.make()).rejects.toMatchObject({ kind: 'closed' });
    expect(door.notices).toEqual([]);
    expect(existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.unfinished')) : []).toEqual([]);
  });

  it('there are none of a record in memory', async () => {
    const { store } = await opened();
    const log = new RecordingLog();
    const door = createBackupDoor({ record: null, folder: null, store, ready: Promise.resolve(), log });
    expect(await door.list()).toEqual([]);
    await expect(door.make()).rejects.toMatchObject({ kind: 'unsupported' });
  });

  it('are shown where they lie, by a shell that can', async () => {
    const { store, door, record, backups: folder } = await opened();
    expect(await door.open()).toEqual({ folder, shown: false });
    const shown: string[] = [];
    const showFolder = async (path: string) => void shown.push(path);
    const log = new RecordingLog();
    const other = createBackupDoor({ record, folder, store, ready: Promise.resolve(), log, showFolder });
    expect(await other.open()).toEqual({ folder, shown: true });
    expect(shown).toEqual([folder]);
  });
});

describe('A backup that is restored', () => {
  it('takes the place of the record, which is kept and can be restored in turn', async () => {
    const all = await opened({ inThread: true });
    const { store, door, backups } = all;
    await store.heartbeat('a', beat(0, 'kept'), 0);
    const { name } = await door.make();
    await store.heartbeat('a', beat(100, 'since then'), 0);
    expect(await titles(all)).toEqual(['kept', 'since then']);

    const told: unknown[] = [];
    store.on('buckets', () => told.push('buckets'));
    store.on('events', ({ buckets }) => told.push(...buckets.map(({ bucket, events }) => [bucket, events])));
    await door.restore(name);
    expect(await titles(all)).toEqual(['kept']);
    await store.heartbeat('a', beat(200, 'afterwards'), 0);
    expect(await titles(all)).toEqual(['kept', 'afterwards']);
    await expect.poll(() => told).toContainEqual(['a', null]);
    expect(told).toContain('buckets');

    const [replaced] = (await settled(all)).filter(({ kind }) => kind === 'replaced');
    expect(replaced).toMatchObject({ events: 2, problem: null });
    expect(readdirSync(backups).every((file) => file.endsWith('.db'))).toBe(true);
    await door.restore(replaced?.name ?? '');
    expect(await titles(all)).toEqual(['kept', 'since then']);
    expect((await settled(all)).filter(({ kind }) => kind === 'replaced')).toHaveLength(2);
    expect(store.health().state).toBe('ready');
  });

  it('leaves no heartbeat unanswered or lost that comes meanwhile: each is in the old record or in the new one', async () => {
    const all = await opened({ inThread: true });
    const { store, door, record, backups } = all;
    const { name } = await door.make();
    const answered: string[] = [];
    let restored = false;
    const beating = (async () => {
      // Some before, some while it is restored, some afterwards.
      for (let after = 0; after < 20; after += restored ? 1 : 0) {
        const title = `beat ${answered.length}`;
        await store.heartbeat('a', beat(answered.length, title), 0);
        answered.push(title);
      }
    })();
    await expect.poll(() => answered.length).toBeGreaterThan(20);
    await door.restore(name);
    restored = true;
    await beating;
    const replaced = (await settled(all)).find(({ kind }) => kind === 'replaced')?.name ?? '';
    await store.close();
    const inOld = titlesIn(join(backups, replaced));
    const inNew = titlesIn(record);
    expect([...inOld, ...inNew]).toEqual(answered);
    expect(inNew.length).toBeGreaterThanOrEqual(20);
  });

  it('is followed by a backup of what was restored, so that the newest is of the same course of things', async () => {
    const all = await opened();
    const { store, door, backups } = all;
    await store.heartbeat('a', beat(0, 'kept'), 0);
    const { name } = await door.make();
    await store.heartbeat('a', beat(100, 'since then'), 0);
    await door.restore(name);
    const [newest, before] = (await settled(all)).filter(({ kind }) => kind === 'backup');
    // It may not have been the right one, and stays.
    expect(before?.name).toBe(name);
    expect(eventsOnDisk(join(backups, newest?.name ?? ''))).toHaveLength(1);
  });

  it.each([
    ['from before they were set', null],
    ['that has others', [{ field: 'title', pattern: 'other', action: 'drop' }]],
  ])('%s does not lose the privacy rules that hold', async (_, before) => {
    const { store, door } = await opened();
    if (before !== null) await store.setSetting(PRIVACY_SETTING, before);
    await store.setSetting('theme', 'dark');
    const { name } = await door.make();
    const rules = [{ field: 'title', pattern: 'secret', action: 'drop' }];
    await store.setSetting(PRIVACY_SETTING, rules);
    await store.setSetting('theme', 'light');
    await door.restore(name);
    expect(await store.getSetting(PRIVACY_SETTING)).toEqual(rules);
    expect(await store.getSetting('theme')).toBe('dark');
    await store.heartbeat('a', beat(0, 'a secret'), 0);
    expect(await store.countEvents('a', {})).toBe(0);
  });

  it('brings its privacy rules back where none are set, as after a lost disk', async () => {
    const { store, door } = await opened();
    const rules = [{ field: 'title', pattern: 'secret', action: 'drop' }];
    await store.setSetting(PRIVACY_SETTING, rules);
    const { name } = await door.make();
    await store.deleteSetting(PRIVACY_SETTING);
    await door.restore(name);
    expect(await store.getSetting(PRIVACY_SETTING)).toEqual(rules);
  });

  it.each<[string, string, string, (file: string) => void]>([
    ['is damaged', 'invalid', 'It is damaged.', (file) => writeFileSync(file, Buffer.alloc(3000, 7), { flag: 'r+' })],
    [
      'is of a newer Daytrail',
      'newer-schema',
      'newer Daytrail',
      (file) => {
        const connection = new Database(file);
        connection.pragma('user_version = 99');
        connection.close();
      },
    ],
    ['is gone', 'not-found', 'no such backup', (file) => rmSync(file)],
    ['is called otherwise', 'not-found', 'no such backup', (file) => renameSync(file, `${file}.old`)],
  ])('is refused where it %s, and the record is what it was', async (_, kind, message, spoil) => {
    const all = await opened();
    const { store, door, folder, backups } = all;
    await store.heartbeat('a', beat(0, 'kept'), 0);
    const { name } = await door.make();
    await store.heartbeat('a', beat(100, 'since then'), 0);
    spoil(join(backups, name));
    await expect(door.restore(name)).rejects.toMatchObject({ kind, message: expect.stringContaining(message) });
    expect(await titles(all)).toEqual(['kept', 'since then']);
    expect(readdirSync(folder).filter((file) => file.includes('restoring'))).toEqual([]);
    expect(door.notices).toEqual([]);
  });

  it('is not restored where what is pending cannot be saved before, and leaves nothing on the disk', async () => {
    const { store, door, record, folder } = await opened();
    const { name } = await door.make();
    await store.forceCommit();
    const other = new Database(record);
    other.exec('BEGIN IMMEDIATE');
    await store.heartbeat('a', beat(0, 'pending'), 0);
    await expect(door.restore(name)).rejects.toMatchObject({ kind: 'commit-failed' });
    expect(readdirSync(folder).filter((file) => file.includes('restoring'))).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    await store.forceCommit();
    expect(await store.countEvents('a', {})).toBe(1);
  });

  it('is never looked for outside of the folder of backups', async () => {
    const { door, record } = await opened();
    await door.make();
    for (const name of ['../daytrail.db', record, 'daytrail.db']) {
      await expect(door.restore(name)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });

  it('is for its owner alone, whatever the backup had become', async ({ skip }) => {
    if (process.platform === 'win32') return skip('Windows keeps rights otherwise');
    const { door, record, backups } = await opened();
    const { name } = await door.make();
    chmodSync(join(backups, name), 0o644);
    await door.restore(name);
    expect(statSync(record).mode & 0o777).toBe(0o600);
  });

  it('may lie on another disk', async ({ skip }) => {
    const disk = smallFileSystem(100_000);
    if ('reason' in disk) return skip(disk.reason);
    const all = await opened();
    const { store, door, backups } = all;
    symlinkSync(disk.folder, backups);
    await store.heartbeat('a', beat(0, 'kept'), 0);
    const { name } = await door.make();
    await store.heartbeat('a', beat(100, 'since then'), 0);
    await door.restore(name);
    expect(await titles(all)).toEqual(['kept']);
    expect(await settled(all)).toMatchObject([{ kind: 'backup' }, { kind: 'replaced', events: 2 }, { name }]);
    expect(statSync(join(disk.folder, (await door.list())[1]?.name ?? '')).mode & 0o777).toBe(0o600);
  });

  it('of a stranger’s record with the right name is one more record', async () => {
    const all = await opened();
    const { door, backups } = all;
    await door.make();
    const { store: other, file } = openTestStore();
    other.createBucket('theirs', WINDOW);
    other.heartbeat('theirs', beat(0, 'from another computer'), 0);
    other.close();
    copyFileSync(file, join(backups, 'daytrail-2026-02-01T09-00-00Z.db'));
    await door.restore('daytrail-2026-02-01T09-00-00Z.db');
    expect(await titles(all)).toEqual(['from another computer']);
  });
});
