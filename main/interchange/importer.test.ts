import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportProgress, ImportRequest } from '../../preload/contract/imports.ts';
import { StoreOperations } from '../store/store-operations.ts';
import { smallFileSystem } from '../store/test-disk.ts';
import { type EventsByBucket, exported } from '../store/test-import.ts';
import { beat, eventsOnDisk, openTestStore, S, temporaryFolder, WINDOW } from '../store/testing.ts';
import { Importer } from './importer.ts';

const many = (count: number, bucket = 'many'): EventsByBucket => ({
  [bucket]: Array.from({ length: count }, (_, second) => beat(second * 10, `title ${second % 500}`, 1)),
});

function file(buckets: EventsByBucket, rest: object = {}): string {
  const path = join(temporaryFolder(), 'export.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(exported(buckets)), ...rest }));
  return path;
}

const importing = (path: string, more: Partial<ImportRequest> = {}): ImportRequest => ({
  path,
  hosts: [],
  settings: 'none',
  ...more,
});

/** Operations on a record; `onProgress` is asked at each progress told. */
function openRecord(onProgress: (progress: ImportProgress) => void = () => undefined, inMemory = false) {
  const opened = openTestStore(inMemory ? { file: null } : {});
  const progress: ImportProgress[] = [];
  const operations = new StoreOperations(opened.store, null, {
    onImport: (now) => {
      progress.push(now);
      onProgress(now);
    },
  });
  onTestFinished(() => operations.importer.close());
  return { ...opened, operations, progress, states: () => [...new Set(progress.map(({ state }) => state))] };
}

describe.each([
  ['a file', false],
  ['memory', true],
])('A preview on a record in %s', (_, inMemory) => {
  it('tells what an import would do with each bucket, and writes nothing', async () => {
    const { operations, store } = openRecord(undefined, inMemory);
    store.createBucket('a', WINDOW);
    store.insertEvents('a', [beat(0, 'x', 1), beat(10, 'y', 1)]);
    store.forceCommit();
    const version = store.connection.pragma('data_version', { simple: true });
    const a = [beat(0, 'x', 1), beat(0, 'x', 1), beat(10, 'other', 1), beat(20, 'new', 5)];
    const path = file({ a, b: [beat(7)], empty: [] });
    expect(await operations.previewImport({ path, hosts: [] })).toEqual({
      path,
      kind: 'activitywatch-json',
      buckets: [
        {
          ...{ id: 'a', type: WINDOW.type, client: WINDOW.client, hostname: WINDOW.hostname },
          ...{ events: 4, fresh: 2, known: 2, refused: 0, problems: [] },
          ...{ exists: true, first: beat(0).start, last: beat(20, '', 5).end },
        },
        expect.objectContaining({ id: 'b', exists: false, events: 1, fresh: 1, known: 0, first: beat(7).start }),
        expect.objectContaining({ id: 'empty', exists: false, events: 0, fresh: 0, known: 0, first: null, last: null }),
      ],
      hosts: [{ from: WINDOW.hostname, to: WINDOW.hostname }],
      settings: [],
    });
    expect(store.connection.pragma('data_version', { simple: true })).toBe(version);
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['a']);
    const { buckets } = await operations.runImport(importing(path));
    expect(buckets.map(({ imported, skipped }) => [imported, skipped])).toEqual([
      [2, 2],
      [1, 0],
      [0, 0],
    ]);
    expect((await operations.previewImport({ path, hosts: [] })).buckets).toMatchObject([
      { fresh: 0 },
      { fresh: 0, exists: true },
      {},
    ]);
  });
});

