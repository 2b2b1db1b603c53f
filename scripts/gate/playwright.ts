/** Runs one project of e2e/playwright.config.ts, or only counts its tests. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, TOOLS } from '../root.ts';
import { run } from '../runtime/child.ts';
import { failed, notRun, type Outcome } from './outcome.ts';
import { countListed, readPlaywright } from './reports.ts';

export type Project = 'browser' | 'electron';

const argsFor = (project: Project): string[] => [
  TOOLS.playwright,
  'test',
  `--config=${inRoot('e2e/playwright.config.ts')}`,
  `--project=${project}`,
];

/** `wrapper` is a program that runs Playwright in turn, as xvfb-run does. */
export async function runPlaywright(
  project: Project,
  variables: NodeJS.ProcessEnv,
  wrapper: readonly string[] = [],
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-playwright-'));
  try {
    const report = join(folder, 'report.json');
    const [command = process.execPath, ...args] = [
      ...wrapper,
      process.execPath,
      ...argsFor(project),
      '--reporter=list,json',
    ];
    const env = { ...process.env, ...variables, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const done = await run(command, args, { deadlineMs: 420_000, env, show: true });
    const { tests, skipped } = readPlaywright(readFileSync(report, 'utf8'));
    const ok = done.ok && tests.failed === 0;
    return {
      ok,
      tests,
      result: ok ? `${tests.passed} passed` : `${tests.failed} failed, ${done.reason}`,
      notRun: skipped,
    };
  } catch (error) {
    return failed(`its report cannot be read: ${(error as Error).message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcome of a project that cannot run here: all its tests are counted as skipped. */
export async function skipPlaywright(project: Project, reason: string): Promise<Outcome> {
  const args = [...argsFor(project), '--list', '--reporter=json'];
  const done = await run(process.execPath, args, { deadlineMs: 60_000 });
  try {
    return notRun(reason, countListed(done.output));
  } catch {
    return failed(`its tests cannot be listed: ${done.reason}`);
  }
}
