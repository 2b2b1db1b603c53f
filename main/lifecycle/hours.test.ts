import { describe, expect, it } from 'vitest';
import { type Hours, outsideHours, systemZone } from './hours.ts';
import { at, inBerlin } from './test-zone.ts';

inBerlin();

const shown = (micros: number | null) =>
  micros === null ? '…' : new Date(micros / 1000).toISOString().slice(0, 16).replace('T', ' ');
const outside = (hours: Partial<Hours>, now: string) =>
  outsideHours({ on: true, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', ...hours }, at(now), systemZone).map(
    ({ from, to }) => `${shown(from)} – ${shown(to)}`,
  );

describe('what is outside the recording hours', () => {
  it('is nothing where they are off', () => {
    expect(outside({ on: false }, '2026-11-18T23:00:00Z')).toEqual([]);
  });

  it('is every moment where no day has any', () => {
    expect(outside({ days: [] }, '2026-11-18T23:00:00Z')).toEqual(['1970-01-01 00:00 – …']);
  });

  // Wednesday, 18 November 2026; Berlin is one hour ahead of UTC.
  it.each([
    ['in the hours: the night before and the one to come', '2026-11-18T10:00:00Z', '17', '18'],
    ['at their first moment', '2026-11-18T08:00:00Z', '17', '18'],
    ['at the last moment before they end', '2026-11-18T15:59:59Z', '17', '18'],
    ['at their end: that night, and the next one', '2026-11-18T16:00:00Z', '18', '19'],
    ['late at night', '2026-11-18T23:30:00Z', '18', '19'],
  ])('is seen %s', (_, now, first, second) => {
    const night = (day: string) => `2026-11-${day} 16:00 – 2026-11-${Number(day) + 1} 08:00`;
    expect(outside({}, now)).toEqual([night(first), night(second)]);
  });

  it('is the whole of a weekend', () => {
    expect(outside({}, '2026-11-21T12:00:00Z')[0]).toBe('2026-11-20 16:00 – 2026-11-23 08:00');
  });

  it('follows the clock when it is put forward', () => {
    const everyDay = { days: [1, 2, 3, 4, 5, 6, 7] };
    expect(outside(everyDay, '2026-03-28T20:00:00Z')[0]).toBe('2026-03-28 16:00 – 2026-03-29 07:00');
    // 02:30 does not come on that day.
    expect(outside({ ...everyDay, from: '02:30' }, '2026-03-29T00:59:59Z')[0]).toBe(
      '2026-03-28 16:00 – 2026-03-29 01:30',
    );
  });

  it('follows the clock when it is put back', () => {
    const everyDay = { days: [1, 2, 3, 4, 5, 6, 7] };
    expect(outside(everyDay, '2026-10-24T20:00:00Z')[0]).toBe('2026-10-24 15:00 – 2026-10-25 08:00');
    // 02:30 comes twice on that day; the hours begin with the first.
    expect(outside({ ...everyDay, from: '02:30' }, '2026-10-24T22:00:00Z')[0]).toBe(
      '2026-10-24 15:00 – 2026-10-25 00:30',
    );
  });

  it('lets hours reach over midnight into a day that has none', () => {
    expect(outside({ days: [5], from: '22:00', to: '06:00' }, '2026-11-21T03:00:00Z')).toEqual([
      '2026-11-14 05:00 – 2026-11-20 21:00',
      '2026-11-21 05:00 – 2026-11-27 21:00',
    ]);
  });

  it('is nothing between days that follow each other whole', () => {
    const whole = { from: '00:00', to: '00:00' };
    expect(outside({ ...whole, days: [1, 2, 3, 4, 5, 6, 7] }, '2026-11-18T12:00:00Z')).toEqual([]);
    expect(outside({ ...whole, days: [6, 7] }, '2026-11-18T12:00:00Z')[0]).toBe('2026-11-15 23:00 – 2026-11-20 23:00');
    // A day with a change of the clock is whole as well.
    expect(outside({ ...whole, days: [1, 2, 3, 4, 5, 6, 7] }, '2026-03-29T12:00:00Z')).toEqual([]);
  });
});
