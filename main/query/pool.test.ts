import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { silentLog } from '../lifecycle/log.ts';
import { ManualTime, RecordingLog, temporaryFolder } from '../store/testing.ts';
import { type PoolOptions, QueryPool } from './pool.ts';
import { type QueryThreadOptions, unpack } from './protocol.ts';
import type { ReadCall } from './reads.ts';
import { addEvent, HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const event = (second: number, app = 'Ed'): TestEvent => ({
  start: MORNING + second * SECOND,
  duration: SECOND,
  data: { app },
});
const hour = { start: MORNING, end: MORNING + HOUR };
const count: ReadCall = { method: 'countEvents', args: ['b', hour] };
const timeline: ReadCall = { method: 'readTimeline', args: [{ ...hour, resolution: 0 }] };

function newFile(events: readonly TestEvent[]) {
  const file = join(temporaryFolder(), 'record.db');
  const { db } = record({ b: events }, file);
  onTestFinished(() => void db.close());
  return { file, db };
}

function newPool(file: string, options: Partial<PoolOptions> = {}) {
  const time = new ManualTime();
  const pool = new QueryPool({ file, log: silentLog, timer: time, monotonic: time.monotonic, ...options });
  onTestFinished(() => pool.rest());
  const countIn = async () => unpack('countEvents', await pool.read(count));
  const appsIn = async () => unpack('readTimeline', await pool.read(timeline)).lanes[0]?.keys;
  return { pool, time, countIn, appsIn };
}

/** A thread that dies of the first thing it is asked. */
const dying = () =>
  new Worker("require('node:worker_threads').parentPort.once('message', () => { throw new Error('no more memory') })", {
    eval: true,
    stderr: true,
  });

describe('The query threads', () => {
  it('answer what is asked, lists as the very bytes', async () => {
    const { file } = newFile([event(0), event(1)]);
    const { pool, countIn } = newPool(file);
    expect(await countIn()).toBe(2);
    const bytes = await pool.read({ method: 'listEvents', args: ['b', {}, 1] });
    expect(new TextDecoder().decode(bytes)).toBe(
      '[{"id":2,"timestamp":"2026-01-05T09:00:01Z","duration":1,"data":{"app":"Ed"}}]',
    );
  });

  it('say with a kind what is wrong with what was asked', async () => {
    const { file } = newFile([]);
    const { pool } = newPool(file);
    await expect(pool.read({ method: 'countEvents', args: ['gone', {}] })).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'not-found',
    });
  });

  it('are started when they are needed, a second while the first is busy and no third, and end when nobody asks', async () => {
    const { file } = newFile([event(0)]);
    const { pool, time } = newPool(file);
    expect(pool.size).toBe(0);
    await pool.read(count);
    await pool.read(count);
    expect(pool.size).toBe(1);
    await Promise.all([pool.read(count), pool.read(count), pool.read(count)]);
    expect(pool.size).toBe(2);
    time.advance(59_999);
    expect(pool.size).toBe(2);
    time.advance(1);
    await vi.waitFor(() => expect(pool.size).toBe(0), 15_000);
  });

  it('read ahead only where one is there that has nothing to do, and take what is asked meanwhile', async () => {
    const { file } = newFile([event(0)]);
    const { pool, time, countIn } = newPool(file);
    expect([pool.resting, pool.readAhead(timeline)]).toEqual([false, null]);
    const asked = pool.read(count);
    expect([pool.resting, pool.readAhead(timeline)]).toEqual([false, null]);
    await asked;
    time.advance(59_000);
    const ahead = pool.readAhead(timeline);
    expect(pool.readAhead(timeline)).toBe(null);
    expect(await countIn()).toBe(1);
    expect(unpack('readTimeline', (await ahead) ?? new Uint8Array()).lanes).toHaveLength(1);
    expect(pool.size).toBe(1);
    const { generation } = pool;
    time.advance(59_000);
    await pool.readAhead(timeline);
    time.advance(1000);
    await vi.waitFor(() => expect(pool.size).toBe(0), 15_000);
    expect(pool.generation).toBe(generation + 1);
    pool.changed({ kind: 'events', bucket: 'b', events: [] });
    expect(pool.generation).toBe(generation + 1);
    pool.changed({ kind: 'buckets' });
    expect(pool.generation).toBe(generation + 2);
    expect(pool.readAhead(timeline)).toBe(null);
  });

  it('are not two because something is asked while the first one reads ahead, which it was started for', async () => {
    const { file } = newFile([event(0)]);
    const { pool, countIn } = newPool(file);
    const ahead = pool.read(timeline, true);
    const asked = countIn();
    expect([pool.size, pool.resting]).toEqual([1, false]);
    const program = pool.read({
      method: 'activity',
      args: [{ periods: [hour], hosts: ['h'], sections: ['presence'] }],
    });
    expect(pool.size).toBe(2);
    expect(await asked).toBe(1);
    await Promise.all([ahead, program]);
    expect(pool.resting).toBe(true);
  });

  it('are there again when somebody asks after that', async () => {
    const { file } = newFile([event(0)]);
    const { pool, time, countIn } = newPool(file);
    await pool.read(count);
    time.advance(60_000);
    expect(await countIn()).toBe(1);
  });

  it('remember what they read, but not beyond a change they are told of', async () => {
    const { file, db } = newFile([event(0)]);
    const { pool, appsIn } = newPool(file);
    expect(await appsIn()).toEqual(['Ed']);
    addEvent(db, 'b', event(5, 'Web'));
    expect(await appsIn()).toEqual(['Ed']);
    pool.changed({ kind: 'events', bucket: 'b', events: [{ id: 2, start: MORNING, end: MORNING, data: {} }] });
    expect(await appsIn()).toEqual(['Ed', 'Web']);
    db.exec('DELETE FROM events');
    pool.changed({ kind: 'buckets' });
    expect(await appsIn()).toEqual([]);
  });

  it('read the new file when another was put in its place', async () => {
    const { file } = newFile([event(0)]);
    const other = newFile([event(0), event(1, 'Web')]);
    other.db.close();
    const { appsIn, countIn } = newPool(file);
    expect([await countIn(), await appsIn()]).toEqual([1, ['Ed']]);
    for (const suffix of ['-wal', '-shm']) renameSync(`${file}${suffix}`, `${file}-old${suffix}`);
    renameSync(other.file, file);
    expect([await countIn(), await appsIn()]).toEqual([2, ['Ed', 'Web']]);
  });

  it('answer what was asked before they are closed, and nothing more until they are opened again', async () => {
    const { file } = newFile([event(0)]);
    const { pool, countIn } = newPool(file);
    const closed = { name: 'StoreError', kind: 'closed' };
    const asked = countIn();
    const afterIt = expect(asked.then(() => countIn())).rejects.toMatchObject(closed);
    await pool.close(1000);
    expect(pool.size).toBe(0);
    expect(await asked).toBe(1);
    await afterIt;
    await expect(countIn()).rejects.toMatchObject(closed);
    expect(pool.size).toBe(0);
    pool.open();
    expect(await countIn()).toBe(1);
  });

  it('are waited for at their end for as long as is given', async () => {
    const start = () => new Worker('setInterval(() => undefined, 60_000)', { eval: true });
    const { pool, time } = newPool(newFile([]).file, { start });
    const failed = expect(pool.read(count)).rejects.toMatchObject({ kind: 'internal' });
    const closed = pool.close(1000);
    time.advance(999);
    expect(pool.size).toBe(1);
    time.advance(1);
    await closed;
    await failed;
    expect(pool.size).toBe(0);
  });
});

