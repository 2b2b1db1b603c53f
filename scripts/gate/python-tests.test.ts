import { describe, expect, it } from 'vitest';
import { judge } from './python-tests.ts';

const report = (tests: Readonly<Record<string, [state: string, message?: string]>>): string =>
  JSON.stringify(Object.entries(tests).map(([name, [state, message = '']]) => ({ name, state, message })));

const KNOWN = { test_full: /HTTPError: 404/ };

describe('judging the tests of a foreign client', () => {
  it('takes a failure that is known, and fails as known, for what was expected', () => {
    const judged = judge(report({ test_a: ['passed'], test_full: ['failed', 'E HTTPError: 404 Client Error'] }), KNOWN);
    expect(judged).toEqual({ tests: { passed: 2, failed: 0, skipped: 0 }, failures: [] });
  });

  it.each([
    ['fails in another way', { test_full: ['failed', 'ConnectionError'] }, /otherwise than known: ConnectionError/],
    ['has come to pass', { test_full: ['passed'] }, /known to fail, and passed/],
    ['was not run', { test_a: ['passed'] }, /was not run/],
  ] as const)('says that a known failure %s', (_how, tests, why) => {
    const { tests: counts, failures } = judge(report({ ...tests } as never), KNOWN);
    expect(counts.failed).toBe(1);
    expect(failures).toEqual([expect.stringMatching(why)]);
  });

  it('names a failure that nobody knows with what it said, and counts what was skipped', () => {
    const judged = judge(report({ test_a: ['failed', 'no'], test_b: ['skipped'] }), {});
    expect(judged).toEqual({ tests: { passed: 0, failed: 1, skipped: 1 }, failures: ['test_a: no'] });
  });

  it('refuses what is no report', () => {
    expect(() => judge('{}', {})).toThrow();
  });
});
