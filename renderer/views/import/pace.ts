/** How far an import is and how long it will take, from what is told of it. Pure. */
import type { ImportProgress } from '../../../preload/contract/imports.ts';
import { type Micros, SECOND } from '../../timeline/index.ts';

/**
 * The stages of a look and of an import, with the part of the whole that each takes, about: reading is checking and sorting as
 * well, saving is one write of what is ready.
 */
const STAGES = {
  look: [
    { state: 'reading', share: 0.85 },
    { state: 'comparing', share: 0.15 },
  ],
  import: [
    { state: 'reading', share: 0.65 },
    { state: 'saving', share: 0.35 },
  ],
} as const;
export type Purpose = keyof typeof STAGES;

/** From 0 to 1; null where nobody knows how much there is. */
export function fractionOf({ state: now, done, total }: ImportProgress, purpose: Purpose): number | null {
  if (now === 'idle') return 0;
  if (total === null) return null;
  const within = total === 0 ? 1 : Math.min(1, done / total);
  let before = 0;
  for (const { state, share } of STAGES[purpose]) {
    if (state === now) return before + within * share;
    before += share;
  }
  return null;
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
