import { describe, expect, it } from 'vitest';
import { SECOND } from '../../timeline/index.ts';
import { fractionOf, sayLeft, timeLeft } from './pace.ts';

describe('how far an import is', () => {
  it('never goes back from one stage to the next, and ends at the whole', () => {
    const stages = { look: ['reading', 'comparing'], import: ['reading', 'saving'] } as const;
    for (const purpose of ['look', 'import'] as const) {
      const way = stages[purpose].flatMap((state) =>
        [0, 50, 100].map((done) => fractionOf({ state, done, total: 100 }, purpose) ?? Number.NaN),
      );
      expect(way[0]).toBe(0);
      expect(way.at(-1)).toBeCloseTo(1);
      expect(way.toSorted((a, b) => a - b)).toEqual(way);
    }
  });

  it('is not known where nobody says how much there is', () => {
    expect(fractionOf({ state: 'reading', done: 1000, total: null }, 'import')).toBeNull();
  });

  it('is all of a stage where there is nothing to do in it', () => {
    expect(fractionOf({ state: 'saving', done: 0, total: 0 }, 'import')).toBe(1);
  });
});

describe('the time that is left', () => {
  it('follows from what was done in the time taken', () => {
    expect(timeLeft(0.25, 5 * SECOND)).toBe(15 * SECOND);
  });

  it('is not guessed at the very beginning', () => {
    expect(timeLeft(0.5, 0.2 * SECOND)).toBeNull();
    expect(timeLeft(0.01, 5 * SECOND)).toBeNull();
    expect(timeLeft(null, 5 * SECOND)).toBeNull();
  });

  it.each([
    [0.2 * SECOND, 'about a second left'],
    [12.4 * SECOND, 'about 12 seconds left'],
    [70 * SECOND, 'about a minute left'],
    [200 * SECOND, 'about 3 minutes left'],
  ])('of %d µs is said in words', (left, words) => {
    expect(sayLeft(left)).toBe(words);
  });
});
