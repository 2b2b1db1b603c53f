/** The headless shell as whoever starts it meets it: a process with flags, two streams, signals and an exit code. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openSocket } from './bridge/test-socket.ts';
import { startHeadless } from './headless-process.ts';
import { readVersion } from './lifecycle/version.ts';

/** For a process on a busy machine. */
const SOON = { timeout: 15_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daytrail-headless-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const start = (...args: string[]) => startHeadless(['--no-watchers', '--data-dir', folder, '--port', '0', ...args]);

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const info = async (address: string) => (await fetch(`${address}/api/0/info`)).json() as Promise<{ testing: boolean }>;

async function createBucket(address: string): Promise<string> {
  const bucket = `${address}/api/0/buckets/test`;
  expect((await post(bucket, { type: 'test', client: 'test', hostname: 'test' })).ok).toBe(true);
  return bucket;
}

const eventAt = (second: number) => ({
  timestamp: new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString(),
  duration: 1,
  data: { second },
});

/** The seconds of all events that are recorded. */
async function secondsIn(bucket: string): Promise<Set<number>> {
  const events = (await (await fetch(`${bucket}/events?limit=-1`)).json()) as { data: { second: number } }[];
  return new Set(events.map(({ data }) => data.second));
}

const leftovers = () => readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name));

describe('starting', () => {
  it('says one line on stdout once the API answers, and the address of the window on stderr', async () => {
    const daytrail = start();
    const address = await daytrail.listening;
    expect(await info(address)).toMatchObject({ testing: false });
    expect(await daytrail.window).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{22,}$/);
    daytrail.child.kill('SIGTERM');
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect(daytrail.stdout()).toBe(`Daytrail is listening on ${address}\n`);
    expect(daytrail.stderr()).toBe(`Daytrail's window: ${await daytrail.window}\n`);
  });

  it('with --testing keeps to a database file of its own, and says so to clients', async () => {
    const daytrail = start('--testing');
    expect(await info(await daytrail.listening)).toMatchObject({ testing: true });
    expect(existsSync(join(folder, 'daytrail-testing.db'))).toBe(true);
    expect(existsSync(join(folder, 'daytrail.db'))).toBe(false);
  });

  it('with --in-memory writes no database', async () => {
    const daytrail = start('--in-memory');
    await createBucket(await daytrail.listening);
    daytrail.child.kill('SIGTERM');
    expect((await daytrail.ended).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['logs']);
  });

  it('with --in-memory and no folder named writes nothing at all', async () => {
    const home = join(folder, 'home');
    const daytrail = startHeadless(['--no-watchers', '--in-memory', '--port', '0'], {
      env: { XDG_DATA_HOME: home, HOME: home },
    });
    await createBucket(await daytrail.listening);
    daytrail.child.kill('SIGTERM');
    expect((await daytrail.ended).code).toBe(0);
    expect(existsSync(home)).toBe(false);
  });

  it('accepts --no-watchers and --hidden', async () => {
    await info(await start('--no-watchers', '--hidden').listening);
  });

  it('keeps no recorded data in its log', async () => {
    const daytrail = start();
    const bucket = await createBucket(await daytrail.listening);
    await post(`${bucket}/heartbeat?pulsetime=10`, { ...eventAt(0), data: { title: 'a private title' } });
    daytrail.child.kill('SIGTERM');
    await daytrail.ended;
    const log = readFileSync(join(folder, 'logs', 'daytrail.log'), 'utf8');
    expect(log).toContain('shutdown (signal) is clean');
    expect(log).not.toContain('private');
  });
});

