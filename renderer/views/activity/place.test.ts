import { describe, expect, it } from 'vitest';
import { type ActivityPlace, formatActivityPlace, parseActivityPlace } from './place.ts';

const TODAY: ActivityPlace = { kind: 'day', date: null, host: null, category: null };

describe('the place of the activity', () => {
  it('is today without more', () => {
    expect(parseActivityPlace('')).toEqual(TODAY);
    expect(formatActivityPlace(TODAY)).toBe('/activity');
  });

  it.each<ActivityPlace>([
    { ...TODAY, date: '2026-11-22' },
    { ...TODAY, kind: 'year', date: '2026-01-01', host: 'desk & lap' },
    { ...TODAY, kind: 'week', host: '', category: ['Work', 'A > B, 100 %'] },
  ])('is read back from its address: %j', (place) => {
    expect(parseActivityPlace(formatActivityPlace(place).replace('/activity', ''))).toEqual(place);
  });

  it('leaves out what makes no sense', () => {
    expect(parseActivityPlace('?period=fortnight&date=2026-02-30')).toEqual(TODAY);
  });
});
