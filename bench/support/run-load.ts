/** Runs load.ts in a process of its own, so that measuring takes no time from what is measured in this one. */
import { fileURLToPath } from 'node:url';
import { runNode } from '../../scripts/runtime/child.ts';
import type { Load, Measured } from './load.ts';

export async function runLoad(load: Load): Promise<Measured> {
  const script = fileURLToPath(new URL('./load.ts', import.meta.url));
  const done = await runNode(script, [JSON.stringify(load)], {
    deadlineMs: load.warmUpMs + load.measureMs * 4 + 20_000,
  });
  if (!done.ok) throw new Error(`the load could not be run: ${done.reason}\n${done.output}`);
  return JSON.parse(done.output) as Measured;
}
