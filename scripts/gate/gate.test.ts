import { describe, expect, it } from 'vitest';
import { choose, runSteps } from './gate.ts';
import { failed, type Outcome, succeeded } from './outcome.ts';
import type { Step } from './steps.ts';
import { compareTrees } from './tree.ts';

function gate(outcomes: Record<string, () => Promise<Outcome>> = {}) {
  const ran: string[] = [];
  const step = (name: string, needsBuild: boolean): Step => ({
    name,
    about: name,
    needsBuild,
    run: () => {
      ran.push(name);
      return outcomes[name]?.() ?? Promise.resolve(succeeded('ok'));
    },
  });
  return { ran, steps: [step('build', false), step('lint', false), step('unit', true), step('electron', true)] };
}

const namesOf = (choice: ReturnType<typeof choose>) =>
  'steps' in choice ? choice.steps.map((step) => step.name) : choice.error;
const silent = () => undefined;

describe('choosing steps', () => {
  it('takes all of them when none is named', () => {
    expect(namesOf(choose(gate().steps, []))).toEqual(['build', 'lint', 'unit', 'electron']);
  });

  it('builds first for a step that runs what is built, and only then', () => {
    expect(namesOf(choose(gate().steps, ['unit']))).toEqual(['build', 'unit']);
    expect(namesOf(choose(gate().steps, ['lint']))).toEqual(['lint']);
  });

  it('refuses a name it does not know and lists the ones it does', () => {
    expect(namesOf(choose(gate().steps, ['uint']))).toMatch(/no step called uint[\s\S]*electron/);
  });
});

describe('running steps', () => {
  it('goes on after a failure, so that one run tells everything', async () => {
    const { ran, steps } = gate({ lint: async () => failed('unformatted') });
    const finished = await runSteps(steps, silent);
    expect(ran).toEqual(['build', 'lint', 'unit', 'electron']);
    expect(finished.map((step) => step.outcome.ok)).toEqual([true, false, true, true]);
  });

  it('does not test an old build when building failed', async () => {
    const { ran, steps } = gate({ build: async () => failed('it ended with code 1') });
    const finished = await runSteps(steps, silent);
    expect(ran).toEqual(['build', 'lint']);
    expect(finished.map((step) => step.outcome.ok)).toEqual([false, true, false, false]);
  });

  it('takes a step that throws for a failed one', async () => {
    const { steps } = gate({ unit: () => Promise.reject(new Error('no space left')) });
    const finished = await runSteps(steps, silent);
    expect(finished[2]?.outcome).toMatchObject({ ok: false, result: 'no space left' });
  });
});

describe('the working tree', () => {
  it('may be dirty before, but must be the same after', () => {
    const before = ' M main/index.ts\n?? notes.txt\n';
    expect(compareTrees(before, before).ok).toBe(true);
    expect(compareTrees(before, ` M main/index.ts\n?? notes.txt\n?? trace.zip\n`)).toMatchObject({ ok: false });
    expect(compareTrees(before, ' M main/index.ts\n').result).toContain('notes.txt');
  });

  it('is not judged where there is no git checkout', () => {
    expect(compareTrees(null, null).ok).toBe(true);
  });
});
