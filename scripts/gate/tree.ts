/** Whether running the gate left the working tree as it was. */
import { run } from '../runtime/child.ts';
import { failed, type Outcome, succeeded } from './outcome.ts';

/** What git says of every changed or new file; null where this is no git checkout. */
export async function treeState(): Promise<string | null> {
  const status = await run('git', ['status', '--porcelain', '--untracked-files=all'], { deadlineMs: 30_000 });
  return status.ok ? status.output : null;
}

export function compareTrees(before: string | null, after: string | null): Outcome {
  if (before === null || after === null) return succeeded('not a git checkout');
  const [was, is] = [lines(before), lines(after)];
  const changed = [...is.filter((line) => !was.includes(line)), ...was.filter((line) => !is.includes(line))];
  if (changed.length === 0) return succeeded('as it was');
  return failed(`the tests changed the working tree: ${changed.join(', ')}`);
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
