/** `daytrail import` as a person meets it: a process with arguments, two streams and an exit code. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startHeadless } from '../headless-process.ts';
import {
  addPeeweeBucket,
  addPeeweeEvent,
  addRustBucket,
  addRustEvent,
  fingerprint,
  NINE_NS,
  peeweeDatabase,
  rustDatabase,
} from '../interchange/sources/testing.ts';
import { silentLog } from '../lifecycle/log.ts';
import { eventsOnDisk, openTestStore, reading } from '../store/testing.ts';
import type { ImportOptions } from './here.ts';
import { importIntoNew } from './new-record.ts';

const S = 1_000_000_000n;

let folder: string;
let data: string;
let record: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daytrail-import-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  data = join(folder, 'data');
  record = join(data, 'daytrail.db');
});

async function importing(...args: string[]) {
  const command = startHeadless(['import', '--data-dir', data, ...args]);
  const { code } = await command.ended;
  return { code, out: command.stdout(), err: command.stderr() };
}

/** A record of aw-server-rust that is in use, with so many events of two buckets and some settings. */
function activityWatch(events = 10): string {
  const file = join(folder, 'sqlite.db');
  const database = rustDatabase(file);
  database.pragma('journal_mode = WAL');
  const rows = [
    addRustBucket(database, 'aw-watcher-window_old', 'old'),
    addRustBucket(database, 'aw-watcher-afk_old', 'old'),
  ];
  database.transaction(() => {
    for (let i = 0; i < events; i++) {
      const start = NINE_NS + BigInt(i) * S;
      addRustEvent(database, rows[i % 2] ?? 0, [start, start + S], `{"app":"Code","title":"${i % 997}"}`);
    }
  })();
  database.prepare("INSERT INTO key_value VALUES ('settings.startOfDay', '\"05:00\"', 0)").run();
  return file;
}

const settings = (): unknown[] => reading(record, (db) => db.prepare('SELECT key, value FROM settings').all());
const buckets = (): unknown[] =>
  reading(record, (db) => db.prepare('SELECT id FROM buckets ORDER BY id').pluck().all());

/** The numbers in the table's line that begins so. */
const line = (text: string, name: string) =>
  text
    .split('\n')
    .find((found) => found.startsWith(name))
    ?.slice(name.length)
    .match(/[\d,]+/g);

