/** Runs the tests that stand beside their files, in plain Node. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, TOOLS } from '../root.ts';
import { runNode } from '../runtime/child.ts';
import { failed, type Outcome } from './outcome.ts';
import { readVitest } from './reports.ts';
import { REPORT_VARIABLE } from './vitest-reporter.ts';

export async function runUnitTests(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-unit-'));
  try {
    const report = join(folder, 'report.json');
    const args = ['run', '--reporter=default', `--reporter=${inRoot('scripts/gate/vitest-reporter.ts')}`];
    const env = { ...process.env, [REPORT_VARIABLE]: report };
    const run = await runNode(TOOLS.vitest, args, { deadlineMs: 900_000, env, show: true });
    const { tests, skipped, failures } = readVitest(readFileSync(report, 'utf8'));
    return { ok: run.ok, tests, result: run.ok ? `${tests.passed} passed` : run.reason, notRun: skipped, failures };
  } catch (error) {
    return failed(`its report cannot be read: ${(error as Error).message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
