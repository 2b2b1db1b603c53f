/**
 * Writes what became of every unit test to the file named by DAYTRAIL_UNIT_REPORT, with the reason of each skipped one, which
 * Vitest's own JSON report leaves out.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export const REPORT_VARIABLE = 'DAYTRAIL_UNIT_REPORT';

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env[REPORT_VARIABLE];
    if (file === undefined) throw new Error(`${REPORT_VARIABLE} names no file for the report.`);
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => {
        const result = test.result();
        return { name: test.fullName, state: result.state, note: result.state === 'skipped' ? result.note : undefined };
      }),
    );
    writeFileSync(file, JSON.stringify({ tests }));
  }
}