describe('asking without starting', () => {
  it.each([
    ['--version', `${readVersion()}\n`],
    ['--help', expect.stringContaining('--data-dir DIR')],
  ])('%s is answered on stdout, and nothing is made', async (flag, text) => {
    const daytrail = startHeadless([flag, '--data-dir', join(folder, 'none')]);
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect({ out: daytrail.stdout(), err: daytrail.stderr() }).toEqual({ out: text, err: '' });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

describe('what keeps it from starting is said in one line on stderr', () => {
  const refuses = async (daytrail: ReturnType<typeof start>, code: number, text: RegExp) => {
    expect((await daytrail.ended).code).toBe(code);
    expect(daytrail.stdout()).toBe('');
    expect(daytrail.stderr()).toMatch(/^daytrail: [^\n]+\n$/);
    expect(daytrail.stderr()).toMatch(text);
  };

  it.each([
    [['--data-dri', 'x'], /--data-dri/],
    [['--port', 'x'], /--port.*x/],
    [['--data-dir'], /--data-dir needs/],
    [['extra'], /extra/],
  ])('wrong usage: %j', async (args, text) => {
    await refuses(startHeadless(args), 2, text);
  });

  it('the port is taken', async () => {
    const other = createServer((_, response) => response.end('something else'));
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await refuses(startHeadless(['--data-dir', folder, '--port', String(port)]), 1, new RegExp(String(port)));
    expect(leftovers()).toEqual([]);
  });

  it('another Daytrail records into the same folder, which goes on undisturbed', async () => {
    const first = start();
    const bucket = await createBucket(await first.listening);
    await refuses(start(), 1, /./);
    expect((await post(`${bucket}/events`, eventAt(1))).ok).toBe(true);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = start();
    expect(await secondsIn(`${await second.listening}/api/0/buckets/test`)).toEqual(new Set([1]));
  });

  it('the database is of a newer Daytrail, and stays as it is', async () => {
    const file = join(folder, 'daytrail.db');
    const database = new Database(file);
    database.exec('CREATE TABLE future (x); PRAGMA user_version = 9999');
    database.close();
    const before = readFileSync(file);
    await refuses(start(), 1, /newer/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('the folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    await refuses(startHeadless(['--data-dir', join(folder, 'file', 'x')]), 1, /file.*--data-dir/);
  });
});

describe('ending', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s saves everything, leaves no journal and ends with 0',
    async (signal) => {
      const daytrail = start();
      const bucket = await createBucket(await daytrail.listening);
      await post(`${bucket}/events`, eventAt(1));
      daytrail.child.kill(signal);
      expect(await daytrail.ended).toEqual({ code: 0, signal: null });
      expect(leftovers()).toEqual([]);
      const again = start();
      expect(await secondsIn(`${await again.listening}/api/0/buckets/test`)).toEqual(new Set([1]));
    },
  );

  it('under load loses nothing that was acknowledged, whichever signals come', async () => {
    const daytrail = start();
    const bucket = await createBucket(await daytrail.listening);
    const acknowledged = new Set<number>();
    let next = 0;
    let stopped = false;
    const load = Array.from({ length: 8 }, async () => {
      while (!stopped) {
        const second = next++;
        try {
          if ((await post(`${bucket}/events`, eventAt(second))).ok) acknowledged.add(second);
        } catch {
          return;
        }
      }
    });
    await expect.poll(() => acknowledged.size, SOON).toBeGreaterThan(250);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) daytrail.child.kill(signal);
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    stopped = true;
    await Promise.all(load);
    expect(leftovers()).toEqual([]);

    const again = start();
    const recorded = await secondsIn(`${await again.listening}/api/0/buckets/test`);
    expect([...acknowledged].filter((second) => !recorded.has(second))).toEqual([]);
  });

  it('while it is still starting is in order too', async () => {
    const daytrail = start();
    await expect.poll(() => existsSync(join(folder, 'daytrail.db')), SOON).toBe(true);
    daytrail.child.kill('SIGTERM');
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect(leftovers()).toEqual([]);
  });

  it('after an uncaught error still saves everything, says where to look and ends with 1', async () => {
    const broken = 'process.on("SIGUSR2", () => { throw new Error("broken on purpose"); })';
    const daytrail = startHeadless(['--data-dir', folder, '--port', '0'], {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(broken)}`],
    });
    const bucket = await createBucket(await daytrail.listening);
    await daytrail.window;
    await post(`${bucket}/events`, eventAt(1));
    daytrail.child.kill('SIGUSR2');
    expect((await daytrail.ended).code).toBe(1);
    expect(daytrail.stderr()).toMatch(/\ndaytrail: ended by an unexpected error\. .*logs.*\n$/);
    expect(readFileSync(join(folder, 'logs', 'daytrail.log'), 'utf8')).toContain('Error: broken on purpose\n');
    expect(leftovers()).toEqual([]);
    const again = start();
    expect(await secondsIn(`${await again.listening}/api/0/buckets/test`)).toEqual(new Set([1]));
  });

  it('does not come early because nobody reads what it says', async () => {
    const daytrail = start();
    daytrail.child.stdout?.destroy();
    daytrail.child.stderr?.destroy();
    await expect.poll(readLog, SOON).toContain('window');
    expect(daytrail.child.exitCode).toBeNull();
    daytrail.child.kill('SIGTERM');
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
  });
});

const readLog = (): string => {
  const file = join(folder, 'logs', 'daytrail.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

describe('the window', () => {
  const openWindow = async (address: string) => {
    const { port, origin, hash } = new URL(address);
    const socket = await openSocket({ port: Number(port), origin });
    socket.say({ kind: 'hello', token: hash.replace('#token=', '') });
    expect(await socket.next()).toEqual({ kind: 'welcome' });
    return socket;
  };

  it('is told what is recorded, as it is recorded', async () => {
    const daytrail = start();
    const bucket = await createBucket(await daytrail.listening);
    const socket = await openWindow(await daytrail.window);
    socket.say({ kind: 'call', id: 1, channel: 'status.get', args: [] });
    expect(await socket.nextOf('answer')).toMatchObject({
      id: 1,
      result: { ok: true, value: { shell: 'headless', dataDir: folder } },
    });
    await post(`${bucket}/events`, eventAt(1));
    let push = await socket.nextOf('push');
    while (push.push !== 'events') push = await socket.nextOf('push');
    expect(push.payload).toMatchObject({ buckets: [{ bucket: 'test', events: [{ data: { second: 1 } }] }] });
  });

  it('can end it', async () => {
    const daytrail = start();
    const socket = await openWindow(await daytrail.window);
    socket.say({ kind: 'call', id: 1, channel: 'app.quit', args: [] });
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect(leftovers()).toEqual([]);
  });
});

/** A Node on this machine that is older than ours, as a person would start it. */
function findOldNode(): { file: string; version: string } | null {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(dir, process.platform === 'win32' ? 'node.exe' : 'node');
    const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    const version = stdout?.trim().slice(1);
    if (version && Number.parseInt(version, 10) < 22) return { file, version };
  }
  return null;
}

describe('a Node that is too old', () => {
  const oldNode = findOldNode();
  const expected = (version: string) => `daytrail: needs Node 22 or newer, but was started on Node ${version}\n`;

  it('is refused in one line before anything else is loaded', async () => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.1' } })`;
    const daytrail = startHeadless([], {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`],
    });
    expect(await daytrail.ended).toEqual({ code: 1, signal: null });
    expect({ out: daytrail.stdout(), err: daytrail.stderr() }).toEqual({ out: '', err: expected('20.18.1') });
  });

  it.runIf(oldNode !== null)(
    `is refused by itself (found on PATH: ${oldNode?.version ?? 'none, so not run'})`,
    async () => {
      const entry = join(folder, 'headless.mjs');
      writeFileSync(entry, stripTypeScriptTypes(readFileSync(new URL('./headless.ts', import.meta.url), 'utf8')));
      const daytrail = startHeadless([], { node: oldNode?.file ?? '', entry });
      expect(await daytrail.ended).toEqual({ code: 1, signal: null });
      expect(daytrail.stderr()).toBe(expected(oldNode?.version ?? ''));
    },
  );
});
