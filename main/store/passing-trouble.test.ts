/**
 * Watchers give up a heartbeat that is answered with 4xx or 5xx (activitywatch's own clients do), so for a trouble that
 * passes it must not be: whatever happens to the file, the listener stays, and what it has taken is in the record later, once.
 */
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ImportRequest } from '../../preload/contract/imports.ts';
import { silentLog } from '../lifecycle/log.ts';
import type { StoreError } from './store-error.ts';
import { createStoreHandle, type StoreHandle } from './store-handle.ts';
import { fill, smallFileSystem } from './test-disk.ts';
import { exported } from './test-import.ts';
import { beat, eventsOnDisk, openTestStore, recordIn, temporaryFolder, WINDOW } from './testing.ts';

const eventually = (check: () => void) => vi.waitFor(check, 20_000);

interface Recording {
  readonly handle: StoreHandle;
  readonly file: string;
  /** How many heartbeats have been answered. */
  answered(): number;
  /** Resolves when so many more have been. */
  more(count: number): Promise<void>;
  /** Ends the heartbeats and the store; gives their titles, in order, and every status they were answered with. */
  finish(): Promise<{ readonly titles: readonly string[]; readonly statuses: readonly number[] }>;
}

/** A store in its thread, and a watcher that sends it one heartbeat after the other over HTTP, each an event of its own. */
async function recordInto(folder: string): Promise<Recording> {
  const record = recordIn(folder);
  const { file } = record;
  const handle = createStoreHandle({ ...record, port: 0, log: silentLog });
  onTestFinished(() => handle.close({ discard: true }).catch(() => undefined));
  await handle.start();
  await handle.createBucket('a', WINDOW);
  await eventually(() => expect(handle.api().state).toBe('listening'));
  const api = handle.api();
  const address = api.state === 'listening' ? api.address : '';
  const titles: string[] = [];
  const statuses = new Set<number>();
  let ending = false;
  const beating = (async () => {
    while (!ending) {
      const title = `beat ${titles.length}`;
      const { start, data } = beat(titles.length, title);
      const body = JSON.stringify({ timestamp: new Date(start / 1000).toISOString(), duration: 0, data });
      const headers = { 'Content-Type': 'application/json' };
      const url = `${address}/api/0/buckets/a/heartbeat?pulsetime=0`;
      const answer = await fetch(url, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      statuses.add(answer.status);
      titles.push(title);
    }
  })();
  // Whoever finishes it hears of it.
  beating.catch(() => undefined);
  return {
    handle,
    file,
    answered: () => titles.length,
    more: async (count) => {
      const until = titles.length + count;
      await eventually(() => expect(titles.length).toBeGreaterThanOrEqual(until));
    },
    finish: async () => {
      ending = true;
      await beating;
      await handle.close();
      return { titles, statuses: [...statuses] };
    },
  };
}

const titlesIn = (file: string): string[] =>
  eventsOnDisk(file)
    .map(({ data }) => JSON.parse(data).title as string)
    .filter((title) => title.startsWith('beat '));

async function expectAllRecorded({ finish, file }: Recording): Promise<void> {
  const { titles, statuses } = await finish();
  expect(statuses).toEqual([200]);
  expect(titlesIn(file)).toEqual(titles);
}

describe('No heartbeat fails, is lost or doubled', () => {
  it('while the file is closed and opened again', async () => {
    const recording = await recordInto(temporaryFolder());
    const { handle, more } = recording;
    for (let round = 0; round < 5; round++) {
      await Promise.all([more(20), handle.reopen(), handle.summarizeBuckets()]);
      expect(handle.health().state).toBe('ready');
      expect(handle.api().state).toBe('listening');
    }
    await expectAllRecorded(recording);
  });

  it('while an import is read, saved, cancelled and read again', async () => {
    const recording = await recordInto(temporaryFolder());
    const { handle, more } = recording;
    const path = join(temporaryFolder(), 'export.json');
    const events = Array.from({ length: 30_000 }, (_, second) => beat(second, `old ${second % 99}`, 1));
    writeFileSync(path, exported({ imported: events }));
    const request: ImportRequest = { path, hosts: [], settings: 'none' };
    await more(5);
    const stop = handle.on('imports', ({ state }) => {
      if (state === 'saving') void handle.cancelImport();
    });
    // On a busy machine it may be through before it hears that it is cancelled.
    const first = await handle.runImport(request).then(
      () => 'saved',
      ({ kind }: StoreError) => kind,
    );
    expect(['cancelled', 'saved']).toContain(first);
    stop();
    const { buckets } = await handle.runImport(request);
    expect(buckets).toMatchObject([first === 'saved' ? { skipped: 30_000 } : { imported: 30_000 }]);
    await more(5);
    await expectAllRecorded(recording);
  });

  it('while another program has the file locked', async () => {
    const recording = await recordInto(temporaryFolder());
    const { handle, file, more } = recording;
    await more(20);
    const other = new Database(file, { timeout: 0 });
    onTestFinished(() => void other.close());
    await vi.waitFor(async () => {
      // Only between two batches is there no lock.
      await handle.forceCommit();
      other.exec('BEGIN IMMEDIATE');
    }, 20_000);
    await eventually(() => expect(handle.health().state).toBe('unsaved'));
    await more(50);
    other.exec('ROLLBACK');
    await eventually(() => expect(handle.health().state).toBe('ready'));
    await expectAllRecorded(recording);
  });

  it('while the file is moved away and put back', async ({ skip }) => {
    if (process.platform === 'win32') return skip('Windows lets nobody take away a file that is open');
    const recording = await recordInto(temporaryFolder());
    const { handle, file, more } = recording;
    await more(20);
    const saving = (state: string) =>
      vi.waitFor(async () => {
        await handle.forceCommit().catch(() => undefined);
        expect(handle.health().state).toBe(state);
      }, 20_000);
    renameSync(file, `${file}.elsewhere`);
    await saving('unsaved');
    await more(50);
    renameSync(`${file}.elsewhere`, file);
    await saving('ready');
    await expectAllRecorded(recording);
  });

  it('while the disk is full', async ({ skip }) => {
    const small = smallFileSystem(2048);
    if ('reason' in small) return skip(small.reason);
    const recording = await recordInto(small.folder);
    const { handle, more } = recording;
    await more(20);
    const filler = fill(small.folder);
    await eventually(() => expect(handle.health().state).toBe('unsaved'));
    await more(50);
    rmSync(filler);
    await eventually(() => expect(handle.health().state).toBe('ready'));
    await expectAllRecorded(recording);
  });
});

describe('Another file in the place of the record', () => {
  function backup(): string {
    const file = join(temporaryFolder(), 'backup.db');
    const { store } = openTestStore({ file });
    store.createBucket('old', WINDOW);
    store.heartbeat('old', beat(0, 'long ago'), 0);
    store.close();
    return file;
  }

  it('is what is read from then on, and recording goes on in it without a gap', async () => {
    const recording = await recordInto(temporaryFolder());
    const { handle, file, more, finish } = recording;
    await more(20);
    const put = join(dirname(file), 'put.db');
    const keep = join(dirname(file), 'kept.db');
    copyFileSync(backup(), put);
    await handle.listEvents('a', {});
    await handle.reopen({ put, keep });
    expect((await handle.summarizeBuckets()).map(({ id, client }) => [id, client])).toEqual([
      ['a', WINDOW.client],
      ['old', WINDOW.client],
    ]);
    expect(await handle.countEvents('old', {})).toBe(1);
    await more(20);
    const { titles, statuses } = await finish();
    expect(statuses).toEqual([200]);
    expect([...titlesIn(keep), ...titlesIn(file)]).toEqual(titles);
    expect(existsSync(put)).toBe(false);
  });

  it.each<[string, string, (file: string) => void]>([
    [
      'a newer Daytrail wrote',
      'newer-schema',
      (file) => {
        const connection = new Database(file);
        connection.pragma('user_version = 999');
        connection.close();
      },
    ],
    ['is not there', 'internal', (file) => rmSync(file)],
  ])('that %s is not taken, and the record is what it was', async (_, kind, spoil) => {
    const recording = await recordInto(temporaryFolder());
    const { handle, file, more } = recording;
    await more(5);
    const put = join(dirname(file), 'put.db');
    copyFileSync(backup(), put);
    spoil(put);
    const there = existsSync(put);
    await expect(handle.reopen({ put, keep: join(dirname(file), 'kept.db') })).rejects.toMatchObject({ kind });
    expect(existsSync(put)).toBe(there);
    await more(5);
    await expectAllRecorded(recording);
  });
});
