import { expect, it } from 'vitest';
import { SECOND } from './micros.ts';
import { placeLanes } from './placement.ts';
import { rowsOf } from './testing/lanes.ts';

const view = { start: 0, end: 1000 * SECOND };

it('places blocks where they are drawn, cut to what is in sight', () => {
  const rows = rowsOf([
    { start: -50 * SECOND, end: 100 * SECOND, id: 1 },
    { start: 200 * SECOND, end: 260 * SECOND, id: 2 },
  ]);
  const [lane] = placeLanes([rows], view, 500, 2);
  expect(lane?.blocks.map(({ left, width, block }) => [left, width, block.id])).toEqual([
    [0, 50, 1],
    [100, 30, 2],
  ]);
});

it('takes the widest where there are too many, in order, and says how many there are', () => {
  const rows = rowsOf(
    Array.from({ length: 400 }, (_, i) => ({
      start: i * 2.5 * SECOND,
      end: (i * 2.5 + (i % 2 === 0 ? 2.4 : 0.1)) * SECOND,
      id: i + 1,
    })),
  );
  const [lane] = placeLanes([rows, rows, rows], view, 4000, 1);
  expect(lane?.total).toBe(400);
  expect(lane?.blocks).toHaveLength(80);
  expect(lane?.blocks.every(({ width }) => width > 5)).toBe(true);
  const starts = lane?.blocks.map(({ block }) => block.start) ?? [];
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
});
