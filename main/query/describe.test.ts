import { describe, expect, it } from 'vitest';
import { createReader } from './reads.ts';
import { HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const event = (second: number, seconds: number, app: string, title = '', other?: number): TestEvent => ({
  start: MORNING + second * SECOND,
  duration: seconds * SECOND,
  data: other === undefined ? { app, title } : { app, title, other },
});
const describeIn = (events: readonly TestEvent[], from: number, to: number) => {
  const { db } = record({ b: events });
  return createReader(db, 0).describe({ bucket: 'b', start: MORNING + from * SECOND, end: MORNING + to * SECOND });
};

describe('The breakdown of a stretch', () => {
  it('sums time by label, most first, though the data differ', () => {
    const events = [event(0, 2, 'Ed', 'a', 1), event(2, 3, 'Web', 'b'), event(5, 4, 'Ed', 'a', 2)];
    expect(describeIn(events, 0, 9)).toEqual({
      events: 3,
      busy: 9 * SECOND,
      rows: [
        { key: 'Ed', title: 'a', busy: 6 * SECOND, count: 2 },
        { key: 'Web', title: 'b', busy: 3 * SECOND, count: 1 },
      ],
      others: { count: 0, busy: 0 },
    });
  });

  it('counts time inside the stretch only, and not the neighbours that touch it', () => {
    const night = { start: MORNING - 13 * HOUR, duration: 13 * HOUR + 4 * SECOND, data: { app: 'Night' } };
    const events = [night, event(0, 2, 'Before'), event(2, 6, 'In'), event(8, 2, 'After'), event(8, 0, 'Point')];
    const { rows, events: count, busy } = describeIn(events, 2, 8);
    expect(rows.map((row) => [row.key, row.busy])).toEqual([
      ['In', 6 * SECOND],
      ['Night', 2 * SECOND],
      ['Point', 0],
    ]);
    expect([count, busy]).toEqual([3, 8 * SECOND]);
  });

  it('shows eight rows and sums up the rest', () => {
    const events = Array.from({ length: 11 }, (_, n) => event(100 * n, 11 - n, `App ${n}`));
    const { rows, others, events: count, busy } = describeIn(events, 0, 2000);
    expect(rows.map(({ key }) => key)).toEqual(Array.from({ length: 8 }, (_, n) => `App ${n}`));
    expect(others).toEqual({ count: 3, busy: (3 + 2 + 1) * SECOND });
    expect([count, busy]).toEqual([11, 66 * SECOND]);
  });

  it('is empty where there is nothing', () => {
    expect(describeIn([], 0, 9)).toEqual({ events: 0, busy: 0, rows: [], others: { count: 0, busy: 0 } });
  });
});
