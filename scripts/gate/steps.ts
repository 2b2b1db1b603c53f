/** The gate, as data: every step in the order in which it runs, by the name that `npm test -- NAME` takes. */
import { build, isStale } from '../build/build.ts';
import { inRoot, TOOLS } from '../root.ts';
import { runNode } from '../runtime/child.ts';
import { runActivityWatchSuite } from './activitywatch.ts';
import { runBrowserTests } from './browser.ts';
import { runElectronTests, runPackagedTests } from './electron.ts';
import { failed, type Outcome, succeeded } from './outcome.ts';
import { runPythonSuites } from './python.ts';
import { runUnitTests } from './unit.ts';

export interface Step {
  readonly name: string;
  readonly about: string;
  /** Runs what out/ holds. */
  readonly needsBuild: boolean;
  run(): Promise<Outcome>;
}

export const STEPS: readonly Step[] = [
  { name: 'build', about: 'everything into out/, if it is stale', needsBuild: false, run: buildIfStale },
  {
    name: 'lint',
    about: 'format, lint and import boundaries',
    needsBuild: false,
    run: () => check(TOOLS.biome, ['check', '--error-on-warnings', '--max-diagnostics=50', '.'], 60_000),
  },
  {
    name: 'types',
    about: 'types of main, preload and scripts',
    needsBuild: false,
    run: () => check(TOOLS.tsc, ['-p', inRoot('tsconfig.json')], 120_000),
  },
  {
    name: 'types:renderer',
    about: 'types of the window',
    needsBuild: false,
    run: () => check(TOOLS.tsc, ['-p', inRoot('renderer/tsconfig.json')], 120_000),
  },
  {
    name: 'types:e2e',
    about: 'types of the end-to-end tests, which also hold code that runs in a page',
    needsBuild: false,
    run: () => check(TOOLS.tsc, ['-p', inRoot('e2e/tsconfig.json')], 120_000),
  },
  { name: 'unit', about: 'unit, store and API tests', needsBuild: true, run: runUnitTests },
  {
    name: 'activitywatch',
    about: "the suite of ActivityWatch's own client",
    needsBuild: true,
    run: runActivityWatchSuite,
  },
  {
    name: 'python',
    about: "ActivityWatch's Python client, and its server against the tables",
    needsBuild: true,
    run: runPythonSuites,
  },
  { name: 'browser', about: 'the headless shell in Chromium', needsBuild: true, run: runBrowserTests },
  { name: 'electron', about: 'the real shell', needsBuild: true, run: runElectronTests },
  { name: 'packaged', about: 'the packaged application', needsBuild: true, run: runPackagedTests },
];

async function buildIfStale(): Promise<Outcome> {
  if (!isStale()) return succeeded('up to date');
  const built = await build();
  if (built.ok) return succeeded('built');
  process.stdout.write(built.output);
  return failed(built.reason);
}

/** A tool that only says yes or no. Its complaints are shown. */
async function check(tool: string, args: readonly string[], deadlineMs: number): Promise<Outcome> {
  const done = await runNode(tool, args, { deadlineMs });
  if (done.ok) return succeeded('ok');
  process.stdout.write(done.output);
  return failed(done.reason);
}