describe('Hosts that were joined', () => {
  const [id, old] = ['aw-watcher-window_old', { ...WINDOW, hostname: 'old' }];
  const ofOld = (seconds: readonly number[]) =>
    file({}, { buckets: { [id]: { ...old, events: seconds.map((second) => wireOf(beat(second, 'x', 1))) } } });
  const wireOf = ({ start, end, data }: ReturnType<typeof beat>) => ({
    timestamp: new Date(start / 1000).toISOString(),
    duration: (end - start) / S,
    data,
  });
  const is = (from: string, to: string) => [{ from, to }];

  it('in an import are joined in those that follow, and the preview says so and counts so', async () => {
    const { operations, store } = openRecord();
    const path = ofOld([0, 10]);
    expect(await operations.previewImport({ path, hosts: is('old', 'laptop') })).toMatchObject({
      hosts: is('old', 'laptop'),
      buckets: [{ id: 'aw-watcher-window_laptop', fresh: 2, exists: false }],
    });
    await operations.runImport(importing(path, { hosts: is('old', 'laptop') }));
    expect(await operations.previewImport({ path, hosts: [] })).toMatchObject({
      hosts: is('old', 'laptop'),
      buckets: [{ id: 'aw-watcher-window_laptop', fresh: 0, known: 2, exists: true }],
    });
    expect(await operations.runImport(importing(ofOld([0, 10, 20])))).toMatchObject({
      hosts: is('old', 'laptop'),
      buckets: [{ imported: 1, skipped: 2 }],
    });
    // As it comes over HTTP.
    expect(await operations.importer.receive(async () => [ofOld([20, 30])])).toMatchObject({
      buckets: [{ id: 'aw-watcher-window_laptop', imported: 1, skipped: 1 }],
    });
    expect(store.listBuckets().map((bucket) => bucket.id)).toEqual(['aw-watcher-window_laptop']);
  });

  it('in the record are joined in what is imported, while what records under the old name stays what it is', async () => {
    const { operations, store } = openRecord();
    const path = ofOld([0, 10]);
    await operations.runImport(importing(path));
    store.createBucket('aw-watcher-window_laptop', WINDOW);
    await operations.joinHosts({ from: 'old', to: 'laptop' });
    expect(await operations.runImport(importing(path))).toMatchObject({ buckets: [{ imported: 0, skipped: 2 }] });
    operations.createBucket(id, old);
    operations.heartbeat(id, beat(100), 5 * S);
    expect(operations.listBuckets().map((bucket) => bucket.id)).toEqual(['aw-watcher-window_laptop', id]);
  });

  it('are apart again once that is said, for that import and those that follow', async () => {
    const { operations, store } = openRecord();
    const path = ofOld([0]);
    await operations.runImport(importing(path, { hosts: is('old', 'laptop') }));
    expect(await operations.runImport(importing(path, { hosts: is('old', 'old') }))).toMatchObject({
      hosts: [],
      buckets: [{ id, imported: 1 }],
    });
    expect((await operations.previewImport({ path, hosts: [] })).hosts).toEqual(is('old', 'old'));
    expect(store.getSetting('daytrail.joined-hosts')).toEqual([]);
  });

  it('are not remembered of an import that failed', async () => {
    const { operations, store } = openRecord();
    const failed = operations.runImport(importing(ofOld([0]), { hosts: is('odl', 'laptop') }));
    await expect(failed).rejects.toMatchObject({ kind: 'invalid' });
    expect(store.listSettings()).toEqual({});
  });
});

