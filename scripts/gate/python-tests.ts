/** Runs Python test files in the environment of python-environment.ts, and tells expected failures of a client from ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { inRoot } from '../root.ts';
import { run } from '../runtime/child.ts';
import type { Counts } from './outcome.ts';
import type { PythonEnvironment } from './python-environment.ts';

/** A test that fails for the client's sake: by its name, with what its failure says. */
export type KnownFailures = Readonly<Record<string, RegExp>>;

export interface Judged {
  readonly tests: Counts;
  readonly failures: readonly string[];
}

const report = z.array(z.object({ name: z.string(), state: z.string(), message: z.string() }));

/** Never rejects for a failing test; it does where the runner itself breaks. */
export async function runPythonTests(
  python: PythonEnvironment,
  files: readonly string[],
  known: KnownFailures = {},
): Promise<Judged> {
  const file = join(python.folder, 'report.json');
  const done = await run(python.command, [inRoot('scripts/gate/python/run.py'), file, ...files], {
    deadlineMs: 90_000,
    env: python.env,
  });
  if (!done.ok) throw new Error(`the test runner failed: ${done.reason}\n${done.output}`);
  return judge(readFileSync(file, 'utf8'), known);
}

/** A known failure passes by failing in the known way; one that passes, or fails otherwise, is a surprise, and fails. */
export function judge(json: string, known: KnownFailures): Judged {
  const failures: string[] = [];
  const tests = report.parse(JSON.parse(json));
  let skipped = 0;
  for (const { name, state, message } of tests) {
    const expected = known[name];
    if (state === 'skipped') skipped++;
    else if (expected === undefined && state !== 'passed') failures.push(`${name}: ${message}`);
    else if (expected !== undefined && state === 'passed') failures.push(`${name}: it is known to fail, and passed`);
    else if (expected?.test(message) === false) failures.push(`${name}: it failed otherwise than known: ${message}`);
  }
  for (const name of Object.keys(known)) {
    if (!tests.some((test) => test.name === name)) failures.push(`${name}: it is known to fail, and was not run`);
  }
  const failed = failures.length;
  return { tests: { passed: Math.max(tests.length - skipped - failed, 0), failed, skipped }, failures };
}
