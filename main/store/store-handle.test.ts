import { existsSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EventsChanged } from '../../preload/contract/schemas.ts';
import { USUAL_POLICY } from './policy.ts';
import type { StoreThreadOptions } from './protocol.ts';
import { createStoreHandle, type StoreHandleOptions } from './store-handle.ts';
import { beat, eventsOnDisk, NINE, RecordingLog, recordIn, S, temporaryFolder, WINDOW } from './testing.ts';

const THREAD = new URL('./store.thread.ts', import.meta.url);

/** A store in a thread of its own, on a real file; closed when the test ends. */
function newHandle(options: Partial<StoreHandleOptions> = {}) {
  const folder = temporaryFolder();
  const log = new RecordingLog();
  const threads: Worker[] = [];
  const startThread = (workerData: StoreThreadOptions): Worker => {
    const worker = options.startThread?.(workerData) ?? new Worker(THREAD, { workerData });
    threads.push(worker);
    return worker;
  };
  const record = recordIn(folder);
  const handle = createStoreHandle({
    ...record,
    log,
    ...options,
    startThread,
  });
  onTestFinished(async () => {
    await handle.close({ discard: true }).catch(() => undefined);
    // Who only plays the thread has not ended with that.
    await Promise.all(threads.map((thread) => thread.terminate()));
  });
  return { handle, file: record.file, folder, log, threads };
}

async function started(options: Partial<StoreHandleOptions> = {}) {
  const opened = newHandle(options);
  await opened.handle.start();
  return opened;
}

async function withBucket(options: Partial<StoreHandleOptions> = {}) {
  const opened = await started(options);
  await opened.handle.createBucket('a', WINDOW);
  return opened;
}

/** A thread that opens nothing, says it is ready, and does as the code says with what it is asked. */
const imitation =
  (onMessage: string, atStart = "port.postMessage({ kind: 'ready' })") =>
  () =>
    new Worker(
      `const port = require('node:worker_threads').parentPort; ${atStart}; port.on('message', (message) => { ${onMessage} })`,
      { eval: true, stderr: true },
    );

/** The real thread, which dies of a defect when it is told to, as an exception nobody caught would end it. */
const mortal = (workerData: StoreThreadOptions) =>
  new Worker(
    `require('node:worker_threads').parentPort.on('message', (message) => {
      if (message.kind === 'die') throw new Error('a defect');
    });
    import(${JSON.stringify(THREAD.href)});`,
    { eval: true, workerData },
  );

const text = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as { id: number }[];
const eventually = (check: () => void) => vi.waitFor(check, 15_000);
const closed = { name: 'StoreError', kind: 'closed' };

