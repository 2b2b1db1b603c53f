import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { parseFlags } from './flags.ts';
import { resolvePaths } from './paths.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { startServices } from './services.ts';
import { ShutdownCoordinator } from './shutdown.ts';

/** For a thread on a busy machine. */
const SOON = { timeout: 15_000 };

let folder: string;
let log: RecordedLog;
let shutdown: ShutdownCoordinator;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daytrail-services-'));
  log = recordedLog();
  shutdown = new ShutdownCoordinator({ log });
  onTestFinished(async () => {
    await shutdown.shutdown('signal');
    rmSync(folder, { recursive: true, force: true });
  });
});

function start(dataDir = folder) {
  const parsed = parseFlags(['--no-watchers', '--data-dir', dataDir, '--port', '0'], { chromium: false });
  if (parsed.kind !== 'run') throw new Error('the flags are wrong');
  const { flags } = parsed;
  const paths = resolvePaths({ flags, platform: 'linux', env: {}, home: '/', cwd: '/' });
  return startServices({ flags, paths, shell: 'headless', version: '1.2.3', log, shutdown, quit: () => undefined });
}

describe('the services', () => {
  it('say how they stand from the first moment on', async () => {
    const { bridge, ready } = start();
    expect(await bridge.call('status.get', [])).toMatchObject({
      ok: true,
      value: { version: '1.2.3', shell: 'headless', dataDir: folder, store: { inMemory: false } },
    });
    await ready;
  });

  it('tell when the API listens', async () => {
    const { bridge, status } = start();
    const told: string[] = [];
    bridge.onPush((push) => told.push(push));
    await expect.poll(() => status.get().api.state, SOON).toBe('listening');
    await expect.poll(() => told, SOON).toContain('status');
  });

  it('answer what the window asks, and tell it what was written', async () => {
    const { bridge, ready, store } = start();
    await ready;
    const told: unknown[] = [];
    bridge.onPush((push, payload) => told.push([push, payload]));
    await store.createBucket('b', { type: 'test', client: 'test', hostname: 'test' });
    await store.insertEvents('b', [{ start: 1_000_000, end: 2_000_000, data: { app: 'Editor' } }]);
    expect(await bridge.call('buckets.list', [])).toMatchObject({ ok: true, value: [{ id: 'b', count: 1 }] });
    await expect
      .poll(() => told, SOON)
      .toContainEqual(['events', { buckets: [expect.objectContaining({ bucket: 'b' })] }]);
    expect(told).toContainEqual(['buckets', null]);
  });

  it('are closed with the shutdown, and everything is on disk', async () => {
    const { ready, store } = start();
    await ready;
    await store.createBucket('b', { type: 'test', client: 'test', hostname: 'test' });
    expect(await shutdown.shutdown('quit')).toMatchObject({ result: 'clean' });
    expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    await expect(store.listBuckets()).rejects.toMatchObject({ kind: 'closed' });
  });

  it('say which folder they cannot make', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => start(join(folder, 'file', 'data'))).toThrowError(expect.objectContaining({ kind: 'unwritable' }));
  });

  it('reject with what keeps the database shut, and can be closed all the same', async () => {
    const first = start();
    await first.ready;
    const second = start();
    await expect(second.ready).rejects.toMatchObject({ kind: 'locked' });
    expect(second.status.get().store.state).toBe('failed');
    expect(await shutdown.shutdown('signal')).toMatchObject({ result: 'clean' });
    expect(existsSync(join(folder, 'daytrail.db'))).toBe(true);
  });

  it('let an extension in, and ask for a key, from the moment that the window is answered', async () => {
    const { bridge, status } = start();
    await expect.poll(() => status.get().api.state, SOON).toBe('listening');
    const api = status.get().api;
    const address = api.state === 'listening' ? api.address : '';
    const origin = 'moz-extension://5d1ef0a1-0000-4000-8000-0123456789ab';
    const read = async (headers: Record<string, string> = {}) =>
      (await fetch(`${address}/api/0/buckets`, { headers: { Origin: origin, ...headers } })).status;
    const pushed: unknown[] = [];
    bridge.onPush((push, payload) => push === 'access' && pushed.push(payload));

    expect(await read()).toBe(403);
    await expect.poll(() => pushed, SOON).toMatchObject([{ requests: [{ origin }] }]);
    expect(await bridge.call('access.allow', [{ origin }])).toEqual({ ok: true, value: null });
    expect(await read()).toBe(200);

    const made = await bridge.call('access.makeKey', []);
    const key = made.ok ? String(made.value) : '';
    expect([await read(), await read({ Authorization: `Bearer ${key}` })]).toEqual([401, 200]);
    expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toMatchObject({
      apiKey: key,
      extensions: [{ origin }],
    });
    await bridge.call('access.removeKey', []);
    expect(await read()).toBe(200);
    await bridge.call('access.remove', [{ origin }]);
    expect(await read()).toBe(403);
  });

  it('let nothing in while a person pauses, by whichever door, and say so', async () => {
    const { bridge, status, store } = start();
    await expect.poll(() => status.get().api.state, SOON).toBe('listening');
    const api = status.get().api;
    const bucket = `${api.state === 'listening' ? api.address : ''}/api/0/buckets/b`;
    await store.createBucket('b', { type: 'test', client: 'test', hostname: 'test' });
    const beat = { timestamp: new Date().toISOString(), duration: 0, data: { app: 'Editor' } };
    const send = async () => {
      const headers = { 'content-type': 'application/json' };
      const sent = { method: 'POST', headers, body: JSON.stringify({ ...beat, timestamp: new Date().toISOString() }) };
      const answer = await fetch(`${bucket}/heartbeat?pulsetime=60`, sent);
      return [answer.status, ((await answer.json()) as { id: number | null }).id !== null];
    };

    expect(await bridge.call('recording.pause', [{ for: 'resumed' }])).toEqual({ ok: true, value: null });
    expect(status.get().recording).toEqual({ state: 'paused', until: null });
    expect(await send()).toEqual([200, false]);
    expect(await bridge.call('recording.resume', [])).toEqual({ ok: true, value: null });
    expect(status.get().recording.state).toBe('recording');
    expect(await send()).toEqual([200, true]);
    expect(await store.countEvents('b', {})).toBe(1);
  });

  it('close the API for a configuration that cannot be understood, say so, and open it once it can', async () => {
    writeFileSync(join(folder, 'config.json'), '{"apiKey":');
    const { bridge, status } = start();
    await expect
      .poll(() => status.get().api, SOON)
      .toMatchObject({ state: 'failed', message: expect.stringContaining('config.json') });
    expect(status.get().store.notices).toEqual([expect.stringContaining('config.json')]);
    writeFileSync(join(folder, 'config.json'), '{}');
    expect(await bridge.call('api.retry', [])).toEqual({ ok: true, value: null });
    expect(status.get().api.state).toBe('listening');
    expect(status.get().store.notices).toEqual([]);
  });
});
