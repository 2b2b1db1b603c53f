/** A window backend that looks each second, for systems whose answer costs little and whose hooks would cost more. */
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import type { ActiveWindow, SelfDescription, WindowBackend } from '../backend.ts';
import { Poll } from './poll.ts';

export interface PolledOptions {
  about(): SelfDescription;
  /** Gives the function that looks. Rejects with a BackendError where it cannot work. */
  open(): Promise<() => ActiveWindow | null>;
  readonly clock?: Clock | undefined;
  readonly everyMs?: number | undefined;
}

const EVERY_MS = 1_000;

export function polledWindows({ about, open, clock = systemClock, everyMs = EVERY_MS }: PolledOptions): WindowBackend {
  let polling: Poll | null = null;
  return {
    about,
    async start(listener) {
      let look: (() => ActiveWindow | null) | null = null;
      const poll = new Poll({
        clock,
        everyMs,
        look: async () => {
          look ??= await open();
          return look();
        },
        changed: (window) => listener.changed(window),
        lost: (problem) => listener.lost(problem),
      });
      polling = poll;
      await poll.start();
    },
    current: () => polling?.current ?? null,
    async stop() {
      polling?.stop();
      polling = null;
    },
  };
}
