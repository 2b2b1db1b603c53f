import { describe, expect, it } from 'vitest';
import { columnsReader } from './packed-columns.ts';
import { HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const DAY = 24 * HOUR;
const point = (start: number, duration = SECOND): TestEvent => ({ start, duration, data: { app: 'Editor' } });
const both = (list: readonly TestEvent[]) => record({ a: [point(MORNING)], b: list });

/** What is read of the second bucket on the day that begins at `from`, an event a row. */
function dayOf(db: ReturnType<typeof both>['db'], from: number): readonly number[][] {
  const { length, start, duration, id, data } = columnsReader(db)(2, from, from + DAY);
  return Array.from({ length }, (_, i) => [start[i], duration[i], id[i], data[i]].map(Number));
}

describe('Columns read as digits', () => {
  it('are those of the bucket between the two moments, sorted by start, to the microsecond', () => {
    const { db } = both([
      point(MORNING + 3, 0),
      point(MORNING),
      point(MORNING - 1),
      point(MORNING + DAY - 1, 7),
      point(MORNING + DAY),
    ]);
    expect(dayOf(db, MORNING)).toEqual([
      [MORNING, SECOND, 3, 1],
      [MORNING + 3, 0, 2, 1],
      [MORNING + DAY - 1, 7, 5, 1],
    ]);
    expect(dayOf(db, MORNING + 2 * DAY)).toEqual([]);
  });

  it('are right before 1970', () => {
    const { db } = both([point(-DAY), point(-DAY + 1, 12_345_678), point(-1, 1)]);
    expect(dayOf(db, -DAY)).toEqual([
      [-DAY, SECOND, 2, 1],
      [-DAY + 1, 12_345_678, 3, 1],
      [-1, 1, 4, 1],
    ]);
  });

  it.each([
    ['ids of eight digits', 'UPDATE events SET id = id + 99999990 WHERE bucket = 2', [SECOND, 99_999_992, 1]],
    ['the largest ids of seven digits', 'UPDATE events SET id = 9999999 WHERE id = 2', [SECOND, 9_999_999, 1]],
    ['an event of a month', `UPDATE events SET duration = ${30 * DAY} WHERE bucket = 2`, [30 * DAY, 2, 1]],
    [
      'an event as long as there is',
      `UPDATE events SET duration = ${Number.MAX_SAFE_INTEGER} WHERE bucket = 2`,
      [Number.MAX_SAFE_INTEGER, 2, 1],
    ],
    [
      'ten million distinct data',
      `INSERT INTO data (row, hash, json) VALUES (4000000000, 0, '{}');
       UPDATE events SET data = 4000000000 WHERE bucket = 2`,
      [SECOND, 2, 4_000_000_000],
    ],
  ])('are right with %s', (_, change, [duration, id, data]) => {
    const { db } = both([point(MORNING)]);
    db.exec(change);
    expect(dayOf(db, MORNING)).toEqual([[MORNING, duration, id, data]]);
  });
});
