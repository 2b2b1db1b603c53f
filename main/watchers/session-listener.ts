/**
 * Hears what happens to the session from everybody who may tell of it, and listens again to one that was lost. What several
 * tell, presence.ts counts once.
 */
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';
import type { Timer } from '../store/clock.ts';
import type { SystemEvent, SystemEvents } from './system-events.ts';

const LISTEN_AGAIN_MS = 30_000;

export interface SessionListenerOptions {
  readonly sources: readonly SystemEvents[];
  readonly timer: Timer;
  readonly log: Log;
  happened(event: SystemEvent): void;
}

export class SessionListener {
  readonly #options: SessionListenerOptions;
  #listening = false;

  constructor(options: SessionListenerOptions) {
    this.#options = options;
  }

  /** Returns at once. */
  start(): void {
    this.#listening = true;
    for (const source of this.#options.sources) void this.#listenTo(source);
  }

  /** Never fails. Nothing is told from here on. */
  async stop(): Promise<void> {
    this.#listening = false;
    await Promise.all(this.#options.sources.map((source) => source.stop()));
  }

  async #listenTo(source: SystemEvents): Promise<void> {
    const { timer, log, happened } = this.#options;
    if (!this.#listening) return;
    const lost = (problem: string) => {
      log.warn(`watchers: locks and sleep are not heard of any more: ${problem}`);
      timer.set(LISTEN_AGAIN_MS, () => void this.#listenTo(source));
    };
    try {
      await source.start({ happened, lost });
      if (!this.#listening) await source.stop();
    } catch (error) {
      log.info(`watchers: locks and sleep are not heard of: ${messageOf(error)}`);
    }
  }
}
