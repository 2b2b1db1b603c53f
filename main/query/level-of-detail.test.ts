import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Columns, type ColumnsRow, columnsOf } from './columns.ts';
import { type Blocks, LevelOfDetail } from './level-of-detail.ts';

interface Row {
  readonly start: number;
  readonly end: number;
  readonly key: number;
  readonly data: number;
  readonly count: number;
  readonly busy: number;
  readonly id: number;
}

const rowsOf = ({ start, ...others }: Blocks): Row[] =>
  start.map((at, i) => ({
    start: at,
    end: others.end[i] ?? Number.NaN,
    key: others.key[i] ?? Number.NaN,
    data: others.data[i] ?? Number.NaN,
    count: others.count[i] ?? Number.NaN,
    busy: others.busy[i] ?? Number.NaN,
    id: others.id[i] ?? Number.NaN,
  }));

/** Data row n has key n % 10. */
const detail = (resolution: number, ...parts: Columns[]): Row[] => {
  const level = new LevelOfDetail(resolution, (data) => data % 10);
  for (const columns of parts) level.add(columns);
  return rowsOf(level.finish());
};

const events = (...rows: ColumnsRow[]) => columnsOf(rows);

describe('The level of detail', () => {
  it('leaves events alone that are as long as the resolution', () => {
    expect(detail(10, events([0, 10, 1, 11], [10, 12, 2, 12]))).toEqual([
      { start: 0, end: 10, key: 1, data: 11, count: 1, busy: 10, id: 1 },
      { start: 10, end: 22, key: 2, data: 12, count: 1, busy: 12, id: 2 },
    ]);
  });

  it('merges neighbouring short events into a block that has the key with the most time in it', () => {
    expect(detail(10, events([0, 2, 1, 11], [2, 3, 2, 12], [6, 2, 3, 21]))).toEqual([
      { start: 0, end: 8, key: 1, data: 0, count: 3, busy: 7, id: 0 },
    ]);
  });

  it('keeps a short event that has no short neighbour', () => {
    expect(detail(10, events([0, 2, 1, 11], [50, 3, 2, 12]))).toMatchObject([
      { start: 0, end: 2, count: 1, id: 1, data: 11 },
      { start: 50, end: 53, count: 1, id: 2, data: 12 },
    ]);
  });

  it('merges nothing across a longer event', () => {
    expect(detail(10, events([0, 1, 1, 11], [1, 20, 2, 12], [2, 1, 3, 11])).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('merges events without duration, and gives them the first of their keys', () => {
    expect(detail(10, events([3, 0, 1, 14], [3, 0, 2, 15]))).toEqual([
      { start: 3, end: 3, key: 4, data: 0, count: 2, busy: 0, id: 0 },
    ]);
  });

  it('merges nothing at resolution 0', () => {
    expect(detail(0, events([3, 0, 1, 14], [3, 0, 2, 15]))).toHaveLength(2);
  });

  it('draws the same blocks whichever range they are read with, away from its ends', () => {
    const all: ColumnsRow[] = Array.from({ length: 100 }, (_, n) => [n * 3, 2, n + 1, n]);
    const inner = detail(10, columnsOf(all.slice(20, 80)));
    const middle = (rows: Row[]) => rows.filter(({ start, end }) => start >= 80 && end <= 220);
    expect(middle(inner)).toEqual(middle(detail(10, columnsOf(all))));
  });

  const someRows = fc
    .array(fc.tuple(fc.nat(300), fc.oneof(fc.nat(12), fc.nat(80)), fc.nat(40)), { maxLength: 60 })
    .map((tuples) => tuples.map(([start, duration, data], i): ColumnsRow => [start - 100, duration, i + 1, data]))
    .map((rows) => rows.sort((a, b) => a[0] - b[0]));

  it('loses no time and no event, keeps the order, and merges short events only', () => {
    fc.assert(
      fc.property(someRows, fc.nat(30), fc.nat(60), (rows, resolution, at) => {
        const cut = Math.min(at, rows.length);
        const blocks = detail(resolution, columnsOf(rows, 0, cut), columnsOf(rows, cut));
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(blocks.map(({ busy }) => busy))).toBe(sum(rows.map(([, duration]) => duration)));
        expect(sum(blocks.map(({ count }) => count))).toBe(rows.length);
        expect(blocks.map(({ start }) => start)).toEqual(blocks.map(({ start }) => start).sort((a, b) => a - b));

        const byId = new Map(rows.map((row) => [row[2], row]));
        const singles = blocks.filter(({ count }) => count === 1);
        for (const { id, start, end, data } of singles) expect(byId.get(id)).toEqual([start, end - start, id, data]);
        const long = rows.filter(([, duration]) => duration >= resolution).map(([, , id]) => id);
        expect(singles.map(({ id }) => id)).toEqual(expect.arrayContaining(long));

        for (const block of blocks.filter(({ count }) => count > 1)) {
          const inside = rows.filter(
            ([start, duration]) =>
              duration < resolution &&
              start >= block.start &&
              start + duration <= block.end &&
              Math.floor(start / resolution) === Math.floor(block.start / resolution),
          );
          expect(inside.length).toBeGreaterThanOrEqual(block.count);
          expect(block.end - block.start).toBeLessThan(2 * resolution);
          expect(inside.map((row) => row[3] % 10)).toContain(block.key);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('makes no more blocks than can be drawn, however many events there are', () => {
    const many: ColumnsRow[] = Array.from({ length: 50_000 }, (_, n) => [n * 7, 6, n + 1, n % 50]);
    expect(detail(1000, columnsOf(many)).length).toBeLessThanOrEqual(351);
  });
});
