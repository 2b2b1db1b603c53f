import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../timeline/micros.ts';
import { ago, agoChangesIn, createTimes, length } from './times.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
/** Commas and no-break spaces come and go with the version of the locale data. */
const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ').replace(/,/g, '');

describe('the length of something', () => {
  it.each([
    [0, '0 s'],
    [1, '0.1 s'],
    [0.4 * SECOND, '0.4 s'],
    [3 * SECOND, '3 s'],
    [9.94 * SECOND, '9.9 s'],
    [9.99 * SECOND, '10 s'],
    [59.4 * SECOND, '59 s'],
    [59.6 * SECOND, '1 min'],
    [HOUR - 0.4 * SECOND, '1 h'],
    [MINUTE, '1 min'],
    [MINUTE + 5 * SECOND, '1 min 5 s'],
    [HOUR, '1 h'],
    [2 * HOUR + 5 * MINUTE + 59 * SECOND, '2 h 6 min'],
    [HOUR + 29 * SECOND, '1 h'],
    [24 * HOUR - 20 * SECOND, '1 d'],
    [76 * HOUR, '3 d 4 h'],
    [-5 * MINUTE, '−5 min'],
  ])('of %d µs reads %s', (micros, text) => {
    expect(length(micros)).toBe(text);
  });
});

describe('how long ago something was', () => {
  const now = at('2026-11-22T12:00:00Z');
  it.each([
    [0, 'just now'],
    [4 * SECOND, '4 s ago'],
    [119 * SECOND, '1 min ago'],
    [25 * HOUR, '1 day ago'],
    [24 * 70 * HOUR, '2 months ago'],
    [24 * 900 * HOUR, '2 years ago'],
    [-3 * MINUTE, 'in 3 min'],
  ])('%d µs before now reads %s', (before, text) => {
    expect(ago(now - before, now)).toBe(text);
  });

  it('reads the same until the moment it says it changes', () => {
    for (const before of [0, 0.5, 4.2, 59.9, 90, 3570, 19_800, -1.5, -90, -3700].map((seconds) => seconds * SECOND)) {
      const wait = agoChangesIn(now - before, now);
      expect(ago(now - before, now + wait - 1)).toBe(ago(now - before, now));
      expect(ago(now - before, now + wait)).not.toBe(ago(now - before, now));
    }
  });
});

describe('moments', () => {
  const berlin = createTimes('de-DE', 'Europe/Berlin');
  const newYork = createTimes('en-US', 'America/New_York');
  const london = createTimes('en-GB', 'Europe/London');

  it('are told in the zone and by the clock of the person', () => {
    expect(plain(berlin.time(at('2026-11-22T20:05:09Z')))).toBe('21:05');
    expect(plain(newYork.time(at('2026-11-22T20:05:09Z')))).toBe('3:05 PM');
    expect(plain(berlin.timeWithSeconds(at('2026-11-22T20:05:09Z')))).toBe('21:05:09');
    expect(plain(london.day(at('2026-11-22T20:05:09Z')))).toBe('Sunday 22 November 2026');
  });

  it('say no more than is needed to place them', () => {
    const now = at('2026-11-22T12:00:00Z');
    expect(plain(london.brief(at('2026-11-22T09:00:01Z'), now))).toBe('09:00:01');
    expect(plain(london.brief(at('2026-11-20T09:00:00Z'), now))).toMatch(/^20 Nov (at )?09:00$/);
    expect(plain(london.brief(at('2025-11-20T09:00:00Z'), now))).toMatch(/^20 Nov 2025 (at )?09:00$/);
  });

  it('leave nothing to guess where they are told in full', () => {
    expect(plain(london.moment(at('2026-11-22T09:00:01Z')))).toMatch(/^22 Nov 2026 (at )?09:00:01$/);
  });

  it('name the days of a span only where it crosses midnight, and seconds only where it is short', () => {
    const span = (start: string, end: string) => plain(london.span({ start: at(start), end: at(end) }));
    expect(span('2026-11-22T08:00:00Z', '2026-11-22T16:30:00Z')).toBe('08:00 – 16:30');
    expect(span('2026-11-22T08:00:00Z', '2026-11-22T08:00:20Z')).toBe('08:00:00 – 08:00:20');
    expect(span('2026-11-22T20:00:00Z', '2026-11-23T02:00:00Z')).toBe('Sun 22 Nov 20:00 – Mon 23 Nov 02:00');
    expect(span('2025-06-01T00:00:00Z', '2026-06-01T00:00:00Z')).toBe('1 Jun 2025 01:00 – 1 Jun 2026 01:00');
  });
});
