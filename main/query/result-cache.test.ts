/** Kept answers are those one would get by asking again: over a real store, whatever is written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityQuery, CategoryRule } from '../../preload/contract/activity.ts';
import type { JsonObject, NewEvent } from '../events/event.ts';
import type { Change } from '../store/change.ts';
import { StoreOperations } from '../store/store-operations.ts';
import { TestImport } from '../store/test-import.ts';
import { NINE, openTestStore, S } from '../store/testing.ts';
import { type Packed, pack } from './protocol.ts';
import type { ReadCall } from './reads.ts';
import { ResultCache } from './result-cache.ts';

const MINUTE = 60 * S;
const WINDOW = { type: 'currentwindow', client: 'c', hostname: 'desk' };
const BUCKET = 'aw-watcher-window_desk';
const hour = { start: NINE, end: NINE + 60 * MINUTE };
const at = (minute: number, minutes: number, data: JsonObject = { app: 'Ed', title: 'a' }): NewEvent => ({
  start: NINE + minute * MINUTE,
  end: NINE + (minute + minutes) * MINUTE,
  data,
});
const question = (options: Partial<ActivityQuery> = {}): ActivityQuery => ({
  periods: [hour],
  hosts: ['desk'],
  sections: ['window'],
  filterAway: false,
  ...options,
});
const PROGRAM = {
  text: 'RETURN = sum_durations(flood(query_bucket(find_bucket("aw-watcher-window"))));',
  periods: [hour],
};

/** Counts how often an answer had to be worked out. */
class CountingCache extends ResultCache {
  reads = 0;

  override keep(call: ReadCall, read: () => Promise<Packed>): Promise<Packed> {
    this.reads++;
    return super.keep(call, read);
  }
}

/** A store, asked with its memory and without. No threads: reads run on the writer's connection. */
function remembering() {
  const results = new CountingCache(1_000_000);
  const { store } = openTestStore({ onChange: (change) => results.changed(change) });
  const operations = new StoreOperations(store, null, { results });
  const plain = new StoreOperations(store, null);
  return { store, operations, plain, reads: () => results.reads };
}

const secondsOf = (activity: Awaited<ReturnType<StoreOperations['activity']>>) =>
  (activity.periods[0]?.window?.duration ?? 0) / S;

