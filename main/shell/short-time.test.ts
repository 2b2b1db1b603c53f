import { describe, expect, it } from 'vitest';
import { shortTime } from './short-time.ts';

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime() * 1000;
const now = at(2026, 10, 22, 10, 42);
/** Some locales set the time off with a space that does not break. */
const said = (moment: number, locale: string) => shortTime(moment, now, locale).replace(/\s/g, ' ');

describe('shortTime', () => {
  it('is the time alone for today', () => {
    expect(said(at(2026, 10, 22, 9, 5), 'en-US')).toBe('9:05 AM');
    expect(said(at(2026, 10, 22, 9, 5), 'de')).toBe('09:05');
  });

  it('names the day where it was another one, even if less than a day ago', () => {
    expect(said(at(2026, 10, 21, 23, 59), 'en-US')).toBe('Sat 11:59 PM');
  });

  it('is the date where the day of the week could be this one', () => {
    expect(said(at(2026, 10, 15, 10, 42), 'en-US')).toBe('Nov 15, 2026');
  });
});
