/** Runs at once, then at most once per stretch however often it is asked to, and once more at its end if it was asked meanwhile. */
import type { Clock } from './clock.ts';

export interface Coalesced {
  ask(): void;
  /** Nothing runs any more. */
  cancel(): void;
}

export function coalesce(clock: Clock, everyMs: number, run: () => void): Coalesced {
  let timer: unknown = null;
  let asked = false;
  let cancelled = false;

  const ask = () => {
    if (cancelled) return;
    if (timer !== null) {
      asked = true;
      return;
    }
    asked = false;
    timer = clock.set(everyMs, () => {
      timer = null;
      if (asked) ask();
    });
    run();
  };

  return {
    ask,
    cancel: () => {
      cancelled = true;
      if (timer !== null) clock.clear(timer);
    },
  };
}