describe('import, where no Daytrail runs', () => {
  it('takes in a record in use, with its settings, and says what it did', async () => {
    const source = activityWatch();
    const { code, out, err } = await importing(source);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(line(out, 'aw-watcher-afk_old (new)')).toEqual(['5', '0', '0']);
    expect(line(out, 'total')).toEqual(['10', '0', '0']);
    expect(out).toContain('Settings: 1 set (startOfDay), 0 left as they are.');
    expect(eventsOnDisk(record)).toHaveLength(10);
    expect(settings()).toEqual([{ key: 'startOfDay', value: '"05:00"' }]);
  });

  it('adds nothing when it is repeated, of fifty thousand events', { timeout: 60_000 }, async () => {
    const source = activityWatch(50_000);
    expect(line((await importing(source)).out, 'total')).toEqual(['50,000', '0', '0']);
    const before = eventsOnDisk(record);
    const { code, out } = await importing(source);
    expect(code).toBe(0);
    expect(line(out, 'total')).toEqual(['0', '50,000', '0']);
    expect(eventsOnDisk(record)).toEqual(before);
  });

  it('takes the same events from the database and from its export for the same', async () => {
    const file = join(folder, 'peewee-sqlite.v2.db');
    const database = peeweeDatabase(file);
    const bucket = addPeeweeBucket(database, 'b');
    addPeeweeEvent(database, bucket, '2026-03-01 09:00:00.123000+00:00', 1.23456);
    const event = {
      timestamp: '2026-03-01T09:00:00.123000+00:00',
      duration: 1.23456,
      data: { title: 'x', app: 'Code' },
    };
    const exported = join(folder, 'export.json');
    writeFileSync(exported, JSON.stringify({ buckets: { b: { id: 'b', events: [event] } } }));
    await importing(file);
    expect(line((await importing(exported)).out, 'total')).toEqual(['0', '1', '0']);
  });

  it('joins a host with its new name, once and for all', async () => {
    const source = activityWatch();
    await importing('--join', 'old=laptop', source);
    expect(buckets()).toEqual(['aw-watcher-afk_laptop', 'aw-watcher-window_laptop']);
    const { out } = await importing('--join', 'old=laptop', source);
    expect(line(out, 'aw-watcher-window_laptop')).toEqual(['0', '5', '0']);
  });

  it('leaves settings where none are wished, and replaces them where all are', async () => {
    const source = activityWatch();
    await importing('--settings', 'none', source);
    expect(settings()).toEqual([]);
    const other = join(folder, 'other');
    mkdirSync(other);
    const database = rustDatabase(join(other, 'sqlite.db'));
    database.prepare("INSERT INTO key_value VALUES ('settings.startOfDay', '\"03:00\"', 0)").run();
    await importing(source);
    expect((await importing(join(other, 'sqlite.db'))).out).toContain('Settings: 0 set, 1 left as they are.');
    expect((await importing('--settings', 'all', join(other, 'sqlite.db'))).out).toContain(
      'Settings: 1 set (startOfDay)',
    );
    expect(settings()).toEqual([{ key: 'startOfDay', value: '"03:00"' }]);
  });

  it('with --dry-run says the same and writes nothing at all', async () => {
    const source = activityWatch();
    const before = fingerprint(folder);
    const { code, out } = await importing('--dry-run', source);
    expect(code).toBe(0);
    expect(line(out, 'total')).toEqual(['10', '0', '0']);
    expect(out).toContain('Nothing was written');
    expect(fingerprint(folder)).toEqual(before);
  });

  it('with --dry-run on a record leaves each of its files as it is', async () => {
    const source = activityWatch();
    await importing('--settings', 'none', source);
    const before = fingerprint(data);
    const { out } = await importing('--dry-run', source);
    expect(line(out, 'total')).toEqual(['0', '10', '0']);
    expect(out).toContain('Settings: 1 set');
    expect(fingerprint(data)).toEqual(before);
  });

  it('says what cannot be imported and why, in one line, and makes no record', async () => {
    const nothing = await importing(join(folder, 'nothing.json'));
    expect(nothing).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^daytrail: [^\n]*there is no such file\.\n$/),
    });
    expect(existsSync(data)).toBe(false);
    expect(await importing('--dry-run', folder)).toMatchObject({ code: 1, err: expect.stringMatching(/is a folder/) });
  });

  it.each([
    [[], /no file was named/],
    [['a', '--settings', 'some'], /--settings needs none, missing or all/],
  ])('tells wrong usage: %j', async (args, why) => {
    expect(await importing(...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(why) });
  });

  describe('into a folder that is not there', () => {
    const place = () => join(folder, 'new', 'deeper');
    const file = () => join(place(), 'r.db');
    const makeFolder = () => void mkdirSync(place(), { recursive: true });
    const importNew = (path: string, onProgress: ImportOptions['onProgress'], signal: AbortSignal) =>
      importIntoNew({ file: file(), backupsDir: null }, makeFolder, {
        request: { path, hosts: [], settings: 'all' },
        log: silentLog,
        onProgress,
        signal,
      });
    const spoilt = () => {
      const path = join(folder, 'export.json');
      writeFileSync(path, '{"buckets":{"b":{"events":[{"timestamp":"2026-03-01T09:00:00Z"}');
      return path;
    };

    it('leaves nothing behind when it is interrupted', async () => {
      const interrupt = new AbortController();
      const run = importNew(activityWatch(), ({ state }) => state === 'reading' && interrupt.abort(), interrupt.signal);
      await expect(run).rejects.toMatchObject({ kind: 'cancelled' });
      expect(existsSync(join(folder, 'new'))).toBe(false);
    });

    it('leaves nothing behind when it fails, but what was there', async () => {
      const run = () => importNew(spoilt(), () => undefined, new AbortController().signal);
      await expect(run()).rejects.toMatchObject({ kind: 'invalid' });
      expect(existsSync(join(folder, 'new'))).toBe(false);
      mkdirSync(join(folder, 'new'));
      writeFileSync(join(folder, 'new', 'mine'), '');
      await expect(run()).rejects.toMatchObject({ kind: 'invalid' });
      expect(readdirSync(join(folder, 'new'))).toEqual(['mine']);
    });

    it('goes into the record that came meanwhile', async () => {
      const begin = () => {
        if (!existsSync(file())) openTestStore({ file: file() }).store.close();
      };
      await importNew(activityWatch(), begin, new AbortController().signal);
      expect(readdirSync(place()).sort()).toEqual(['r.db', 'r.db.lock']);
      expect(eventsOnDisk(file())).toHaveLength(10);
    });
  });
});

