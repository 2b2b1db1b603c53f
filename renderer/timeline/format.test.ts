import { describe, expect, it } from 'vitest';
import { formatAgo, formatDate, formatDuration, formatRange, formatTime } from './format.ts';
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from './micros.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const morning = micros('2026-11-22T09:02:30Z');
/** Commas and no-break spaces come and go with the version of the locale data. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ').replace(/,/g, '');

describe('times', () => {
  it('follow the clock of the locale and the zone', () => {
    expect(formatTime(morning, 'en-GB', 'Europe/Berlin')).toBe('10:02');
    expect(plain(formatTime(morning, 'en-US', 'America/New_York'))).toBe('4:02 AM');
    expect(formatTime(morning, 'en-GB', 'Asia/Kolkata', true)).toBe('14:32:30');
    expect(plain(formatDate(morning, 'en-GB', 'UTC'))).toBe('Sunday 22 November 2026');
  });

  it('say the day only where a stretch crosses one, and seconds only where it is short', () => {
    expect(formatRange(morning, morning + 15 * MINUTE, 'en-GB', 'UTC')).toBe('09:02 – 09:17');
    expect(formatRange(morning, morning + 20 * SECOND, 'en-GB', 'UTC')).toBe('09:02:30 – 09:02:50');
    expect(plain(formatRange(morning, morning + DAY, 'en-GB', 'UTC'))).toBe('Sun 22 Nov 09:02 – Mon 23 Nov 09:02');
    expect(formatRange(morning, morning, 'en-GB', 'UTC')).toBe('09:02:30');
  });
});

describe('durations', () => {
  it('have at most two units', () => {
    const cases: [number, string][] = [
      [0, '0s'],
      [300 * MILLISECOND, '< 1s'],
      [59 * SECOND, '59s'],
      [15 * MINUTE, '15m'],
      [15 * MINUTE + 5 * SECOND, '15m 5s'],
      [HOUR + 15 * MINUTE, '1h 15m'],
      [25 * HOUR, '25h'],
      [3 * DAY + 4 * HOUR, '3d 4h'],
    ];
    for (const [length, text] of cases) expect(formatDuration(length, 'en-GB')).toBe(text);
    expect(formatDuration(75 * MINUTE, 'en-GB', 'long')).toBe('1 hour 15 minutes');
  });

  it('carry into the next unit when rounded', () => {
    expect(formatDuration(59.7 * SECOND, 'en-GB')).toBe('1m');
    expect(formatDuration(HOUR - 0.3 * SECOND, 'en-GB')).toBe('1h');
    expect(formatDuration(2 * HOUR - 10 * SECOND, 'en-GB')).toBe('2h');
  });
});

describe('how long ago', () => {
  it('is said in the unit a person would use', () => {
    const now = morning;
    expect(formatAgo(now - 5 * SECOND, now, 'en-GB')).toBe('now');
    expect(formatAgo(now - 5 * MINUTE, now, 'en-GB')).toBe('5 minutes ago');
    expect(formatAgo(now - 3 * HOUR, now, 'en-GB')).toBe('3 hours ago');
    expect(formatAgo(now - 40 * DAY, now, 'en-GB')).toBe('40 days ago');
    expect(formatAgo(now - 730 * DAY, now, 'en-GB')).toBe('2 years ago');
    expect(formatAgo(now + 2 * HOUR, now, 'en-GB')).toBe('in 2 hours');
  });
});
