import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atHour, dateOf, dayRange, parseDate, shiftByDays, shiftDay } from './day.ts';
import { HOUR, span } from './micros.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const hours = (date: string, zone: string, startHour?: number) => span(dayRange(date, zone, startHour)) / HOUR;

describe('dayRange', () => {
  it('starts at 04:00 of the local clock and ends at 04:00 of the next day', () => {
    expect(dayRange('2026-11-22', 'Europe/Berlin')).toEqual({
      start: micros('2026-11-22T03:00:00Z'),
      end: micros('2026-11-23T03:00:00Z'),
    });
    expect(dayRange('2026-11-22', 'Asia/Kolkata').start).toBe(micros('2026-11-21T22:30:00Z'));
  });

  it('has 23 hours when clocks go forward and 25 when they go back', () => {
    // The change at 02:00 of the 29th belongs to the day that began on the 28th.
    expect(hours('2026-03-28', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(24);
    expect(hours('2026-10-24', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-03-08', 'America/New_York', 0)).toBe(23);
    expect(hours('2026-11-01', 'America/New_York', 0)).toBe(25);
  });

  it('has 24 hours all year where clocks never change', () => {
    for (const date of ['2026-03-28', '2026-10-24', '2026-11-01']) expect(hours(date, 'Asia/Kolkata')).toBe(24);
  });

  it('begins at the first moment there is where the clock skips midnight', () => {
    // Brazil changed at 00:00 until 2018: 4 November 2018 began at 01:00.
    const day = dayRange('2018-11-04', 'America/Sao_Paulo', 0);
    expect(day.start).toBe(micros('2018-11-04T03:00:00Z'));
    expect(span(day) / HOUR).toBe(23);
    expect(hours('2018-02-17', 'America/Sao_Paulo', 0)).toBe(25);
    expect(hours('2018-11-03', 'America/Sao_Paulo')).toBe(23);
  });

  it('is empty for a date that a zone skipped by moving across the date line', () => {
    expect(span(dayRange('2011-12-30', 'Pacific/Apia'))).toBe(0);
  });
});

describe('dateOf', () => {
  it('counts the hours before 04:00 to the day before', () => {
    expect(dateOf(micros('2026-11-22T02:59:59.999Z'), 'Europe/Berlin')).toBe('2026-11-21');
    expect(dateOf(micros('2026-11-22T03:00:00Z'), 'Europe/Berlin')).toBe('2026-11-22');
  });

  it('names the day whose range holds the moment, in every zone and at every start hour', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'Asia/Beirut', 'UTC'];
    const moment = fc.integer({ min: micros('2010-01-01T00:00:00Z'), max: micros('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.integer({ min: 0, max: 12 }), (at, zone, startHour) => {
        const day = dayRange(dateOf(at, zone, startHour), zone, startHour);
        return day.start <= at && at < day.end;
      }),
    );
  });
});

describe('moving through the calendar', () => {
  it('passes month ends and leap days', () => {
    expect(shiftDay('2028-02-28', 1)).toBe('2028-02-29');
    expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('keeps the time on the clock across a clock change, and the length', () => {
    const saturday = {
      start: atHour('2026-03-28', 10, 'Europe/Berlin'),
      end: atHour('2026-03-28', 12, 'Europe/Berlin'),
    };
    expect(shiftByDays(saturday, 1, 'Europe/Berlin')).toEqual({
      start: atHour('2026-03-29', 10, 'Europe/Berlin'),
      end: atHour('2026-03-29', 12, 'Europe/Berlin'),
    });
  });
});

describe('parseDate', () => {
  it('takes only dates that exist', () => {
    expect(parseDate('2026-11-22')).toBe('2026-11-22');
    for (const text of ['2026-02-30', '22.11.2026', '2026-11-22T10:00', '', 'today'])
      expect(parseDate(text)).toBeNull();
  });
});