describe('An import of a file', () => {
  it('says how far it is, from reading to saving, and that it is over', async () => {
    const { operations, states, progress } = openRecord();
    await operations.runImport(importing(file(many(5000))));
    expect(states()).toEqual(['reading', 'saving', 'idle']);
    expect(progress.find(({ state, total }) => state === 'reading' && total !== null)).toMatchObject({ total: 5000 });
    expect(progress.find(({ state }) => state === 'saving')).toMatchObject({ total: 5000 });
    expect(operations.importProgress()).toEqual({ state: 'idle', done: 0, total: null });
    await operations.previewImport({ path: file(many(10)), hosts: [] });
    expect(states()).toContain('comparing');
  });

  it('lets heartbeats be answered meanwhile, and they are in the record afterwards', async () => {
    let beats = 0;
    const {
      operations,
      store,
      file: record,
    } = openRecord(({ state }) => {
      if (state !== 'idle') store.heartbeat('a', beat(beats++ * 100, state), 0);
    });
    store.createBucket('a', WINDOW);
    await operations.runImport(importing(file(many(20_000))));
    await operations.forceCommit();
    expect(beats).toBeGreaterThan(1);
    expect(eventsOnDisk(record)).toHaveLength(20_000 + beats);
  });

  it('waits for its turn, and finds what the one before it brought', async () => {
    const { operations } = openRecord();
    const path = file(many(2000));
    const [first, second] = await Promise.all([
      operations.runImport(importing(path)),
      operations.runImport(importing(path)),
    ]);
    expect(first.buckets).toMatchObject([{ created: true, imported: 2000, skipped: 0 }]);
    expect(second.buckets).toMatchObject([{ created: false, imported: 0, skipped: 2000 }]);
  });

  it('keeps a forced commit waiting until what came meanwhile is on disk', async () => {
    let saved: Promise<void> | undefined;
    const {
      operations,
      store,
      file: record,
    } = openRecord(({ state }) => {
      if (state !== 'saving' || saved !== undefined) return;
      store.heartbeat('a', beat(5, 'meanwhile'), 0);
      saved = operations.forceCommit().then(() => {
        expect(eventsOnDisk(record).map(({ data }) => JSON.parse(data).title)).toContain('meanwhile');
      });
    });
    store.createBucket('a', WINDOW);
    await operations.runImport(importing(file(many(5000))));
    expect(saved).toBeDefined();
    await saved;
  });

  it('is refused with the reason where there is no such file, and the next one works', async () => {
    const { operations } = openRecord();
    const missing = join(temporaryFolder(), 'missing.json');
    await expect(operations.runImport(importing(missing))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(operations.previewImport({ path: missing, hosts: [] })).rejects.toMatchObject({ kind: 'invalid' });
    const elsewhere = { kind: 'invalid', message: expect.stringMatching(/Give the whole path/) };
    await expect(operations.previewImport({ path: 'export.json', hosts: [] })).rejects.toMatchObject(elsewhere);
    await expect(operations.runImport(importing('export.json'))).rejects.toMatchObject(elsewhere);
    expect((await operations.runImport(importing(file(many(1))))).buckets).toMatchObject([{ imported: 1 }]);
  });

  it('is refused with the reason where there is no room for its folder, and nobody waits for it', async () => {
    const { store } = openRecord();
    const importer = new Importer({ target: () => store, record: join(temporaryFolder(), 'missing', 'record.db') });
    await expect(importer.preview({ path: file(many(1)), hosts: [] })).rejects.toMatchObject({ kind: 'commit-failed' });
    await importer.close();
  });

  it('is refused with the reason where the disk is full, and recording goes on', async ({ skip }) => {
    const small = smallFileSystem(4096);
    if ('reason' in small) return skip(small.reason);
    const { store } = openTestStore({ file: join(small.folder, 'record.db') });
    const operations = new StoreOperations(store, null);
    store.createBucket('a', WINDOW);
    const outcome = operations.runImport(importing(file(many(60_000))));
    await expect(outcome).rejects.toMatchObject({
      kind: 'commit-failed',
      message: expect.stringMatching(/disk is full/),
    });
    store.heartbeat('a', beat(0), 0);
    store.forceCommit();
    expect(readdirSync(small.folder).filter((name) => name.includes('import'))).toEqual([]);
  });

  it('puts the events of a renamed host into the buckets of its new name', async () => {
    const { operations, store } = openRecord();
    store.createBucket('w_new', { ...WINDOW, hostname: 'new' });
    const hosts = [{ from: WINDOW.hostname, to: 'new' }];
    const report = await operations.runImport(importing(file({ [`w_${WINDOW.hostname}`]: [beat(0)] }), { hosts }));
    expect(report.buckets).toMatchObject([{ id: 'w_new', created: false, imported: 1 }]);
    expect(store.listBuckets()).toHaveLength(1);
  });
});

describe('Cancelling', () => {
  it.each(['reading', 'saving'] as const)('while it is %s leaves nothing of it, and no file', async (when) => {
    let cancels = 0;
    const {
      operations,
      store,
      file: record,
    } = openRecord(({ state }) => {
      if (state !== when) return;
      cancels++;
      operations.cancelImport();
    });
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    const outcome = operations.runImport(importing(file(many(60_000))));
    await expect(outcome).rejects.toMatchObject({ kind: 'cancelled', message: expect.stringMatching(/Nothing/) });
    expect(cancels).toBeGreaterThan(0);
    expect(store.listBuckets().map(({ id }) => id)).toEqual(['a']);
    store.forceCommit();
    expect(eventsOnDisk(record)).toHaveLength(1);
    expect(readdirSync(dirname(record)).filter((name) => name.includes('import'))).toEqual([]);
    expect(operations.importProgress().state).toBe('idle');
  });

  it('ends a preview, and those that wait', async () => {
    const { operations } = openRecord();
    const path = file(many(100));
    const outcomes = [operations.previewImport({ path, hosts: [] }), operations.runImport(importing(path))];
    operations.cancelImport();
    for (const outcome of outcomes) await expect(outcome).rejects.toMatchObject({ kind: 'cancelled' });
    expect((await operations.runImport(importing(path))).buckets).toMatchObject([{ imported: 100 }]);
  });

  it('does nothing where nothing is under way', () => {
    const { operations } = openRecord();
    operations.cancelImport();
    expect(operations.importProgress().state).toBe('idle');
  });
});

describe('Closing', () => {
  it('ends an import that is being saved, and keeps every write that was answered', async () => {
    let closing: Promise<void> | undefined;
    const {
      operations,
      store,
      file: record,
    } = openRecord(({ state }) => {
      if (state !== 'saving' || closing !== undefined) return;
      store.heartbeat('a', beat(5, 'meanwhile'), 0);
      closing = operations.importer.close();
    });
    store.createBucket('a', WINDOW);
    const outcome = operations.runImport(importing(file(many(60_000))));
    await expect(outcome).rejects.toMatchObject({ kind: 'closed' });
    await closing;
    store.close();
    expect(eventsOnDisk(record)).toHaveLength(1);
  });

  it('without time ends it at once, and what was answered is saved before anything else is done', async () => {
    let saved: number | undefined;
    const {
      operations,
      store,
      file: record,
    } = openRecord(({ state }) => {
      if (state !== 'saving' || saved !== undefined) return;
      store.heartbeat('a', beat(5, 'meanwhile'), 0);
      operations.importer.closeNow(10_000);
      store.forceCommit();
      saved = eventsOnDisk(record).length;
    });
    store.createBucket('a', WINDOW);
    await expect(operations.runImport(importing(file(many(60_000))))).rejects.toMatchObject({ kind: 'closed' });
    expect(saved).toBe(1);
  });
});

it('A process that is killed while it saves an import leaves what was committed before, and nothing of the import', async () => {
  const folder = temporaryFolder();
  const record = join(folder, 'record.db');
  const module = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href);
  const script = `
    const { Datastore } = await import(${module('../store/datastore.ts')});
    const { StoreOperations } = await import(${module('../store/store-operations.ts')});
    const log = { info() {}, warn() {}, error() {} };
    const options = { file: ${JSON.stringify(record)}, backupsDir: null, log, onChange() {}, onHealth() {} };
    const store = Datastore.open(options);
    const operations = new StoreOperations(store, null, { onImport: ({ state }) => console.log(state) });
    store.createBucket('a', { type: 't', client: 'c', hostname: 'h' });
    store.heartbeat('a', { start: 0, end: ${S}, data: { kept: true } }, 0);
    await operations.runImport({ path: ${JSON.stringify(file(many(60_000)))}, hosts: [], settings: 'none' });`;
  // A file, since threads inherit the options with which a script is given otherwise.
  const program = join(folder, 'program.mjs');
  writeFileSync(program, script);
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const state of createInterface({ input: child.stdout })) {
    if (state === 'saving') child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  const { store } = openTestStore({ file: record });
  expect(store.listBuckets().map(({ id }) => id)).toEqual(['a']);
  expect(eventsOnDisk(record).map(({ data }) => data)).toEqual(['{"kept":true}']);
  expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  new StoreOperations(store, null);
  expect(readdirSync(folder).filter((name) => name.includes('import'))).toEqual([]);
});
