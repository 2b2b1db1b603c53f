import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../timeline/micros.ts';
import { compare, share, worked } from './compare.ts';

describe('a period beside the one before', () => {
  it('is more, less or as much', () => {
    expect(compare(3 * HOUR, 2 * HOUR, 'day', false)).toBe('1 h more than the day before');
    expect(compare(2 * HOUR, 3 * HOUR - 5 * MINUTE, 'week', false)).toBe('55 min less than the week before');
    expect(compare(2 * HOUR, 2 * HOUR + MINUTE / 2, 'year', false)).toBe('as much as the year before');
  });

  it('is compared only with what had passed by then while it is not over', () => {
    expect(compare(HOUR, 2 * HOUR, 'day', true)).toBe('1 h less than the day before by this time');
  });

  it('says where there is nothing to compare with', () => {
    expect(compare(HOUR, 0, 'month', false)).toBe('nothing the month before');
    expect(compare(0, 0, 'month', false)).toBe('');
  });
});

describe('time that was worked', () => {
  it('is in hours, however many', () => {
    expect(worked(90 * MINUTE)).toBe('1 h 30 min');
    expect(worked(DAY - MINUTE / 3)).toBe('24 h');
    expect(worked(DAY + 80 * MINUTE)).toBe('25 h 20 min');
    expect(worked(2 * DAY)).toBe('48 h');
    expect(worked(143 * HOUR + 12 * MINUTE)).toBe('143 h');
  });
});

describe('a share', () => {
  it('is in percent, and never none of something', () => {
    expect([share(HOUR, 3 * HOUR), share(1, HOUR), share(0, HOUR), share(0, 0)]).toEqual([
      '33 %',
      '< 1 %',
      '0 %',
      '0 %',
    ]);
  });
});
