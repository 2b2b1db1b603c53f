import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnCache, wholeChunks } from './column-cache.ts';
import {
  addEvent,
  HOUR,
  inRange,
  MORNING,
  record,
  SECOND,
  someEvents,
  someRange,
  type TestEvent,
} from './test-record.ts';

const DAY = 24 * HOUR;
const BUCKET = { id: 'b', row: 1 };
const point = (start: number): TestEvent => ({ start, duration: 0, data: { app: 'Editor' } });
const ids = (cache: ColumnCache, range: { start: number; end: number }) =>
  [...cache.read(BUCKET, range)].flatMap(({ id }) => [...id]);
const always = { start: MORNING - 1000 * DAY, end: MORNING + 1000 * DAY };

describe('The memory of columns', () => {
  it('gives what is in the range, sorted, in spite of what it kept before', () => {
    fc.assert(
      fc.property(
        someEvents,
        fc.array(someRange, { maxLength: 5 }),
        fc.constantFrom(0, 2000, 1e9),
        (events, ranges, capacity) => {
          const { db, events: stored } = record({ b: events });
          const cache = new ColumnCache(db, capacity);
          for (const range of ranges) {
            const read = [...cache.read(BUCKET, range)];
            const starts = read.flatMap(({ start }) => [...start]);
            expect(starts).toEqual([...starts].sort((a, b) => a - b));
            const expected = stored.filter((event) => inRange(event, range)).map(({ id }) => id);
            expect(read.flatMap(({ id }) => [...id]).sort((a, b) => a - b)).toEqual(expected);
          }
          db.close();
        },
      ),
    );
  });

  it('answers from memory until it is told to forget, and then only what changed is read again', () => {
    const { db } = record({ b: [point(MORNING), point(MORNING + 10 * DAY)] });
    const cache = new ColumnCache(db, 1e6);
    expect(ids(cache, always)).toEqual([1, 2]);
    addEvent(db, 'b', point(MORNING + SECOND));
    addEvent(db, 'b', point(MORNING + 9 * DAY));
    expect(ids(cache, always)).toEqual([1, 2]);
    cache.forget('another', MORNING, MORNING + 20 * DAY);
    expect(ids(cache, always)).toEqual([1, 2]);
    cache.forget('b', MORNING + SECOND, MORNING + SECOND);
    expect(ids(cache, always)).toEqual([1, 3, 2]);
    cache.forgetAll();
    expect(ids(cache, always)).toEqual([1, 3, 4, 2]);
  });

  it('keeps no more than its capacity, the most recently used', () => {
    const { db } = record({ b: [point(MORNING), point(MORNING + 10 * DAY), point(MORNING + 20 * DAY)] });
    const cache = new ColumnCache(db, 2 * 600);
    const at = (day: number) => ids(cache, { start: MORNING + day * DAY, end: MORNING + day * DAY });
    expect([at(0), at(10), at(0), at(20)]).toEqual([[1], [2], [1], [3]]);
    for (const day of [0, 10, 20]) addEvent(db, 'b', point(MORNING + day * DAY));
    expect([at(0), at(20), at(10)]).toEqual([[1], [3], [2, 5]]);
  });

  it('walks only where there are events, however wide the range', () => {
    const { db } = record({ b: [point(MORNING)] });
    const cache = new ColumnCache(db, 1e9);
    const wide = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };
    expect([...cache.read(BUCKET, wide)].filter(({ length }) => length > 0)).toHaveLength(1);
  });

  it('says the whole of what a range makes it keep', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(), (moment, length) => {
        const range = { start: moment - length, end: moment };
        const whole = wholeChunks(range);
        expect(whole.start).toBeLessThanOrEqual(range.start - HOUR);
        expect(whole.end).toBeGreaterThanOrEqual(range.end);
        expect(wholeChunks({ start: whole.start + HOUR, end: whole.end })).toEqual(whole);
      }),
    );
  });
});
