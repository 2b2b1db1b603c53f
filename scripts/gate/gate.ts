/** Chooses and runs the steps of the gate one after the other; a step that fails does not keep the others from running. */
import { type Finished, failed, type Outcome } from './outcome.ts';
import type { Step } from './steps.ts';

export type Choice = { readonly steps: readonly Step[] } | { readonly error: string };

/** All steps without names; otherwise those named, after the build where they need it. */
export function choose(all: readonly Step[], names: readonly string[]): Choice {
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = all.map((step) => `  ${step.name.padEnd(14)} ${step.about}`).join('\n');
    return { error: `There is no step called ${unknown.join(', ')}. There are:\n${known}` };
  }
  if (names.length === 0) return { steps: all };
  const named = all.filter((step) => names.includes(step.name));
  const built = named.some((step) => step.needsBuild);
  return { steps: all.filter((step) => named.includes(step) || (built && step.name === 'build')) };
}

export async function runSteps(steps: readonly Step[], say: (line: string) => void): Promise<readonly Finished[]> {
  const finished: Finished[] = [];
  let built = true;
  for (const step of steps) {
    say(`\n── ${step.name}: ${step.about}`);
    const start = performance.now();
    const outcome: Outcome =
      step.needsBuild && !built ? failed('there is nothing to run: the build failed') : await attempt(step);
    if (step.name === 'build') built = outcome.ok;
    finished.push({ name: step.name, seconds: (performance.now() - start) / 1000, outcome });
    say(`── ${step.name}: ${outcome.ok ? outcome.result : `FAILED, ${outcome.result}`}`);
  }
  return finished;
}

async function attempt(step: Step): Promise<Outcome> {
  try {
    return await step.run();
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}