describe('The store handle', () => {
  it('does in the thread what it is asked, and gives errors back with their kind', async () => {
    const { handle } = await withBucket();
    const event = await handle.heartbeat('a', beat(0, 'x', 2), 5 * S);
    expect(event).toEqual({ id: 1, ...beat(0, 'x', 2) });
    expect(await handle.getEvent('a', 1)).toEqual(event);
    await handle.setSetting('startOfDay', '04:00');
    expect(await handle.getSetting('startOfDay')).toBe('04:00');
    expect(await handle.summarizeBuckets()).toMatchObject([{ id: 'a', count: 1 }]);
    await expect(handle.getBucket('b')).rejects.toMatchObject({ name: 'StoreError', kind: 'not-found' });
    await expect(handle.listEvents('b', {})).rejects.toMatchObject({ name: 'StoreError', kind: 'not-found' });
  });

  it('reads every write that was acknowledged before, at once', async () => {
    const { handle } = await withBucket();
    for (let second = 0; second < 20; second++) {
      await handle.heartbeat('a', beat(second * 10), S);
      expect(text(await handle.listEvents('a', {}))).toHaveLength(second + 1);
    }
  });

  it('forgets what was read before a write that touches it', async () => {
    const { handle } = await withBucket();
    const hour = { start: NINE, end: NINE + 3600 * S };
    const program = { text: 'RETURN = query_bucket_eventcount("a");', periods: [hour] };
    for (const events of [1, 2]) {
      await handle.heartbeat('a', beat(events * 60), 0);
      const { lanes } = await handle.readTimeline({ ...hour, resolution: 0 });
      expect(lanes.map(({ start }) => start.length)).toEqual([events]);
      const answer = await handle.query(program);
      expect(answer.ok && text(answer.json)).toEqual([events]);
    }
  });

  it('answers a heartbeat while a long read is still running', async () => {
    const { handle } = await withBucket();
    await handle.createBucket('old', WINDOW);
    const data = { app: 'Code', title: 'x'.repeat(500) };
    const many = Array.from({ length: 30_000 }, (_, n) => ({ start: NINE + n, end: NINE + n, data }));
    await handle.insertEvents('old', many);
    const done: string[] = [];
    const read = handle.listEvents('old', {}).then((bytes) => {
      done.push('read');
      return bytes;
    });
    for (let n = 0; n < 20; n++) {
      await handle.heartbeat('a', beat(n), 5 * S);
      done.push('beat');
    }
    expect(text(await read)).toHaveLength(30_000);
    expect(done.indexOf('read')).toBe(20);
  });

  it('tells what changes without being asked', async () => {
    const { handle } = await withBucket();
    const told: EventsChanged['buckets'] = [];
    const buckets = vi.fn();
    handle.on('events', (changed) => void told.push(...changed.buckets));
    handle.on('buckets', buckets);
    await handle.heartbeat('a', beat(0), 5 * S);
    await handle.heartbeat('a', beat(3), 5 * S);
    await eventually(() => expect(told.at(-1)?.events).toMatchObject([{ id: 1, end: NINE + 3 * S }]));
    await eventually(() => expect(handle.sources()).toMatchObject([{ bucket: 'a', label: 'Code' }]));
    await handle.createBucket('b', WINDOW);
    await eventually(() => expect(buckets).toHaveBeenCalled());
    expect(handle.health()).toMatchObject({ state: 'ready' });
  });

  it('tells no more to who has unsubscribed, and goes on when a listener fails', async () => {
    const { handle, log } = await withBucket();
    const [first, second] = [vi.fn(), vi.fn()];
    handle.on('events', first)();
    handle.on('events', () => {
      throw new Error('broken listener');
    });
    handle.on('events', second);
    await handle.heartbeat('a', beat(0), 5 * S);
    await eventually(() => expect(second).toHaveBeenCalled());
    expect(first).not.toHaveBeenCalled();
    expect(log.lines.join()).toContain('broken listener');
  });

  it('flushes while the main thread waits, so that everything is on disk when it goes on', async () => {
    const { handle, file } = await withBucket();
    void handle.heartbeat('a', beat(0), 5 * S).catch(() => undefined);
    expect(handle.flushSync(10_000)).toBe('committed');
    expect(eventsOnDisk(file)).toHaveLength(1);
  });

  it('says that a flush did not come in time, or that there is nobody to flush', async () => {
    const { handle } = newHandle({ startThread: imitation('') });
    expect(handle.flushSync(1)).toBe('failed');
    await handle.start();
    expect(handle.flushSync(1)).toBe('timed-out');
    await expect(handle.close({ deadlineMs: 1 })).rejects.toMatchObject(closed);
  });

  it('keeps out what privacy filters keep out, in the thread that follows one that died as well', async () => {
    const policy = { ...USUAL_POLICY, recordPrivateWindows: true };
    const { handle, threads, file } = await withBucket({ policy, startThread: mortal });
    const tab = { ...beat(5, 'private'), data: { title: 'private', incognito: true } };
    await handle.setSetting('privacy_filters', [{ field: 'title', pattern: 'secret', action: 'drop' }]);
    await handle.setPolicy(USUAL_POLICY);
    threads[0]?.postMessage({ kind: 'die' });
    await eventually(() => expect(threads).toHaveLength(2));
    expect(await handle.heartbeat('a', beat(0, 'secret'), 0)).toMatchObject({ id: 0 });
    expect(await handle.insertEvents('a', [beat(0, 'secret'), tab, beat(9, 'fine')])).toHaveLength(1);
    await handle.forceCommit();
    expect(eventsOnDisk(file)).toHaveLength(1);
  });

  it('listens where it is told to', async () => {
    const { handle } = await started({ port: 0 });
    await eventually(() => expect(handle.api().state).toBe('listening'));
    const api = handle.api();
    const answer = await fetch(`${api.state === 'listening' ? api.address : ''}/api/0/info`);
    expect(await answer.json()).toMatchObject({ hostname: 'laptop', testing: true });
    await expect(handle.listen()).resolves.toBeUndefined();
  });
});