describe('An answer asked for again', () => {
  it('costs no read, be it of a program or of activity', async () => {
    const { operations, reads } = remembering();
    operations.createBucket(BUCKET, WINDOW);
    operations.insertEvents(BUCKET, [at(0, 5)]);
    const first = [await operations.activity(question()), await operations.query(PROGRAM)];
    expect([await operations.activity(question()), await operations.query(PROGRAM)]).toEqual(first);
    expect(reads()).toBe(2);
  });

  it('is kept while the present is recorded, since that is another time', async () => {
    const { operations, reads } = remembering();
    operations.createBucket(BUCKET, WINDOW);
    operations.insertEvents(BUCKET, [at(0, 5)]);
    await operations.activity(question());
    operations.heartbeat(BUCKET, at(61, 0), 1);
    expect(secondsOf(await operations.activity(question()))).toBe(300);
    expect(reads()).toBe(1);
  });

  it.each<[string, (store: StoreOperations) => void, number]>([
    ['a late event', (store) => store.insertEvents(BUCKET, [at(10, 1)]), 360],
    ['an event that begins where the time ends', (store) => store.insertEvents(BUCKET, [at(60, 5)]), 300],
    ['a heartbeat that lengthens an event', (store) => store.heartbeat(BUCKET, at(6, 0), 2 * MINUTE), 360],
    ['a deletion', (store) => store.deleteEvent(BUCKET, 1), 0],
    ['an event moved out of the time', (store) => store.insertEvents(BUCKET, [{ ...at(90, 1), id: 1 }]), 0],
    ['a new bucket', (store) => store.createBucket('aw-watcher-window', WINDOW), 300],
    ['a deleted bucket', (store) => store.deleteBucket(BUCKET), 0],
    ['a bucket of another host', (store) => store.updateBucket(BUCKET, { hostname: 'other' }), 0],
  ])('is worked out anew after %s', async (_, write, seconds) => {
    const { operations, plain, reads } = remembering();
    operations.createBucket(BUCKET, WINDOW);
    operations.insertEvents(BUCKET, [at(0, 5)]);
    await operations.activity(question());
    write(operations);
    const now = await operations.activity(question());
    expect(secondsOf(now)).toBe(seconds);
    expect(now).toEqual(await plain.activity(question()));
    expect(reads()).toBe(2);
  });

  it('holds what an import brought, and what was recorded while it was taken in', async () => {
    const { store, operations, plain } = remembering();
    operations.createBucket(BUCKET, WINDOW);
    operations.insertEvents(BUCKET, [at(0, 5)]);
    for (const { imported, recorded, seconds } of [
      { imported: 20, recorded: 30, seconds: (5 + 3 + 1) * 60 },
      { imported: 90, recorded: 40, seconds: (5 + 3 + 1 + 1) * 60 },
    ]) {
      const taking = new TestImport(store, { [BUCKET]: [at(imported, 3)] });
      operations.heartbeat(BUCKET, at(recorded, 1, { app: 'Web' }), 0);
      await operations.activity(question());
      taking.take();
      const now = await operations.activity(question());
      expect(secondsOf(now)).toBe(seconds);
      expect(now).toEqual(await plain.activity(question()));
    }
  });

  it('is another one with other categories', async () => {
    const { operations } = remembering();
    operations.createBucket(BUCKET, WINDOW);
    operations.insertEvents(BUCKET, [at(0, 5)]);
    const named = (name: string): CategoryRule[] => [{ name: [name], rule: { type: 'regex', regex: 'Ed' } }];
    const categoriesOf = async (categories: CategoryRule[]) =>
      (await operations.activity(question({ categories }))).periods[0]?.window?.categories;
    expect(await categoriesOf(named('Work'))).toEqual([{ category: ['Work'], duration: 5 * MINUTE }]);
    expect(await categoriesOf(named('Play'))).toEqual([{ category: ['Play'], duration: 5 * MINUTE }]);
    expect(await categoriesOf([])).toEqual([{ category: ['Uncategorized'], duration: 5 * MINUTE }]);
  });

  it('is what one gets without a memory, whatever was written and asked before', async () => {
    const moment = fc.integer({ min: 0, max: 12 }).map((step) => step * 10);
    const write = fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), minute: moment, minutes: fc.constantFrom(0, 5, 20) }),
      fc.record({ kind: fc.constant('beat' as const), minute: moment, minutes: fc.constantFrom(0, 5) }),
      fc.record({ kind: fc.constant('delete' as const), minute: moment, minutes: fc.constant(0) }),
      fc.record({ kind: fc.constant('move' as const), minute: moment, minutes: fc.constantFrom(0, 20) }),
      fc.record({ kind: fc.constant('bucket' as const), minute: moment, minutes: fc.constant(0) }),
      fc.record({ kind: fc.constant('ask' as const), minute: moment, minutes: fc.constantFrom(10, 30, 120) }),
    );
    const { operations, plain } = remembering();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 5, maxLength: 25 }), async (writes) => {
        const host = `host-${++round}`;
        const bucket = `aw-watcher-window_${host}`;
        operations.createBucket(bucket, { ...WINDOW, hostname: host });
        const ids: number[] = [];
        for (const { kind, minute, minutes } of writes) {
          const event = at(minute, minutes, { app: minute % 20 === 0 ? 'Ed' : 'Web', title: kind });
          const id = ids[minute % Math.max(1, ids.length)];
          if (kind === 'insert') ids.push(...operations.insertEvents(bucket, [event]).map((written) => written.id));
          else if (kind === 'beat') operations.heartbeat(bucket, event, 10 * MINUTE);
          else if (kind === 'delete' && id !== undefined)
            operations.deleteEvent(bucket, id) && ids.splice(ids.indexOf(id), 1);
          else if (kind === 'move' && id !== undefined) operations.insertEvents(bucket, [{ ...event, id }]);
          else if (kind === 'bucket') operations.updateBucket(bucket, { name: `${minute}` });
          const asked = question({
            hosts: [host],
            periods: [{ start: NINE + minute * MINUTE, end: NINE + (minute + minutes) * MINUTE }],
          });
          const program = { ...PROGRAM, periods: asked.periods, text: `RETURN = flood(query_bucket("${bucket}"));` };
          expect(await operations.activity(asked)).toEqual(await plain.activity(asked));
          expect(await operations.query(program)).toEqual(await plain.query(program));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('The memory of answers', () => {
  const call = (start: number, end: number): ReadCall => ({
    method: 'activity',
    args: [question({ periods: [{ start, end }] })],
  });
  const answer = (size = 1): Packed => new Uint8Array(size);
  const write = (start: number, end = start): Change => ({ kind: 'range', bucket: BUCKET, start, end });

  it('keeps no answer that was written under while it was worked out', async () => {
    const cache = new ResultCache(10_000);
    await cache.keep(call(0, 10), async () => {
      cache.changed(write(10));
      return answer();
    });
    expect(cache.find(call(0, 10))).toBeNull();
    await cache.keep(call(0, 10), async () => {
      cache.changed(write(11));
      return answer();
    });
    expect(cache.find(call(0, 10))).toEqual(answer());
  });

  it('gives copies, so that one may be transferred away', async () => {
    const cache = new ResultCache(10_000);
    const given = await cache.keep(call(0, 10), async () => answer(3));
    structuredClone(given, { transfer: [given.buffer] });
    const copy = cache.find(call(0, 10));
    if (copy !== null) structuredClone(copy, { transfer: [copy.buffer] });
    expect(cache.find(call(0, 10))).toEqual(answer(3));
  });

  it('keeps the answers used last, within its bytes, and none that takes too large a share', async () => {
    const cache = new ResultCache(4000);
    const put = (index: number, size: number) => cache.keep(call(index, index), async () => answer(size));
    for (const index of [1, 2, 3, 4, 5]) await put(index, 400);
    expect(cache.find(call(1, 1))).not.toBeNull();
    await put(6, 400);
    expect([1, 2, 3, 4, 5, 6].filter((index) => cache.find(call(index, index)) !== null)).toEqual([1, 3, 4, 5, 6]);
    await put(7, 501);
    expect(cache.find(call(7, 7))).toBeNull();
  });

  it('keeps no answer that says what went wrong, nor a read that failed', async () => {
    const cache = new ResultCache(10_000);
    const wrong: ReadCall = { method: 'query', args: [PROGRAM] };
    const failure = { type: 'QueryInterpretException', message: 'The query takes too long.' } as const;
    await cache.keep(wrong, async () => pack('query', { ok: false, failure }));
    expect(cache.find(wrong)).toBeNull();
    await expect(cache.keep(call(0, 1), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(cache.find(call(0, 1))).toBeNull();
  });
});
