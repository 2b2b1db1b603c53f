import { describe, expect, it } from 'vitest';
import { firstWeekday, shiftMonth, weekday, weeksOf } from './month.ts';

describe('a month in the calendar', () => {
  it('begins with the day that weeks begin with', () => {
    expect(weeksOf('2026-11', 1)[0]?.[0]).toBe('2026-10-26');
    expect(weeksOf('2026-11', 7)[0]?.[0]).toBe('2026-11-01');
    expect(weeksOf('2026-11', 6)[0]?.[0]).toBe('2026-10-31');
  });

  it('always has six whole weeks and every one of its days', () => {
    for (const month of ['2026-02', '2026-11', '2024-02', '2027-05']) {
      const days = weeksOf(month, 1).flat();
      expect(days).toHaveLength(42);
      expect(new Set(days).size).toBe(42);
      expect(days).toContain(`${month}-01`);
      expect(days.filter((day) => day.startsWith(month)).length).toBeGreaterThanOrEqual(28);
      expect(weekday(days[0] ?? '')).toBe(1);
    }
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-11-22', 12, '2027-11-22'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(shiftMonth(date, months)).toBe(expected);
  });

  it("knows the locale's weeks", () => {
    expect(firstWeekday('de-DE')).toBe(1);
    expect(firstWeekday('en-US')).toBe(7);
  });
});