describe('Starting the store', () => {
  it('rejects with the kind of what keeps the record from being opened, and works once that is gone', async () => {
    const { handle, file } = newHandle();
    const newer = new Database(file);
    newer.pragma('user_version = 999');
    await expect(handle.start()).rejects.toMatchObject({ name: 'StoreError', kind: 'newer-schema' });
    expect(handle.health()).toMatchObject({ state: 'failed', problem: { kind: 'newer-schema' } });
    await expect(handle.listBuckets()).rejects.toMatchObject({ kind: 'newer-schema' });
    newer.pragma('user_version = 0');
    newer.close();
    await handle.start();
    expect(await handle.listBuckets()).toEqual([]);
    expect(handle.health()).toMatchObject({ state: 'ready', problem: null });
  });

  it('is refused while another store has the file', async () => {
    const { file } = await started();
    await expect(newHandle({ file }).handle.start()).rejects.toMatchObject({ kind: 'locked' });
  });

  it('lets calls wait that are made meanwhile, and refuses those made before', async () => {
    const { handle } = newHandle();
    await expect(handle.listBuckets()).rejects.toMatchObject(closed);
    const starting = handle.start();
    expect(await handle.createBucket('a', WINDOW)).toBe(true);
    await starting;
    await handle.start();
  });
});

describe('A store thread that dies', () => {
  const quick = { pausesMs: [0, 0], healthyMs: 60_000 };

  it('fails every call it had not answered, and is replaced', async () => {
    const deaf = imitation("if (message.method === 'forceCommit') throw new Error('gone')");
    let starts = 0;
    const { handle, log } = await started({
      restart: quick,
      startThread: (workerData) => (starts++ === 0 ? deaf() : new Worker(THREAD, { workerData })),
    });
    const imports: string[] = [];
    handle.on('imports', ({ state }) => imports.push(state));
    const pending = [handle.listBuckets(), handle.listEvents('a', {}), handle.forceCommit()];
    for (const outcome of await Promise.allSettled(pending)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: closed });
    }
    expect(log.lines.join()).toContain('gone');
    expect(handle.health().state).toBe('starting');
    // Nobody goes on waiting for an import that ended with it.
    expect(imports).toEqual(['idle']);
    expect(await handle.listBuckets()).toEqual([]);
    expect(starts).toBe(2);
  });

  it('leaves what it had committed to the next one, and its file free', async () => {
    const { handle, threads } = await withBucket({ restart: quick, startThread: mortal });
    await handle.heartbeat('a', beat(0), 5 * S);
    await handle.forceCommit();
    await handle.listEvents('a', {});
    threads[0]?.postMessage({ kind: 'die' });
    await eventually(() => expect(handle.health().state).not.toBe('ready'));
    expect(text(await handle.listEvents('a', {}))).toHaveLength(1);
    expect(threads).toHaveLength(2);
    expect(handle.health()).toMatchObject({ state: 'ready', problem: null });
  });

  it('again and again is given up, and then every call says so', async () => {
    const { handle, threads } = await started({
      restart: quick,
      startThread: imitation("throw new Error('again')"),
    });
    for (let n = 0; n < 3; n++) await expect(handle.listBuckets()).rejects.toMatchObject(closed);
    await eventually(() => expect(handle.health().state).toBe('failed'));
    expect(handle.api()).toMatchObject({ state: 'failed' });
    await expect(handle.listBuckets()).rejects.toMatchObject({ ...closed, message: expect.stringContaining('again') });
    await expect(handle.start()).rejects.toMatchObject(closed);
    expect(threads).toHaveLength(3);
    await handle.close();
  });

  it('while it is being closed is not replaced', async () => {
    const { handle, threads } = await started({ restart: quick, startThread: imitation("throw new Error('late')") });
    await expect(handle.close()).rejects.toMatchObject(closed);
    expect(threads).toHaveLength(1);
    await expect(handle.listBuckets()).rejects.toMatchObject(closed);
  });
});

