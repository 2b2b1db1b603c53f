import { describe, expect, it } from 'vitest';
import { countListed, readMocha, readPlaywright, readVitest } from './reports.ts';

describe("reading the runners' reports", () => {
  it('counts unit tests by what became of each, and names the skipped ones with their reason', () => {
    const report = {
      tests: [
        { name: 'a holds', state: 'passed' },
        { name: 'a breaks', state: 'failed', note: 'expected 1 to be 2' },
        { name: 'b mounts', state: 'skipped', note: 'no file systems can be mounted here' },
        { name: 'b waits', state: 'pending' },
        { name: 'b holds', state: 'passed' },
      ],
      errors: ['a process died'],
    };
    expect(readVitest(JSON.stringify(report))).toEqual({
      tests: { passed: 2, failed: 1, skipped: 2 },
      skipped: ['b mounts: no file systems can be mounted here', 'b waits'],
      failures: ['a breaks: expected 1 to be 2', 'a process died'],
    });
  });

  it("reads mocha's statistics", () => {
    const report = { stats: { suites: 1, tests: 9, passes: 7, failures: 1, pending: 1, duration: 200 }, passes: [] };
    expect(readMocha(JSON.stringify(report)).tests).toEqual({ passed: 7, failed: 1, skipped: 1 });
  });

  const spec = (title: string, status: string, annotations: object[] = []) => ({
    title,
    tests: [{ status, annotations }],
  });
  const suites = [
    {
      title: 'quit.spec.ts',
      specs: [spec('quits', 'expected'), spec('crashes', 'unexpected')],
      suites: [
        {
          title: 'on a signal',
          specs: [
            spec('passed at the second try', 'flaky'),
            spec('locks', 'skipped', [{ type: 'skip', description: 'no D-Bus here' }]),
          ],
        },
      ],
    },
  ];

  it("finds Playwright's tests in nested suites, takes a lucky second try for a failure, and knows why one was skipped", () => {
    expect(readPlaywright(JSON.stringify({ suites }))).toEqual({
      tests: { passed: 1, failed: 2, skipped: 1 },
      skipped: ['locks: no D-Bus here'],
      failures: ['crashes', 'passed at the second try: it passed only when tried again'],
    });
  });

  it('counts the tests of a listing', () => {
    expect(countListed(JSON.stringify({ suites }))).toBe(4);
  });

  it('refuses a report that is not one, so that a broken runner cannot pass for success', () => {
    expect(() => readVitest('{}')).toThrow();
    expect(() => readMocha('{"stats":{}}')).toThrow();
    expect(() => readPlaywright('')).toThrow();
  });
});
