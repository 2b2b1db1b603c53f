import { describe, expect, it } from 'vitest';
import { failed, notRun, type Outcome, succeeded, summary, total } from './outcome.ts';

const tests = (passed: number, bad: number, skipped = 0): Outcome => ({
  ok: bad === 0,
  tests: { passed, failed: bad, skipped },
  result: '',
  notRun: [],
});

describe('summing up the gate', () => {
  it('adds the tests of all runners', () => {
    expect(total([tests(500, 0, 2), tests(8, 0), tests(12, 3)])).toEqual({ passed: 520, failed: 3, skipped: 2 });
  });

  it('never says `0 failed` when something other than a test has failed', () => {
    expect(total([tests(500, 0), failed('it ended with code 1')]).failed).toBe(1);
    expect(total([{ ...tests(10, 0), ok: false }]).failed).toBe(1);
    expect(total([tests(10, 2)]).failed).toBe(2);
  });

  it('counts the tests of what could not be run as skipped', () => {
    expect(total([succeeded('ok'), notRun('there is no display', 14)])).toEqual({ passed: 0, failed: 0, skipped: 14 });
  });

  it('names what was not run with its reason, and ends in exactly the counts', () => {
    const text = summary([
      { name: 'unit', seconds: 12.34, outcome: tests(500, 0) },
      { name: 'electron', seconds: 0.1, outcome: notRun('there is no display', 14) },
    ]);
    expect(text).toContain('Not run:\n  electron: there is no display');
    expect(text).toMatch(/unit +12\.3 s/);
    expect(text.split('\n').at(-1)).toBe('500 passed, 0 failed, 14 skipped');
  });

  it('says at the end what failed, also what failed outside of a test', () => {
    const outcome = { ...tests(500, 1), ok: false, failures: ['The store > saves: it did not', 'a process died'] };
    const text = summary([{ name: 'unit', seconds: 1, outcome }]);
    expect(text).toContain('Failed:\n  unit: The store > saves: it did not\n  unit: a process died\n');
  });
});
