/** ActivityWatch's Python client and server: the client against the built headless shell, the server against its column of the tables. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROWS } from '../../main/api/compatibility/rows/index.ts';
import { inRoot } from '../root.ts';
import { startHeadless } from '../runtime/headless.ts';
import { confirmRows } from './aw-server.ts';
import { FOREIGN_SUITES, fetchSuite } from './foreign-suites.ts';
import { type Counts, failed, NONE, notRun, type Outcome } from './outcome.ts';
import { makePythonEnvironment, type PythonEnvironment } from './python-environment.ts';
import { type Judged, runPythonTests } from './python-tests.ts';

const SESSION = inRoot('scripts/gate/python/session.py');
/** Tests in session.py, for when they cannot be run. */
const SESSION_TESTS = 8;

export async function runPythonSuites(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-python-'));
  try {
    const python = await makePythonEnvironment(folder);
    if ('reason' in python) {
      const foreign = FOREIGN_SUITES.reduce((sum, suite) => sum + suite.tests, 0);
      return notRun(python.reason, SESSION_TESTS + foreign + ROWS.length);
    }
    const left: { reason: string; tests: number }[] = [];
    const clients = await runClients(python, left);
    if (typeof clients === 'string') return failed(clients);
    const server = await confirmRows(python);
    if ('reason' in server) left.push({ reason: server.reason, tests: ROWS.length });
    const judged = 'reason' in server ? clients : [...clients, server];
    const tests = judged.reduce((sum, one) => add(sum, one.tests), NONE);
    const failures = judged.flatMap((one) => one.failures);
    for (const line of failures) process.stdout.write(`${line}\n`);
    return {
      ok: failures.length === 0,
      tests: { ...tests, skipped: tests.skipped + left.reduce((sum, one) => sum + one.tests, 0) },
      result: `${tests.passed} passed${failures.length === 0 ? '' : `, ${failures.length} failed`}`,
      notRun: left.map(({ reason }) => reason),
      failures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What of ActivityWatch's client runs against Daytrail; a text says why nothing could. */
async function runClients(
  python: PythonEnvironment,
  left: { reason: string; tests: number }[],
): Promise<readonly Judged[] | string> {
  const flags = ['--testing', '--no-watchers', '--data-dir', join(python.folder, 'daytrail')];
  const started = await startHeadless(flags, 20_000);
  if ('reason' in started) return `Daytrail did not start: ${started.reason}`;
  const judged = [await runPythonTests(python, [SESSION])];
  for (const suite of FOREIGN_SUITES) {
    const fetched = await fetchSuite(suite, python.folder);
    if ('reason' in fetched) left.push({ reason: fetched.reason, tests: suite.tests });
    else judged.push(await runPythonTests(python, [fetched.file], suite.known));
  }
  const ended = await started.stop();
  return ended === '' ? judged : `Daytrail's end: ${ended}`;
}

const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});
