/** How far an import is and how long it will take, from what is told of it. Pure. */
import type { ImportProgress } from '../../../preload/contract/imports.ts';
import { type Micros, SECOND } from '../../timeline/index.ts';

/**
 * What part of the whole each stage takes, about: reading is checking and sorting, saving is one write of what is
 * ready. Without saving, for a file that is only looked at, the others fill the whole.
 */
const SHARES = { reading: 0.6, comparing: 0.1, saving: 0.3 } as const;
const STAGES: readonly (keyof typeof SHARES)[] = ['reading', 'comparing', 'saving'];

/** From 0 to 1; null where the file does not say how much there is. `saves`: an import, not only a look. */
export function fractionOf(progress: ImportProgress, saves: boolean): number | null {
  if (progress.state === 'idle') return 0;
  if (progress.total === null) return null;
  const within = progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
  const stages = saves ? STAGES : STAGES.slice(0, 2);
  const whole = stages.reduce((sum, stage) => sum + SHARES[stage], 0);
  const before = stages.slice(0, stages.indexOf(progress.state)).reduce((sum, stage) => sum + SHARES[stage], 0);
  return Math.min(1, (before + within * SHARES[progress.state]) / whole);
}

/** Before that, any estimate is a guess. */
const SOONEST: Micros = 1 * SECOND;
const LEAST_DONE = 0.03;

/** How long it may still take; null while that cannot be told. */
export function timeLeft(fraction: number | null, taken: Micros): Micros | null {
  if (fraction === null || fraction < LEAST_DONE || taken < SOONEST) return null;
  return (taken * (1 - fraction)) / fraction;
}

/** As a person would say it: in seconds below a minute, else in minutes. */
export function sayLeft(left: Micros): string {
  const seconds = left / SECOND;
  if (seconds < 1.5) return 'about a second left';
  if (seconds < 55) return `about ${Math.round(seconds)} seconds left`;
  if (seconds < 90) return 'about a minute left';
  return `about ${Math.round(seconds / 60)} minutes left`;
}
