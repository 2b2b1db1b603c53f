/** Runs at once, then at most once per stretch however often it is asked to, and once more at its end if it was asked meanwhile. */
import type { Clock } from './clock.ts';

export interface Coalesced {
  ask(): void;
  /** Nothing runs any more. */
  cancel(): void;
}

export function coalesce(clock: Clock, everyMs: number, run: () => void): Coalesced {
  let timer: unknown = null;
  let ranAt = Number.NEGATIVE_INFINITY;
  let cancelled = false;

  const now = () => {
    timer = null;
    ranAt = clock.now();
    run();
  };
  // No timer for a stretch in which nothing is asked: it would wake the processor for nothing.
  const ask = () => {
    if (cancelled || timer !== null) return;
    const wait = ranAt + everyMs - clock.now();
    if (wait > 0) timer = clock.set(wait, now);
    else now();
  };

  return {
    ask,
    cancel: () => {
      cancelled = true;
      if (timer !== null) clock.clear(timer);
    },
  };
}
