import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreError } from '../store/store-error.ts';
import { createReader } from './reads.ts';
import { HOUR, inRange, MORNING, record, SECOND, someEvents, someRange, type TestEvent } from './test-record.ts';
import { formatTimestamp } from './wire.ts';

const read = (events: readonly TestEvent[]) => {
  const { db } = record({ b: events });
  const { listEvents } = createReader(db, 0);
  return (...args: Parameters<typeof listEvents> extends [string, ...infer Rest] ? Rest : never) =>
    new TextDecoder().decode(listEvents('b', ...args));
};
const second = (n: number, seconds: number, title = ''): TestEvent => ({
  start: MORNING + n * SECOND,
  duration: seconds * SECOND,
  data: { title },
});

describe('The list of a bucket', () => {
  it('is the JSON of ActivityWatch, the stored data untouched', () => {
    expect(read([second(0, 4.25, 'Ünïcode "x"')])({})).toBe(
      '[{"id":1,"timestamp":"2026-01-05T09:00:00Z","duration":4.25,"data":{"title":"Ünïcode \\"x\\""}}]',
    );
  });

  it('is an empty array where there is nothing', () => {
    expect(read([])({})).toBe('[]');
  });

  it('has the newest first, and of those that start together the one added last', () => {
    const ids = JSON.parse(read([second(0, 9), second(5, 1, 'z'), second(5, 9, 'a'), second(2, 0)])({}));
    expect(ids.map(({ id }: { id: number }) => id)).toEqual([3, 2, 4, 1]);
  });

  it('cuts events at the ends of the range', () => {
    const list = JSON.parse(read([second(0, 10)])({ start: MORNING + 500_000, end: MORNING + SECOND }));
    expect(list).toMatchObject([{ timestamp: '2026-01-05T09:00:00.500Z', duration: 0.5 }]);
  });

  it('stops at the limit, counting from the newest', () => {
    const list = read([second(0, 1), second(1, 1), second(2, 1)]);
    expect(JSON.parse(list({}, 2)).map(({ id }: { id: number }) => id)).toEqual([3, 2]);
    expect(list({}, 0)).toBe('[]');
  });

  it('says not-found for a bucket that is not there', () => {
    const { db } = record({});
    const list = () => createReader(db, 0).listEvents('no "such"', {});
    expect(list).toThrow('no \\"such\\"');
    expect(list).toThrow(expect.objectContaining({ kind: 'not-found' } satisfies Partial<StoreError>));
  });

  it('is whole and in order when it is longer than what is read at once, though many events start together', () => {
    const events = Array.from({ length: 9000 }, (_, n) => second(Math.floor(n / 3000), 2, 'é'.repeat(40)));
    const list = JSON.parse(read(events)({})) as { id: number }[];
    expect(list.map(({ id }) => id)).toEqual(Array.from({ length: 9000 }, (_, n) => 9000 - n));
    expect(JSON.parse(read(events)({}, 4100))).toEqual(list.slice(0, 4100));
  });

  it('agrees with sorting and cutting by hand, for any events, range and limit', () => {
    fc.assert(
      fc.property(someEvents, someRange, fc.nat(10), (events, range, limit) => {
        const { db, events: stored } = record({ b: events });
        const expected = stored
          .filter((event) => inRange(event, range))
          .sort((a, b) => b.start - a.start || b.id - a.id)
          .slice(0, limit)
          .map(({ id, start, duration, data }) => {
            const from = Math.max(start, range.start);
            const to = Math.min(start + duration, range.end);
            return { id, timestamp: formatTimestamp(from), duration: (to - from) / SECOND, data };
          });
        const bytes = createReader(db, 0).listEvents('b', range, limit);
        expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(expected);
        db.close();
      }),
    );
  });
});

describe('A long list', () => {
  it('has every event that starts before its range and reaches into it, however many pages they fill', () => {
    const long = Array.from({ length: 5000 }, (_, n) => ({
      start: MORNING + n,
      duration: 10 * HOUR,
      data: {},
    }));
    const list = JSON.parse(read(long)({ start: MORNING + 8 * HOUR, end: MORNING + 9 * HOUR }));
    expect(list).toHaveLength(5000);
  });
});
