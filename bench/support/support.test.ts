import { describe, expect, it } from 'vitest';
import { isMet } from '../benchmark.ts';
import { median, quantile } from './statistics.ts';
import { shown, table } from './table.ts';

describe('telling measurements', () => {
  it('takes the value that the share does not exceed, whatever their order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile([7], 0.99)).toBe(7);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([100, 9, 20])).toBe(20);
  });

  it('knows no quantile of nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('compares with a goal in its direction', () => {
    const figure = { name: 'start', unit: 'ms' };
    expect(isMet({ ...figure, value: 500, goal: { atMost: 500 } })).toBe(true);
    expect(isMet({ ...figure, value: 501, goal: { atMost: 500 } })).toBe(false);
    expect(isMet({ ...figure, value: 59, goal: { atLeast: 60 } })).toBe(false);
    expect(isMet({ ...figure, value: Number.NaN, goal: { atMost: 500 } })).toBe(false);
    expect(isMet({ ...figure, value: 1 })).toBeNull();
  });

  it('shows as many digits as mean something', () => {
    expect([14_703.2, 123.4, 61.25, 0.06789].map(shown)).toEqual(['14,703', '123', '61.3', '0.0679']);
  });

  it('marks a missed goal', () => {
    const text = table([
      { name: 'start', value: 612, unit: 'ms', goal: { atMost: 500 } },
      { name: 'memory', value: 120, unit: 'MB', goal: { atMost: 150 }, note: 'at rest' },
    ]);
    expect(text).toMatch(/start +612 ms +≤ 500 +MISSED/);
    expect(text).toMatch(/memory +120 MB +≤ 150 +met +at rest/);
  });
});
