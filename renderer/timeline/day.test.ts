import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atTime, type Calendar, dateOf, dayRange, parseDate, shiftByDays, shiftDay } from './day.ts';
import { HOUR, span } from './micros.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const FOUR = 4 * 60;
const at = (timeZone: string, dayStart = FOUR): Calendar => ({ timeZone, dayStart });
const hours = (date: string, zone: string, dayStart?: number) => span(dayRange(date, at(zone, dayStart))) / HOUR;

describe('dayRange', () => {
  it('starts at 04:00 of the local clock and ends at 04:00 of the next day', () => {
    expect(dayRange('2026-11-22', at('Europe/Berlin'))).toEqual({
      start: micros('2026-11-22T03:00:00Z'),
      end: micros('2026-11-23T03:00:00Z'),
    });
    expect(dayRange('2026-11-22', at('Asia/Kolkata')).start).toBe(micros('2026-11-21T22:30:00Z'));
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
    const day = dayRange('2018-11-04', at('America/Sao_Paulo', 0));
    expect(day.start).toBe(micros('2018-11-04T03:00:00Z'));
    expect(span(day) / HOUR).toBe(23);
    expect(hours('2018-02-17', 'America/Sao_Paulo', 0)).toBe(25);
    expect(hours('2018-11-03', 'America/Sao_Paulo')).toBe(23);
  });

  it('begins whenever the person says, to the minute, also in the hour that a clock change skips', () => {
    expect(dayRange('2026-11-22', at('Europe/Berlin', 5 * 60 + 30))).toEqual({
      start: micros('2026-11-22T04:30:00Z'),
      end: micros('2026-11-23T04:30:00Z'),
    });
    // On the 29th of March there is no 02:30; the day before then has 24 hours, and the one that begins there 23.
    const halfPastTwo = 2 * 60 + 30;
    expect(dayRange('2026-03-29', at('Europe/Berlin', halfPastTwo)).start).toBe(micros('2026-03-29T01:30:00Z'));
    expect(hours('2026-03-28', 'Europe/Berlin', halfPastTwo)).toBe(24);
    expect(hours('2026-03-29', 'Europe/Berlin', halfPastTwo)).toBe(23);
  });

  it('is empty for a date that a zone skipped by moving across the date line', () => {
    expect(span(dayRange('2011-12-30', at('Pacific/Apia')))).toBe(0);
  });
});

describe('dateOf', () => {
  it('counts the hours before 04:00 to the day before', () => {
    expect(dateOf(micros('2026-11-22T02:59:59.999Z'), at('Europe/Berlin'))).toBe('2026-11-21');
    expect(dateOf(micros('2026-11-22T03:00:00Z'), at('Europe/Berlin'))).toBe('2026-11-22');
  });

  it('names the day whose range holds the moment, in every zone and whenever days begin', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Sao_Paulo', 'Asia/Beirut', 'UTC'];
    const moment = fc.integer({ min: micros('2010-01-01T00:00:00Z'), max: micros('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.integer({ min: 0, max: 1439 }), (when, zone, dayStart) => {
        const day = dayRange(dateOf(when, at(zone, dayStart)), at(zone, dayStart));
        return day.start <= when && when < day.end;
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
      start: atTime('2026-03-28', 600, 'Europe/Berlin'),
      end: atTime('2026-03-28', 720, 'Europe/Berlin'),
    };
    expect(shiftByDays(saturday, 1, 'Europe/Berlin')).toEqual({
      start: atTime('2026-03-29', 600, 'Europe/Berlin'),
      end: atTime('2026-03-29', 720, 'Europe/Berlin'),
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
