import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
});
