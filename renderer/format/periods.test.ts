import { describe, expect, it } from 'vitest';
import { periodTitle } from './periods.ts';

describe('a period', () => {
  const title = (kind: 'day' | 'week' | 'month' | 'year', first: string) => periodTitle({ kind, first }, 'en-GB');

  it('is called by its dates, and by no more of them than it takes', () => {
    expect(title('day', '2026-11-19')).toBe('Thursday, 19 November 2026');
    expect(title('week', '2026-11-16')).toMatch(/^16\s*–\s*22 November 2026$/);
    expect(title('week', '2026-12-28')).toMatch(/^28 December 2026\s*–\s*3 January 2027$/);
    expect(title('month', '2026-11-01')).toBe('November 2026');
    expect(title('year', '2026-01-01')).toBe('2026');
  });
});