describe('Closing the store', () => {
  it('saves everything, leaves no -wal, and the thread has ended', async () => {
    const { handle, file, folder, threads } = await withBucket({ port: 0 });
    await handle.heartbeat('a', beat(0), 5 * S);
    await handle.listEvents('a', {});
    const ended = vi.fn();
    threads[0]?.on('exit', ended);
    await handle.close();
    expect(ended).toHaveBeenCalledWith(0);
    expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    expect(eventsOnDisk(file)).toHaveLength(1);
    expect(handle.health().state).toBe('closed');
    await expect(handle.listBuckets()).rejects.toMatchObject(closed);
    expect(handle.flushSync(1)).toBe('failed');
  });

  it('can be asked twice, and before anything was started', async () => {
    const { handle } = await started();
    const closing = handle.close();
    await Promise.all([closing, handle.close()]);
    await handle.close();
    await newHandle().handle.close();
  });

  it('waits for a start that is under way', async () => {
    const { handle, file } = newHandle();
    const starting = handle.start();
    await handle.close();
    await Promise.allSettled([starting]);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('does not wait for what is read ahead, nor for programs that wait for their turn', async () => {
    const { handle } = await withBucket();
    await handle.heartbeat('a', beat(0), 5 * S);
    const program = { text: 'RETURN = query_bucket_names();', periods: [{ start: NINE, end: NINE + S }] };
    const programs = [1, 2, 3].map(() => handle.query(program).catch(() => null));
    handle.readAhead();
    await handle.close();
    await Promise.all(programs);
  });

  it('keeps every heartbeat that was answered while it was being written to', async () => {
    const { handle, file } = await withBucket();
    const writing = Array.from({ length: 200 }, (_, n) => handle.heartbeat('a', beat(n * 10), 0));
    const closing = handle.close();
    const late = handle.heartbeat('a', beat(0), 0);
    await expect(late).rejects.toMatchObject(closed);
    const answered = await Promise.all(writing);
    await closing;
    expect(eventsOnDisk(file).map(({ id }) => id)).toEqual(answered.map(({ id }) => id));
  });

  it('rejects when the last commit fails, loses nothing, and succeeds once it can', async () => {
    const { handle, file } = await withBucket();
    await handle.forceCommit();
    const other = new Database(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const event = await handle.heartbeat('a', beat(0), 5 * S);
    await expect(handle.close()).rejects.toMatchObject({ kind: 'commit-failed' });
    expect(handle.health()).toMatchObject({ state: 'unsaved', pending: 1 });
    expect(await handle.getEvent('a', event.id)).toEqual(event);
    other.exec('ROLLBACK');
    await handle.close();
    expect(eventsOnDisk(file).map(({ id }) => id)).toEqual([event.id]);
  });

  it('gives up at its deadline', async () => {
    const { handle } = await started({ startThread: imitation('') });
    const begun = handle.close({ deadlineMs: 20 });
    await expect(begun).rejects.toMatchObject({ ...closed, message: expect.stringContaining('20 ms') });
    await expect(handle.close()).rejects.toMatchObject(closed);
  });
});
