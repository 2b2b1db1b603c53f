/** Runs the test suite of ActivityWatch's own JavaScript client against the built headless shell, on its testing port. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, TOOLS } from '../root.ts';
import { runNode } from '../runtime/child.ts';
import { startHeadless } from '../runtime/headless.ts';
import { failed, type Outcome } from './outcome.ts';
import { readMocha } from './reports.ts';

const SUITE = inRoot('node_modules/aw-client/out/test/test.js');
/** As many tests as the suite has: fewer that ran are a failure, too. */
const TESTS = 8;

export async function runActivityWatchSuite(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-activitywatch-'));
  try {
    const started = await startHeadless(['--testing', '--no-watchers', '--data-dir', folder], 20_000);
    if ('reason' in started) return failed(`Daytrail did not start: ${started.reason}`);
    const report = join(folder, 'report.json');
    const args = ['--exit', '--reporter', 'json', '--reporter-option', `output=${report}`, SUITE];
    const suite = await runNode(TOOLS.mocha, args, { deadlineMs: 60_000 });
    const ended = await started.stop();
    const { tests } = readMocha(readFileSync(report, 'utf8'));
    if (!suite.ok) process.stdout.write(suite.output);
    const complete = suite.ok && tests.passed === TESTS;
    const result = `${tests.passed} of ${TESTS}${ended === '' ? '' : `, and Daytrail's end: ${ended}`}`;
    return { ok: complete && ended === '', tests, result, notRun: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
