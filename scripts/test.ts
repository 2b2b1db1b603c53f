/**
 * `npm test`: the whole gate. `npm test -- NAME …` runs single steps. The last line is always `N passed, N failed, N skipped`.
 */
import { choose, runSteps } from './gate/gate.ts';
import { type Finished, summary } from './gate/outcome.ts';
import { STEPS } from './gate/steps.ts';
import { ownTemporaryFolder } from './gate/temporary.ts';
import { compareTrees, treeState } from './gate/tree.ts';
import { endChildrenOnSignals } from './runtime/child.ts';

endChildrenOnSignals();
const names = process.argv.slice(2);
const choice = choose(STEPS, names);
if ('error' in choice) {
  console.error(choice.error);
  process.exitCode = 2;
} else {
  const before = await treeState();
  const removeTemporaryFolder = ownTemporaryFolder();
  const finished: Finished[] = [...(await runSteps(choice.steps, console.log))];
  removeTemporaryFolder();
  if (names.length === 0) {
    finished.push({ name: 'tree', seconds: 0, outcome: compareTrees(before, await treeState()) });
  }
  console.log(summary(finished));
  process.exitCode = finished.every((step) => step.outcome.ok) ? 0 : 1;
}