describe('import --find', () => {
  it('lists the records of ActivityWatch on this computer', async () => {
    const server = join(folder, 'share', 'activitywatch', 'aw-server-rust');
    mkdirSync(server, { recursive: true });
    rustDatabase(join(server, 'sqlite.db')).close();
    const env = { XDG_DATA_HOME: join(folder, 'share'), HOME: folder, APPDATA: join(folder, 'share') };
    const command = startHeadless(['import', '--find'], { env });
    expect((await command.ended).code).toBe(0);
    const expected = process.platform === 'darwin' ? 'No record' : join(server, 'sqlite.db');
    expect(command.stdout()).toContain(expected);
  });
});

describe('import, where a Daytrail has the record open', () => {
  async function running(...args: string[]) {
    const daytrail = startHeadless(['--no-watchers', '--data-dir', data, '--port', '0', ...args]);
    return { daytrail, port: new URL(await daytrail.listening).port };
  }

  it('goes through it, and adds nothing when it is repeated', { timeout: 60_000 }, async () => {
    const source = activityWatch();
    const { port, daytrail } = await running();
    const first = await importing('--port', port, '--join', 'old=laptop', source);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(line(first.out, 'aw-watcher-window_laptop (new)')).toEqual(['5', '0', '0']);
    expect(first.out).toContain('Settings: 1 set (startOfDay)');
    // What it was told once, it knows.
    const second = await importing('--port', port, source);
    expect(line(second.out, 'total')).toEqual(['0', '10', '0']);
    expect(second.out).toContain("What old recorded is taken as laptop's.");
    expect(second.out).toContain('Settings: 0 set, 1 left as they are.');
    daytrail.child.kill('SIGTERM');
    await daytrail.ended;
    expect(eventsOnDisk(record)).toHaveLength(10);
    expect(settings()).toContainEqual({ key: 'startOfDay', value: '"05:00"' });
    // What came through it is what comes without it.
    expect(line((await importing(source)).out, 'total')).toEqual(['0', '10', '0']);
  });

  it('shows the key that the configuration asks for', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'config.json'), '{"apiKey":"a-key"}');
    const source = activityWatch();
    const { port } = await running();
    expect(await importing('--port', port, source)).toMatchObject({ code: 0, err: '' });
  });

  it('with --dry-run leaves it alone', async () => {
    const source = activityWatch();
    const { port } = await running();
    const { code, out } = await importing('--dry-run', '--port', port, source);
    expect(code).toBe(0);
    expect(line(out, 'total')).toEqual(['10', '0', '0']);
    expect(await (await fetch(`http://127.0.0.1:${port}/api/0/buckets/`)).json()).toEqual({});
  });

  it('on a port that is not known says what to do, and sends nothing to whoever answers there', async () => {
    await running();
    let asked = '';
    const stranger = createServer((request, response) => {
      asked += `${request.method} ${request.url} `;
      response.end('{"device_id":"another","testing":false}');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void stranger.close());
    await new Promise((resolve) => stranger.once('listening', resolve));
    const { port } = stranger.address() as AddressInfo;
    const { code, out, err } = await importing('--port', String(port), activityWatch());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/Another Daytrail has the record in .* open, but it does not answer on port \d+/);
    expect(err).toMatch(/Name its port with --port, or quit it/);
    expect(asked).toBe('GET /api/0/info ');
  });
});
