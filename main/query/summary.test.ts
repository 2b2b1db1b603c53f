import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from './reads.ts';
import { record, someEvents } from './test-record.ts';

describe('The summary of the buckets', () => {
  it('knows an empty bucket', () => {
    const { db } = record({ empty: [] });
    expect(createReader(db, 0).summarizeBuckets()).toEqual([
      { id: 'empty', name: null, type: 't', client: 'c', hostname: 'h', created: 0, count: 0, first: null, last: null },
    ]);
  });

  it('counts the events and finds the first start and the last end, whichever event that is of', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (one, two) => {
        const { db } = record({ two, one });
        const expected = [one, two].map((events) => ({
          count: events.length,
          first: events.length === 0 ? null : Math.min(...events.map(({ start }) => start)),
          last: events.length === 0 ? null : Math.max(...events.map(({ start, duration }) => start + duration)),
        }));
        expect(createReader(db, 0).summarizeBuckets()).toMatchObject([
          { id: 'one', ...expected[0] },
          { id: 'two', ...expected[1] },
        ]);
        db.close();
      }),
    );
  });
});
