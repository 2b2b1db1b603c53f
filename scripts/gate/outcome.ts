/** What became of a step of the gate, and how the whole is summed up. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export interface Outcome {
  readonly ok: boolean;
  /** Zero for steps that are no test run. */
  readonly tests: Counts;
  /** One line: what was found, or what is wrong. */
  readonly result: string;
  /** What was left out, each with its reason. */
  readonly notRun: readonly string[];
  /** What failed, by name, with what was wrong: said again at the end, where whoever reads only that finds it. */
  readonly failures?: readonly string[];
}

export const succeeded = (result: string): Outcome => ({ ok: true, tests: NONE, result, notRun: [] });
export const failed = (result: string): Outcome => ({ ok: false, tests: NONE, result, notRun: [] });
/** A step that could not be run here, with the number of tests that were therefore left out. */
export const notRun = (reason: string, tests: number): Outcome => ({
  ok: true,
  tests: { ...NONE, skipped: tests },
  result: 'not run',
  notRun: [reason],
});

/** A step that failed without a failing test (a lint error, a runner that broke) counts as one, so that failure never reads `0 failed`. */
export function total(outcomes: readonly Outcome[]): Counts {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { ok, tests } of outcomes) {
    sum.passed += tests.passed;
    sum.failed += ok ? tests.failed : Math.max(tests.failed, 1);
    sum.skipped += tests.skipped;
  }
  return sum;
}

export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

export interface Finished {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: Outcome;
}

/** The end of the gate's output: what took how long, what was not run and why, what failed, and the counts in the last line. */
export function summary(steps: readonly Finished[]): string {
  const width = Math.max(...steps.map((step) => step.name.length));
  const line = ({ name, seconds, outcome }: Finished): string =>
    `${outcome.ok ? '  ' : '✗ '}${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${outcome.result}`;
  const listed = (pick: (outcome: Outcome) => readonly string[] | undefined): string[] =>
    steps.flatMap(({ name, outcome }) => (pick(outcome) ?? []).map((one) => `  ${name}: ${one}`));
  const left = listed(({ notRun }) => notRun);
  const wrong = listed(({ failures }) => failures);
  return [
    '',
    ...steps.map(line),
    ...(left.length > 0 ? ['', 'Not run:', ...left] : []),
    ...(wrong.length > 0 ? ['', 'Failed:', ...wrong] : []),
    '',
    countsLine(total(steps.map((step) => step.outcome))),
  ].join('\n');
}
