/** Runs one project of e2e/playwright.config.ts, or only counts its tests. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, TOOLS } from '../root.ts';
import { run } from '../runtime/child.ts';
import { failed, notRun, type Outcome } from './outcome.ts';
import { countListed, readPlaywright } from './reports.ts';

export type Project = 'browser' | 'electron' | 'packaged';

const argsFor = (project: Project): string[] => [
  TOOLS.playwright,
  'test',
  `--config=${inRoot('e2e/playwright.config.ts')}`,
  `--project=${project}`,
];

export interface PlaywrightOptions {
  readonly variables?: NodeJS.ProcessEnv;
  /** A program that runs Playwright in turn, as xvfb-run does. */
  readonly wrapper?: readonly string[];
  /** One test at a time. */
  readonly alone?: boolean;
}

export async function runPlaywright(project: Project, options: PlaywrightOptions): Promise<Outcome> {
  const { variables = {}, wrapper = [], alone = false } = options;
  return withReport(async (report, env) => {
    const args = [process.execPath, ...argsFor(project), '--reporter=list,json', ...(alone ? ['--workers=1'] : [])];
    const [command = '', ...rest] = [...wrapper, ...args];
    const done = await run(command, rest, { deadlineMs: 900_000, env: { ...env, ...variables }, show: true });
    const { tests, skipped, failures } = readPlaywright(report());
    const ok = done.ok && tests.failed === 0;
    const result = ok ? `${tests.passed} passed` : `${tests.failed} failed, ${done.reason}`;
    return { ok, tests, result, notRun: skipped, failures };
  });
}

/** The outcome of a project that cannot run here: all its tests are counted as skipped. */
export async function skipPlaywright(project: Project, reason: string): Promise<Outcome> {
  return withReport(async (report, env) => {
    await run(process.execPath, [...argsFor(project), '--list', '--reporter=json'], { deadlineMs: 60_000, env });
    return notRun(reason, countListed(report()));
  });
}

/** Gives `use` the environment in which Playwright writes its JSON report, and what reads it. */
async function withReport(use: (report: () => string, env: NodeJS.ProcessEnv) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-playwright-'));
  const file = join(folder, 'report.json');
  try {
    return await use(() => readFileSync(file, 'utf8'), { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  } catch (error) {
    return failed(`its report cannot be read: ${(error as Error).message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
