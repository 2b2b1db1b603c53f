import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from './reads.ts';
import { HOUR, inRange, MORNING, record, SECOND, someEvents, someRange, type TestEvent } from './test-record.ts';

const data = { app: 'Editor', title: 'a' };
const point = (start: number): TestEvent => ({ start, duration: 0, data });
type Wire = { id: number; timestamp: string; duration: number };
const parsed = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Wire[];

describe('A range', () => {
  it('holds an event without duration at either end, so that two neighbouring ranges both do', () => {
    const { db } = record({ b: [point(MORNING)] });
    const { countEvents } = createReader(db, 0);
    expect(countEvents('b', { start: MORNING - HOUR, end: MORNING })).toBe(1);
    expect(countEvents('b', { start: MORNING, end: MORNING + HOUR })).toBe(1);
    expect(countEvents('b', { start: MORNING + 1, end: MORNING + HOUR })).toBe(0);
    expect(countEvents('b', { end: MORNING - 1 })).toBe(0);
  });

  it('holds a night that began long before it', () => {
    const { db } = record({ b: [{ start: MORNING - 13 * HOUR, duration: 14 * HOUR, data }] });
    expect(createReader(db, 0).countEvents('b', { start: MORNING, end: MORNING + SECOND })).toBe(1);
  });

  it('is empty when it ends before it starts, even inside an event', () => {
    const { db } = record({ b: [{ start: MORNING, duration: HOUR, data }] });
    const reader = createReader(db, 0);
    const range = { start: MORNING + 20 * SECOND, end: MORNING + 10 * SECOND };
    expect(reader.countEvents('b', range)).toBe(0);
    expect(parsed(reader.listEvents('b', range))).toEqual([]);
  });

  it('gives every reader the same events: none missed, none twice', () => {
    fc.assert(
      fc.property(someEvents, someEvents, someRange, (one, two, range) => {
        const { db, events } = record({ one, two });
        const reader = createReader(db, 0);
        const expected = events.filter((event) => event.bucket === 'one' && inRange(event, range)).map(({ id }) => id);
        const sorted = (ids: number[]) => ids.sort((a, b) => a - b);

        expect(reader.countEvents('one', range)).toBe(expected.length);
        expect(sorted(parsed(reader.listEvents('one', range)).map(({ id }) => id))).toEqual(expected);
        const page = reader.pageEvents({ ...range, buckets: ['one'], order: 'oldest', offset: 0, limit: 1000 });
        expect(sorted(page.events.map(({ id }) => id))).toEqual(expected);
        const lane = reader.readTimeline({ ...range, resolution: 0, buckets: ['one'] }).lanes[0];
        expect(sorted(lane?.id ?? [])).toEqual(expected);
        db.close();
      }),
      { numRuns: 200 },
    );
  });
});
