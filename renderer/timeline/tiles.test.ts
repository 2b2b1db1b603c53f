import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './micros.ts';
import { LONGEST_VIEW, SHORTEST_VIEW } from './scale.ts';
import { levelFor, resolutionOf, tilesOver, uncovered } from './tiles.ts';

const anyStart = fc.integer({ min: -1e15, max: 4e15 });

describe('the resolution', () => {
  it('is worth between one and a half and three pixels at every zoom', () => {
    for (let length = SHORTEST_VIEW; length <= LONGEST_VIEW; length *= 1.17) {
      const pixels = resolutionOf(levelFor(length / 1200)) / (length / 1200);
      expect(pixels).toBeGreaterThan(1.5);
      expect(pixels).toBeLessThanOrEqual(3);
    }
  });
});

describe('the tiles over a range', () => {
  it('cover it without gap or overlap, at whole microseconds', () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: LONGEST_VIEW }), (start, length) => {
        const level = levelFor(length / 1200);
        const tiles = tilesOver({ start, end: start + length }, level);
        expect(tiles[0]?.start).toBeLessThanOrEqual(start);
        expect(tiles.at(-1)?.end).toBeGreaterThanOrEqual(start + length);
        for (const [index, tile] of tiles.entries()) {
          expect(Number.isSafeInteger(tile.start)).toBe(true);
          if (index > 0) expect(tile.start).toBe(tiles[index - 1]?.end);
        }
      }),
    );
  });

  it('are one or two for an ordinary window', () => {
    const start = Date.parse('2026-11-22T03:00:00Z') * 1000;
    for (const length of [HOUR, DAY, 30 * DAY, 365 * DAY]) {
      expect(tilesOver({ start, end: start + length }, levelFor(length / 1400)).length).toBeLessThanOrEqual(2);
    }
  });

  it('end where the moments end that can be stored', () => {
    const end = Number.MAX_SAFE_INTEGER;
    const tiles = tilesOver({ start: end - LONGEST_VIEW, end }, levelFor(LONGEST_VIEW / 1200));
    expect(tiles.at(-1)?.end).toBe(end);
  });
});

it('knows what of a range is still open', () => {
  const range = { start: 0, end: 100 };
  expect(uncovered(range, [])).toEqual([range]);
  expect(
    uncovered(range, [
      { start: 20, end: 40 },
      { start: 60, end: 200 },
    ]),
  ).toEqual([
    { start: 0, end: 20 },
    { start: 40, end: 60 },
  ]);
  expect(uncovered(range, [{ start: -5, end: 100 }])).toEqual([]);
  expect(uncovered(range, [{ start: 100, end: 200 }])).toEqual([range]);
});
