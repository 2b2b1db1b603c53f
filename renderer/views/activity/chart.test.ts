import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../timeline/micros.ts';
import { topOf } from './chart.tsx';

describe('the height of the chart', () => {
  it('is a round number of hours that holds the longest bar', () => {
    expect(
      [0, 20 * MINUTE, HOUR, HOUR + 1, 11 * HOUR, 13 * HOUR, 150 * HOUR].map((each) => topOf(each) / HOUR),
    ).toEqual([1, 1, 1, 2, 12, 16, 160]);
  });
});
