/**
 * Tells others how the store fares: at once when something happened, and at most four times a second while only the count
 * of pending changes moves.
 */
import type { Timer } from './clock.ts';

const INTERVAL_MS = 250;

export class HealthFeed {
  readonly #timer: Timer;
  readonly #tell: () => void;
  #waiting: unknown;
  #stale = false;

  constructor(timer: Timer, tell: () => void) {
    this.#timer = timer;
    this.#tell = tell;
  }

  /** The count moved. */
  moved(): void {
    if (this.#waiting !== undefined) {
      this.#stale = true;
      return;
    }
    this.#tell();
    this.#waiting = this.#timer.set(INTERVAL_MS, () => {
      this.#waiting = undefined;
      if (!this.#stale) return;
      this.#stale = false;
      this.moved();
    });
  }

  /** Something happened. */
  happened(): void {
    this.#stale = false;
    this.#tell();
  }

  stop(): void {
    this.#timer.clear(this.#waiting);
    this.#waiting = undefined;
  }
}
