import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from './reads.ts';
import { HOUR, inRange, MORNING, record, someEvents, someRange } from './test-record.ts';

const data = { app: 'Editor', title: 'a' };

describe('A page of events', () => {
  it('holds whole events of several buckets in one order, with how many there are in all', () => {
    const { db } = record({
      one: [
        { start: MORNING, duration: HOUR, data },
        { start: MORNING + 2 * HOUR, duration: 0, data },
      ],
      two: [{ start: MORNING + HOUR, duration: HOUR, data: { url: 'x' } }],
      three: [{ start: MORNING, duration: 0, data }],
    });
    const range = { start: MORNING + HOUR / 2, end: MORNING + 3 * HOUR };
    const page = createReader(db, 0).pageEvents({ ...range, order: 'oldest', offset: 0, limit: 2 });
    expect(page).toEqual({
      total: 3,
      events: [
        { id: 1, bucket: 'one', start: MORNING, end: MORNING + HOUR, data },
        { id: 3, bucket: 'two', start: MORNING + HOUR, end: MORNING + 2 * HOUR, data: { url: 'x' } },
      ],
    });
  });

  it('leaves out a bucket that is not there', () => {
    const { db } = record({ one: [{ start: MORNING, duration: 0, data }] });
    const all = { start: MORNING, end: MORNING, order: 'newest', offset: 0, limit: 10 } as const;
    const reader = createReader(db, 0);
    expect(reader.pageEvents({ ...all, buckets: ['gone', 'one'] }).total).toBe(1);
    expect(reader.pageEvents({ ...all, buckets: ['gone'] })).toEqual({ total: 0, events: [] });
  });

  it('works for more buckets than one statement takes parts', () => {
    const names = Array.from({ length: 600 }, (_, n) => `bucket ${n}`);
    const { db } = record(
      Object.fromEntries(names.map((name, n) => [name, [{ start: MORNING + n, duration: 0, data }]])),
    );
    const range = { start: MORNING, end: MORNING + HOUR };
    const page = createReader(db, 0).pageEvents({ ...range, order: 'newest', offset: 0, limit: 3 });
    expect(page.total).toBe(600);
    expect(page.events.map(({ bucket }) => bucket)).toEqual(['bucket 599', 'bucket 598', 'bucket 597']);
  });

  it('joins with the pages around it to the whole list, from either end', () => {
    const order = fc.constantFrom('oldest', 'newest');
    fc.assert(
      fc.property(
        someEvents,
        someEvents,
        someRange,
        order,
        fc.integer({ min: 1, max: 7 }),
        (one, two, range, by, limit) => {
          const { db, events } = record({ one, two });
          const reader = createReader(db, 0);
          const expected = events
            .filter((event) => inRange(event, range))
            .sort((a, b) => (by === 'newest' ? -1 : 1) * (a.start - b.start || a.id - b.id))
            .map(({ id }) => id);
          const joined: number[] = [];
          for (let offset = 0; offset <= expected.length; offset += limit) {
            const page = reader.pageEvents({ ...range, order: by, offset, limit });
            expect(page.total).toBe(expected.length);
            joined.push(...page.events.map(({ id }) => id));
          }
          expect(joined).toEqual(expected);
          db.close();
        },
      ),
    );
  });
});
