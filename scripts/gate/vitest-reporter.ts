/**
 * Writes what became of every unit test to the file named by DAYTRAIL_UNIT_REPORT, with the reason of each skipped one, which
 * Vitest's own JSON report leaves out, and with what went wrong outside of tests: a process that died, an error nobody caught.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export const REPORT_VARIABLE = 'DAYTRAIL_UNIT_REPORT';

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[REPORT_VARIABLE];
    if (file === undefined) throw new Error(`${REPORT_VARIABLE} names no file for the report.`);
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => {
        const result = test.result();
        const note = result.state === 'skipped' ? result.note : result.errors?.map(messageOf).join('; ');
        return { name: test.fullName, state: result.state, note };
      }),
    );
    const ofModules = modules.flatMap((module) =>
      module.errors().map((error) => `${module.relativeModuleId}: ${messageOf(error)}`),
    );
    writeFileSync(file, JSON.stringify({ tests, errors: [...ofModules, ...unhandled.map(messageOf)] }));
  }
}

/** With what caused it, which alone says which process died of what. */
function messageOf({ message, cause }: Pick<SerializedError, 'message' | 'cause'>): string {
  const why = cause instanceof Object && 'message' in cause ? ` ${cause.message}` : '';
  return `${message}${why}`;
}
