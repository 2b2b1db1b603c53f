import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from './day.ts';
import { HOUR, span } from './micros.ts';
import { PERIOD_KINDS, partsOf, periodAt, periodOf, periodRange, shiftPeriod } from './period.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const BERLIN: Calendar = { timeZone: 'Europe/Berlin', dayStart: 240 };
const MONDAY = 1;
const SUNDAY = 7;

describe('a period', () => {
  it('is found by any of its dates', () => {
    expect(periodOf('day', '2026-11-22', MONDAY).first).toBe('2026-11-22');
    expect(periodOf('week', '2026-11-22', MONDAY).first).toBe('2026-11-16');
    expect(periodOf('week', '2026-11-22', SUNDAY).first).toBe('2026-11-22');
    expect(periodOf('month', '2026-11-22', MONDAY).first).toBe('2026-11-01');
    expect(periodOf('year', '2026-11-22', MONDAY).first).toBe('2026-01-01');
  });

  it('begins and ends when the days of the person do', () => {
    expect(periodRange({ kind: 'month', first: '2026-10-01' }, BERLIN)).toEqual({
      start: micros('2026-10-01T02:00:00Z'),
      end: micros('2026-11-01T03:00:00Z'),
    });
  });

  it('is followed by the next, over the ends of months and years', () => {
    expect(shiftPeriod({ kind: 'week', first: '2026-12-28' }, 1).first).toBe('2027-01-04');
    expect(shiftPeriod({ kind: 'month', first: '2026-01-01' }, -1).first).toBe('2025-12-01');
    expect(shiftPeriod({ kind: 'year', first: '2026-01-01' }, 2).first).toBe('2028-01-01');
  });

  it('is known again by its stretch of time, and any other stretch is none', () => {
    const week = { kind: 'week', first: '2026-11-16' } as const;
    const { start, end } = periodRange(week, BERLIN);
    expect(periodAt({ start, end }, BERLIN, MONDAY)).toEqual(week);
    expect(periodAt({ start, end }, BERLIN, SUNDAY)).toBeNull();
    expect(periodAt({ start, end: end - 1 }, BERLIN, MONDAY)).toBeNull();
  });
});

describe('the parts of a period', () => {
  const count = (kind: (typeof PERIOD_KINDS)[number], first: string) => partsOf({ kind, first }, BERLIN).length;

  it('are hours, days or months', () => {
    expect([count('day', '2026-11-22'), count('week', '2026-11-16'), count('year', '2026-01-01')]).toEqual([24, 7, 12]);
    expect([count('month', '2026-02-01'), count('month', '2028-02-01')]).toEqual([28, 29]);
  });

  it('are as many hours as the day really has when clocks change', () => {
    expect(count('day', '2026-03-28')).toBe(23);
    expect(count('day', '2026-10-24')).toBe(25);
  });

  it('are hours of the clock where the day begins between two', () => {
    const [first, second] = partsOf({ kind: 'day', first: '2026-11-22' }, { timeZone: 'Asia/Kolkata', dayStart: 270 });
    expect(first === undefined ? 0 : span(first)).toBe(HOUR / 2);
    expect(second?.start).toBe(micros('2026-11-21T23:30:00Z'));
  });

  it('leave out a date that the zone skipped', () => {
    expect(partsOf({ kind: 'week', first: '2011-12-26' }, { timeZone: 'Pacific/Apia', dayStart: 240 })).toHaveLength(6);
  });

  it('fill it without a gap, wherever and whenever it is', () => {
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC');
    fc.assert(
      fc.property(fc.constantFrom(...PERIOD_KINDS), dates, zones, fc.nat(1439), (kind, date, timeZone, dayStart) => {
        const calendar = { timeZone, dayStart };
        const period = periodOf(kind, date.toISOString().slice(0, 10), MONDAY);
        const whole = periodRange(period, calendar);
        const parts = partsOf(period, calendar).filter((part) => part.end > part.start);
        let at = whole.start;
        for (const part of parts) {
          expect(part.start).toBe(at);
          at = part.end;
        }
        expect(at).toBe(whole.end);
      }),
      { numRuns: 60 },
    );
  });
});
