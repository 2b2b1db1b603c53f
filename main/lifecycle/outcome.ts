/** What a shutdown's outcome means for the record and for the process's exit code. */
import { STORE } from './close-store.ts';
import type { ShutdownOutcome } from './shutdown.ts';

/** One line for the person where something may be lost; null where all was saved, whatever else did not end in time. */
export function describeLoss({ failed, outstanding }: ShutdownOutcome): string | null {
  const store = failed.find(({ name }) => name === STORE);
  if (store !== undefined) return store.message;
  return outstanding.includes(STORE) ? 'The store did not close in time; the last changes may not be saved.' : null;
}

/** 0 only where Daytrail ended in order and all was saved. */
export function exitCode(outcome: ShutdownOutcome): 0 | 1 {
  return outcome.cause !== 'fatal' && describeLoss(outcome) === null ? 0 : 1;
}
