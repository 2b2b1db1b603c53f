import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fill, smallFileSystem } from '../test-disk.ts';
import { beat, eventsOnDisk, NINE, openTestStore, S, temporaryFolder, WINDOW } from '../testing.ts';
import { explained } from './backup-trouble.ts';
import { intoOneFile, tidy } from './folder.ts';
import { type MakeBackupOptions, makeBackup } from './make-backup.ts';

const DAY = 86_400 * S;
/** Some megabytes, and so several steps. */
const MANY = 30_000;
const posix = process.platform !== 'win32';

/** A record with some events, committed, which goes on being open. */
function recorded(events = 50, folder = temporaryFolder()) {
  const { store, file } = openTestStore({ file: join(folder, 'daytrail.db') });
  store.createBucket('a', WINDOW);
  const insert = Array.from({ length: events }, (_, second) => beat(second, `window ${second}`));
  store.insertEvents('a', insert);
  store.forceCommit();
  return { store, file, backups: join(folder, 'backups') };
}

const make = (record: string, folder: string, options: Partial<MakeBackupOptions> = {}) =>
  makeBackup({
    record,
    folder,
    now: NINE,
    reserve: 0,
    rotate: true,
    pause: () => undefined,
    onReleased: () => undefined,
    ...options,
  });

const failure = (attempt: Promise<unknown>) => attempt.then(() => null, explained);

