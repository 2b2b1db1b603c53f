import { describe, expect, it } from 'vitest';
import { minutesIn, secondsOf } from './minutes.ts';

describe('minutes', () => {
  it.each<[string, number | null]>([
    ['3', 180],
    [' 1.5 ', 90],
    ['1,5', 90],
    ['0.1', 6],
    ['1440', 86_400],
    ['0', null],
    ['1441', null],
    ['-3', null],
    ['3 min', null],
    ['', null],
  ])('typed as "%s" are %s seconds', (typed, seconds) => {
    expect(secondsOf(typed)).toBe(seconds);
  });

  it('are written as they were typed', () => {
    for (const typed of ['3', '1.5', '0.1']) expect(minutesIn(secondsOf(typed) ?? 0)).toBe(typed);
  });
});
