/** Reads the JSON reports of the test runners: how many tests passed, failed and were skipped, and which were skipped. */
import { z } from 'zod';
import type { Counts } from './outcome.ts';

export interface Report {
  readonly tests: Counts;
  /** The skipped tests by name, with the reason where the runner tells it. */
  readonly skipped: readonly string[];
  /** The failed tests by name, and what went wrong outside of them. */
  readonly failures: readonly string[];
}

const vitest = z.object({
  tests: z.array(z.object({ name: z.string(), state: z.string(), note: z.string().optional() })),
  errors: z.array(z.string()),
});

const withNote = ({ name, note }: { name: string; note?: string | undefined }): string =>
  note === undefined ? name : `${name}: ${note}`;

/** What vitest-reporter.ts has written. A test that neither passed nor failed was skipped, or never reached. */
export function readVitest(json: string): Report {
  const { tests, errors } = vitest.parse(JSON.parse(json));
  const failed = tests.filter((test) => test.state === 'failed');
  const passed = tests.filter((test) => test.state === 'passed').length;
  const skipped = tests.filter((test) => test.state !== 'failed' && test.state !== 'passed');
  return {
    tests: { passed, failed: failed.length, skipped: skipped.length },
    skipped: skipped.map(withNote),
    failures: [...failed.map(withNote), ...errors],
  };
}

const mocha = z.object({ stats: z.object({ passes: z.int(), failures: z.int(), pending: z.int() }) });

export function readMocha(json: string): Report {
  const { passes, failures, pending } = mocha.parse(JSON.parse(json)).stats;
  return { tests: { passed: passes, failed: failures, skipped: pending }, skipped: [], failures: [] };
}

const playwrightSuite = z.object({
  specs: z
    .array(
      z.object({
        title: z.string(),
        tests: z.array(
          z.object({
            status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
            annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })).default([]),
          }),
        ),
      }),
    )
    .default([]),
  get suites() {
    return z.array(playwrightSuite).default([]);
  },
});
const playwright = z.object({ suites: z.array(playwrightSuite) });
type Suite = z.infer<typeof playwrightSuite>;

const specsOf = (suites: readonly Suite[]): Suite['specs'] =>
  suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites)]);

/** A test that passed only when tried again hides a race, and counts as failed. */
export function readPlaywright(json: string): Report {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const skipped: string[] = [];
  const failures: string[] = [];
  for (const { title, tests } of specsOf(playwright.parse(JSON.parse(json)).suites)) {
    for (const { status, annotations } of tests) {
      if (status === 'expected') counts.passed++;
      else if (status !== 'skipped') {
        counts.failed++;
        failures.push(status === 'flaky' ? `${title}: it passed only when tried again` : title);
      } else {
        counts.skipped++;
        const reason = annotations.find((one) => one.type === 'skip')?.description;
        skipped.push(reason === undefined ? title : `${title}: ${reason}`);
      }
    }
  }
  return { tests: counts, skipped, failures };
}

/** How many tests a Playwright listing (`--list --reporter=json`) names. */
export function countListed(json: string): number {
  return specsOf(playwright.parse(JSON.parse(json)).suites).reduce((sum, spec) => sum + spec.tests.length, 0);
}