describe('A backup', () => {
  it('is one file with everything that was committed, named by its moment, for its owner alone', async () => {
    const { file, backups } = recorded();
    const { name } = await make(file, backups);
    expect(name).toBe('daytrail-2026-03-01T09-00-00Z.db');
    expect(eventsOnDisk(join(backups, name))).toEqual(eventsOnDisk(file));
    expect(readdirSync(backups)).toEqual([name]);
    if (posix) {
      expect(statSync(join(backups, name)).mode & 0o777).toBe(0o600);
      expect(statSync(backups).mode & 0o777).toBe(0o700);
    }
  });

  it('holds one moment, though the record is written to between its steps', async () => {
    const { store, file, backups } = recorded(MANY);
    const before = eventsOnDisk(file);
    let steps = 0;
    const { name } = await make(file, backups, {
      pause: () => {
        steps += 1;
        store.heartbeat('a', beat(10_000 + steps, `meanwhile ${steps}`), 0);
        store.forceCommit();
      },
    });
    expect(steps).toBeGreaterThan(2);
    expect(eventsOnDisk(join(backups, name))).toEqual(before);
    expect(eventsOnDisk(file)).toHaveLength(before.length + steps);
  });

  it('begins anew when something is written to a record that cannot be in WAL mode, and holds that as well', async () => {
    const { store, file, backups } = recorded(MANY);
    store.close();
    intoOneFile(file);
    const writer = new Database(file);
    let steps = 0;
    const { name } = await make(file, backups, {
      pause: () => {
        steps += 1;
        if (steps === 2) writer.exec('DELETE FROM events WHERE id = 1');
      },
    });
    writer.close();
    expect(eventsOnDisk(join(backups, name))).toEqual(eventsOnDisk(file));
    expect(eventsOnDisk(file)).toHaveLength(MANY - 1);
  });

  it('never takes the place of another one', async () => {
    const { store, file, backups } = recorded();
    const first = await make(file, backups);
    store.heartbeat('a', beat(1000, 'later'), 0);
    store.forceCommit();
    const second = await make(file, backups, { now: NINE - DAY });
    const third = await make(file, backups);
    expect(new Set([first.name, second.name, third.name]).size).toBe(3);
    // The third is the newest of its day, so the first has had its time.
    expect(readdirSync(backups).sort()).toEqual([second.name, third.name]);
    expect(eventsOnDisk(join(backups, third.name))).toHaveLength(51);
  });

  it('lets go of old ones only, and of nothing that is not ours', async () => {
    const { file, backups } = recorded();
    mkdirSync(backups);
    const strangers = [
      'notes.txt',
      'mine.db',
      'daytrail.db',
      'daytrail-2020-01-01.db',
      'daytrail-2020-01-01T00-00-00Z.db.gz',
    ];
    for (const name of strangers) writeFileSync(join(backups, name), 'mine');
    const made: string[] = [];
    for (let day = 0; day < 40; day++) made.push((await make(file, backups, { now: NINE + day * DAY })).name);
    const there = readdirSync(backups).filter((name) => !strangers.includes(name));
    expect(there.length).toBeLessThanOrEqual(11);
    expect(made.indexOf(there[0] ?? '')).toBeLessThan(40 - 14);
    expect(there).toEqual(expect.arrayContaining(made.slice(-7)));
    for (const name of strangers) expect(readFileSync(join(backups, name), 'utf8')).toBe('mine');
  });

  it('that is ended between two steps leaves nothing', async () => {
    const { file, backups } = recorded(MANY);
    const ended = new Error('enough');
    const attempt = make(file, backups, {
      pause: () => {
        throw ended;
      },
    });
    await expect(attempt).rejects.toBe(ended);
    expect(readdirSync(backups)).toEqual([]);
  });

  it.each([
    ['beginning', () => 0],
    ['middle', () => 500_000],
    // Which counting its events does not look at.
    ['data', (copy: Buffer) => copy.lastIndexOf('"title"') & ~4095],
  ])('that is damaged in its %s is none, and has the record checked at the next start', async (_, position) => {
    const { file, backups } = recorded(MANY);
    const spoil = () => {
      const [name = ''] = readdirSync(backups).filter((found) => found.endsWith('.unfinished'));
      const at = position(readFileSync(join(backups, name)));
      const copy = openSync(join(backups, name), 'r+');
      writeSync(copy, Buffer.alloc(4096, 7), 0, 4096, at);
      closeSync(copy);
    };
    expect(await failure(make(file, backups, { onReleased: spoil }))).toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining('may be damaged'),
    });
    expect(readdirSync(backups)).toEqual([]);
    expect(existsSync(`${file}.suspect`)).toBe(true);
  });

  it('is not begun where it would use up what the record needs of the disk', async () => {
    const { file, backups } = recorded();
    expect(await failure(make(file, backups, { reserve: 1e18 }))).toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining('too little room'),
    });
    expect(readdirSync(backups)).toEqual([]);
  });

  it('that a full disk ends leaves nothing of itself, and the record goes on', async ({ skip }) => {
    const small = smallFileSystem(8192);
    if ('reason' in small) return skip(small.reason);
    const { store, file } = recorded(MANY);
    const backups = join(small.folder, 'backups');
    const attempt = make(file, backups, { pause: () => void fill(small.folder) });
    expect(await failure(attempt)).toMatchObject({ kind: 'unwritable', message: expect.stringContaining('full') });
    expect(readdirSync(backups)).toEqual([]);
    store.heartbeat('a', beat(9000, 'after'), 0);
    store.forceCommit();
    rmSync(join(small.folder, 'filler'));
    const { name } = await make(file, backups);
    expect(eventsOnDisk(join(backups, name))).toEqual(eventsOnDisk(file));
  });

  it('says what is wrong with the folder, and makes one that is gone', async () => {
    const { file, backups } = recorded();
    writeFileSync(backups, 'a file');
    expect(await failure(make(file, backups))).toMatchObject({ kind: 'unwritable' });
    rmSync(backups);
    const { name } = await make(file, backups);
    rmSync(backups, { recursive: true });
    expect((await make(file, backups)).name).toBe(name);
  });
});

describe('What an interrupted attempt left', () => {
  it('is removed, with nothing else', async () => {
    const { file, backups } = recorded();
    const { name } = await make(file, backups);
    const left = ['daytrail-2026-03-01T10-00-00Z.db.unfinished', 'daytrail-2026-03-01T10-00-00Z.db.unfinished-journal'];
    for (const rest of [...left, 'mine.unfinished']) writeFileSync(join(backups, rest), 'half');
    writeFileSync(`${file}.restoring`, 'half');
    tidy(backups, file);
    expect(readdirSync(backups).sort()).toEqual([name, 'mine.unfinished']);
    expect(existsSync(`${file}.restoring`)).toBe(false);
    expect(existsSync(file)).toBe(true);
  });
});
