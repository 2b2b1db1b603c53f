import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TimelineQuery } from '../../preload/contract/schemas.ts';
import type { NewEvent } from '../events/event.ts';
import { silentLog } from '../lifecycle/log.ts';
import type { QueryAnswer } from '../query/language/run-query.ts';
import { QueryPool } from '../query/pool.ts';
import { createReader } from '../query/reads.ts';
import type { Timer } from './clock.ts';
import type { DatastoreOptions } from './datastore.ts';
import { StoreOperations } from './store-operations.ts';
import { allEvents, beat, eventsOnDisk, FaultyWriter, ManualTime, NINE, openTestStore, S, WINDOW } from './testing.ts';

const HOUR = 3600 * S;
const DAY = 24 * HOUR;

function openOperations(options: Partial<DatastoreOptions> = {}, timer?: Timer) {
  let pool: QueryPool | null = null;
  const opened = openTestStore({ ...options, onChange: (change) => pool?.changed(change) });
  if (opened.store.file !== null) pool = new QueryPool({ file: opened.store.file, log: silentLog });
  const threads = pool;
  onTestFinished(() => threads?.rest());
  const operations = new StoreOperations(opened.store, threads, { timer });
  return { ...opened, operations, threads: () => threads?.size ?? 0, resting: () => threads?.resting };
}

const text = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as { id: number; duration: number }[];
const hour = { start: NINE, end: NINE + HOUR };