describe('A program in a query thread', () => {
  const program = (text: string, givenUp?: SharedArrayBuffer): ReadCall => ({
    method: 'query',
    args: [{ text, periods: [hour] }, givenUp],
  });
  const activity = (regex: string): ReadCall => {
    const categories = [{ name: ['Work'], rule: { type: 'regex', regex } as const }];
    return {
      method: 'activity',
      args: [{ periods: [hour], hosts: ['desk'], sections: ['window'], filterAway: false, categories }],
    };
  };
  const HOPELESS = 'RETURN = filter_keyvals_regex(query_bucket("b"), "app", "(a+)+$");';
  const hopeless = event(0, `${'a'.repeat(60)}!`);

  it('is answered as JSON, or with what is wrong', async () => {
    const { pool } = newPool(newFile([event(0)]).file);
    const ask = async (text: string) => unpack('query', await pool.read(program(text)));
    const answer = await ask('RETURN = sum_durations(query_bucket("b"));');
    expect(answer.ok && new TextDecoder().decode(answer.json)).toBe('[1]');
    expect(await ask('RETURN = x;')).toMatchObject({ ok: false, failure: { line: 1, column: 10 } });
  });

  it.each([
    ['that', program(HOPELESS)],
    ['in a rule of activity that', activity('(a+)+$')],
  ])('%s hangs leaves a thread for reads, and does not hold up the end', async (_, call) => {
    const { file, db } = newFile([hopeless]);
    db.exec("UPDATE buckets SET type = 'currentwindow', hostname = 'desk'");
    const { pool, countIn } = newPool(file);
    const hanging = pool.read(call);
    const failed = expect(hanging).rejects.toMatchObject({ kind: 'internal' });
    expect(await Promise.all([countIn(), countIn(), countIn()])).toEqual([1, 1, 1]);
    await pool.rest();
    await failed;
    expect(pool.size).toBe(0);
    expect(await countIn()).toBe(1);
  });

  it('that nobody waits for any more ends', async () => {
    const { pool } = newPool(newFile([event(0)]).file);
    const givenUp = new SharedArrayBuffer(4);
    Atomics.store(new Int32Array(givenUp), 0, 1);
    const answer = unpack('query', await pool.read(program('RETURN = 1;', givenUp)));
    expect(answer).toMatchObject({ ok: false, failure: { message: 'The query was given up.' } });
  });
});

describe('A query thread that dies', () => {
  const mortal = (deaths: number) => {
    const { file } = newFile([event(0)]);
    const log = new RecordingLog();
    let starts = 0;
    const start = (options: QueryThreadOptions) => {
      starts++;
      if (starts <= deaths) return dying();
      return new Worker(new URL('./query.thread.ts', import.meta.url), { workerData: options });
    };
    return { ...newPool(file, { start, log }), log, starts: () => starts };
  };

  it('fails what it was asked, says why in the log, and is replaced for the next read', async () => {
    const { pool, countIn, log } = mortal(1);
    await expect(pool.read(count)).rejects.toMatchObject({ kind: 'internal' });
    expect(log.lines).toEqual([expect.stringContaining('no more memory')]);
    expect(await countIn()).toBe(1);
  });

  it('again and again is replaced with longer and longer pauses only', async () => {
    const { pool, time, countIn, starts } = mortal(4);
    for (const pause of [0, 0, 100, 1000]) {
      if (pause > 0) {
        time.advance(pause - 1);
        await expect(pool.read(count)).rejects.toThrow('tried again in 1 s');
        time.advance(1);
      }
      await expect(pool.read(count)).rejects.toThrow('the query thread ended');
    }
    expect(starts()).toBe(4);
    await expect(pool.read(count)).rejects.toThrow('tried again in 5 s');
    expect(starts()).toBe(4);
    time.advance(5000);
    expect(await countIn()).toBe(1);
  });
});
