/**
 * A hidden window's page takes as much memory as all the rest of Daytrail, and most people look at it now and then. So it
 * is kept for a while, in which it opens at once, and let go of after that, unless somebody is in the middle of something
 * in it.
 */
import { type Clock, systemClock } from '../lifecycle/clock.ts';

/** Who comes back sooner finds everything as it was. */
export const REST_AFTER_MS = 600_000;

export interface HiddenPage {
  /** Whether something would be lost. */
  isBusy(): Promise<boolean>;
  letGo(): void;
}

export interface WindowRest {
  hidden(page: HiddenPage): void;
  shown(): void;
}

export function windowRest(clock: Clock = systemClock): WindowRest {
  let timer: unknown = null;
  let current: HiddenPage | null = null;

  const wait = (page: HiddenPage) => {
    timer = clock.set(REST_AFTER_MS, () => void end(page));
  };
  async function end(page: HiddenPage): Promise<void> {
    const busy = await page.isBusy();
    // Shown again while it was asked.
    if (current !== page) return;
    if (busy) {
      wait(page);
      return;
    }
    current = null;
    page.letGo();
  }
  const shown = () => {
    current = null;
    clock.clear(timer);
  };

  return {
    hidden(page) {
      shown();
      current = page;
      wait(page);
    },
    shown,
  };
}