describe('A read right after a write', () => {
  it('sees it, whichever read it is, and on a connection of its own', async () => {
    const { operations, threads } = openOperations();
    operations.createBucket('a', WINDOW);
    const see = async (seconds: number) => {
      operations.heartbeat('a', beat(seconds), 60 * S);
    };
    await see(0);
    await see(1);
    expect(text(await operations.listEvents('a', {}))).toMatchObject([{ duration: 1 }]);
    await see(2);
    expect((await operations.readTimeline({ ...hour, resolution: S })).lanes[0]?.busy).toEqual([2 * S]);
    await see(3);
    expect((await operations.readTimeline({ ...hour, resolution: S })).lanes[0]?.busy).toEqual([3 * S]);
    await see(4);
    expect((await operations.describe({ bucket: 'a', ...hour })).busy).toBe(4 * S);
    await see(5);
    const page = await operations.pageEvents({ ...hour, order: 'newest', offset: 0, limit: 9 });
    expect(page.events).toMatchObject([{ bucket: 'a', end: NINE + 5 * S }]);
    await see(6);
    expect(await operations.summarizeBuckets()).toMatchObject([{ id: 'a', count: 1, last: NINE + 6 * S }]);
    operations.insertEvents('a', [beat(70)]);
    expect(await operations.countEvents('a', {})).toBe(2);
    expect(threads()).toBe(1);
  });

  it('sees it when it is a program, too, whose turn comes later', async () => {
    const { operations, threads } = openOperations();
    operations.createBucket('a', WINDOW);
    const lengths: Promise<unknown>[] = [];
    for (const seconds of [0, 5, 9]) {
      operations.heartbeat('a', beat(seconds), 60 * S);
      lengths.push(operations.query({ text: 'RETURN = sum_durations(query_bucket("a"));', periods: [hour] }));
    }
    const last = (await lengths[2]) as QueryAnswer;
    expect(last.ok && new TextDecoder().decode(last.json)).toBe('[9]');
    expect(threads()).toBe(1);
  });

  it('leaves writes alone that it does not ask for', async () => {
    const { operations, file } = openOperations();
    operations.createBucket('a', WINDOW);
    operations.heartbeat('a', beat(0), 60 * S);
    expect(await operations.countEvents('a', { start: NINE + DAY })).toBe(0);
    expect(eventsOnDisk(file)).toEqual([]);
    expect(await operations.countEvents('a', { start: NINE })).toBe(1);
    expect(eventsOnDisk(file)).toHaveLength(1);
  });

  it('shares one commit with the reads beside it', async () => {
    const writer = new FaultyWriter();
    const { operations } = openOperations({ openConnection: writer.open });
    operations.createBucket('a', WINDOW);
    operations.heartbeat('a', beat(0), 60 * S);
    const before = writer.calls.length;
    const counts = await Promise.all(Array.from({ length: 5 }, () => operations.countEvents('a', {})));
    expect(counts).toEqual([1, 1, 1, 1, 1]);
    expect(writer.calls.length - before).toBe(1);
  });

  it('sees everything while commits fail, and once they succeed again', async () => {
    const writer = new FaultyWriter();
    const { operations, file } = openOperations({ openConnection: writer.open });
    operations.createBucket('a', WINDOW);
    writer.failCommit = 'SQLITE_FULL';
    operations.heartbeat('a', beat(0), 60 * S);
    operations.heartbeat('a', beat(9), 60 * S);
    expect(await operations.countEvents('a', {})).toBe(1);
    expect((await operations.readTimeline({ ...hour, resolution: S })).lanes[0]?.busy).toEqual([9 * S]);
    expect(eventsOnDisk(file)).toEqual([]);
    writer.failCommit = null;
    operations.forceCommit();
    expect((await operations.readTimeline({ ...hour, resolution: S })).lanes[0]?.busy).toEqual([9 * S]);
  });

  it('sees everything in memory, without a thread', async () => {
    const { operations, threads } = openOperations({ file: null });
    operations.createBucket('a', WINDOW);
    for (const seconds of [0, 1, 2]) {
      operations.heartbeat('a', beat(seconds), 60 * S);
      expect((await operations.readTimeline({ ...hour, resolution: S })).lanes[0]?.end).toEqual([NINE + seconds * S]);
    }
    expect(text(await operations.listEvents('a', {}))).toHaveLength(1);
    expect(threads()).toBe(0);
  });

  it('says with a kind what cannot be read', async () => {
    const { operations } = openOperations();
    await expect(operations.listEvents('gone', {})).rejects.toMatchObject({ kind: 'not-found' });
    await expect(operations.countEvents('gone', {})).rejects.toMatchObject({ kind: 'not-found' });
    await expect(operations.describe({ bucket: 'gone', ...hour })).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('A wide timeline', () => {
  it('is read by two threads and is the same as one thread would give', async () => {
    const { operations, store, threads } = openOperations();
    const ids = ['c', 'a', 'e', 'b', 'd'];
    for (const [n, id] of ids.entries()) {
      operations.createBucket(id, WINDOW);
      operations.insertEvents(id, [beat(n * 1000, id, 10), beat(n * 9_000_000, id, 10)]);
    }
    const wide = { start: NINE, end: NINE + 400 * DAY, resolution: DAY };
    const alone = createReader(store.connection, 0);
    expect(await operations.readTimeline(wide)).toEqual(alone.readTimeline(wide));
    expect(threads()).toBe(2);
    const some = { ...wide, buckets: ['e', 'gone', 'a', 'e'] };
    expect(await operations.readTimeline(some)).toEqual(alone.readTimeline(some));
    expect(await operations.readTimeline({ ...wide, buckets: [] })).toEqual({ ...wide, lanes: [] });
  });
});

describe('A year that was read ahead', () => {
  it('is in one thread, which then answers for all of it what two would, also after a write', async () => {
    const time = new ManualTime();
    const { operations, store, file, threads, resting } = openOperations({}, time);
    for (const [n, id] of ['a', 'b'].entries()) {
      operations.createBucket(id, { ...WINDOW, hostname: 'larch' });
      operations.insertEvents(id, [beat(n * 1000, id, 10), beat(n * 3_000_000 + 3_000_000, id, 10)]);
    }
    const wide = { start: NINE - DAY, end: NINE + 90 * DAY, resolution: DAY };
    await operations.readPacked({ method: 'readTimeline', args: [{ ...hour, resolution: S }] });
    operations.heartbeat('b', beat(6_000_100, 'b'), 0);
    const allIsRead = () => {
      time.advance(1000);
      expect([time.waiting, resting()]).toEqual([0, true]);
    };
    await vi.waitFor(allIsRead, { timeout: 30_000, interval: 10 });
    // What is being written was left alone.
    expect(eventsOnDisk(file)).toHaveLength(4);
    const fresh = () => createReader(store.connection, 0).readTimeline(wide);
    expect(await operations.readTimeline(wide)).toEqual(fresh());
    operations.insertEvents('b', [beat(500_000, 'b', 10)]);
    expect(await operations.readTimeline(wide)).toEqual(fresh());
    expect(threads()).toBe(1);
  });
});

describe('The newest few events', () => {
  it('are listed without a thread for it, and right after a write', async () => {
    const { operations, threads } = openOperations();
    operations.createBucket('a', WINDOW);
    operations.insertEvents('a', [beat(0), beat(70)]);
    expect(text(await operations.listEvents('a', {}, 1))).toMatchObject([{ id: 2 }]);
    operations.heartbeat('a', beat(80), 60 * S);
    expect(text(await operations.listEvents('a', {}, 100))).toMatchObject([{ id: 2, duration: 10 }, { id: 1 }]);
    expect(threads()).toBe(0);
    expect(text(await operations.listEvents('a', {}, 101))).toMatchObject([{ id: 2, duration: 10 }, { id: 1 }]);
    expect(threads()).toBe(1);
  });
});

describe('The last day', () => {
  it('can be read ahead, and a record without events needs no thread for that', async () => {
    const { operations, threads } = openOperations();
    await operations.warmUp();
    operations.createBucket('a', WINDOW);
    await operations.warmUp();
    expect(threads()).toBe(0);
    operations.heartbeat('a', beat(0), 0);
    await operations.warmUp();
    expect(threads()).toBe(1);
  });

  it('is read ahead by the categories that the window asks with', async () => {
    const { operations } = openOperations();
    const work = { name: ['Work'], rule: { type: 'regex', regex: 'Code' } };
    operations.setSetting('classes', [{ ...work, id: 1 }, 'no category']);
    operations.createBucket('a', { ...WINDOW, hostname: 'larch' });
    operations.heartbeat('a', beat(0), 0);
    const read = vi.spyOn(QueryPool.prototype, 'read');
    onTestFinished(() => read.mockRestore());
    await operations.warmUp();
    expect(read.mock.calls.map(([{ method }]) => method)).toEqual(['readTimeline', 'activity']);
    expect(read.mock.lastCall).toMatchObject([{ args: [{ hosts: ['larch'], categories: [work] }] }]);
  });
});

describe('The timeline that threads remember', () => {
  type Step =
    | { readonly do: 'write'; readonly beat: boolean; readonly bucket: string; readonly event: NewEvent }
    | { readonly do: 'edit'; readonly remove: boolean; readonly which: number; readonly event: NewEvent }
    | { readonly do: 'drop'; readonly bucket: string }
    | { readonly do: 'read'; readonly query: TimelineQuery };

  const at = fc.integer({ min: -40, max: 40 }).map((hours) => NINE + hours * HOUR);
  const event = fc
    .record({ start: at, length: fc.nat(40), app: fc.nat(40).map((n) => `App ${n}`) })
    .map(({ start, length, app }): NewEvent => ({ start, end: start + length * (HOUR / 4), data: { app } }));
  const query = fc
    .record({ start: at, hours: fc.nat(20), resolution: fc.constantFrom(0, HOUR, DAY) })
    .map(({ start, hours, resolution }): TimelineQuery => ({ start, end: start + hours * HOUR, resolution }));
  const bucket = fc.constantFrom('a', 'b');
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('write'), beat: fc.boolean(), bucket, event }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('edit'), remove: fc.boolean(), which: fc.nat(), event }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('drop'), bucket }) },
    { weight: 12, arbitrary: fc.record({ do: fc.constant('read'), query }) },
  );

  async function take(step: Step, { operations, store }: ReturnType<typeof openOperations>): Promise<void> {
    switch (step.do) {
      case 'write':
        operations.createBucket(step.bucket, WINDOW);
        if (step.beat) operations.heartbeat(step.bucket, step.event, DAY);
        else operations.insertEvents(step.bucket, [step.event]);
        break;
      case 'edit': {
        const events = allEvents(store.connection);
        const edited = events[step.which % Math.max(1, events.length)];
        if (edited === undefined) break;
        if (step.remove) operations.deleteEvent(edited.bucket, edited.id);
        else operations.insertEvents(edited.bucket, [{ ...step.event, id: edited.id }]);
        break;
      }
      case 'drop':
        if (operations.listBuckets().some(({ id }) => id === step.bucket)) operations.deleteBucket(step.bucket);
        break;
      case 'read':
        expect(await operations.readTimeline(step.query)).toEqual(
          createReader(store.connection, 0).readTimeline(step.query),
        );
    }
  }

  it('is always the timeline that a fresh look would give', async () => {
    const opened = openOperations();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async (steps) => {
        for (const { id } of opened.operations.listBuckets()) opened.operations.deleteBucket(id);
        for (const one of steps) await take(one, opened);
      }),
      { numRuns: 30 },
    );
  });
});
