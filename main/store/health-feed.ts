/**
 * How the store fares, and who is told of it when: at once when something happened, and at most four times a second while only
 * the count of pending changes moves.
 */
import type { StoreHealth } from '../../preload/contract/schemas.ts';
import type { Timer } from './clock.ts';
import type { OpenBatch } from './open-batch.ts';

const INTERVAL_MS = 250;

export function healthOf(
  { pending, pendingSince, lastSavedAt, problem }: OpenBatch,
  about: { readonly closed: boolean; readonly notices: string[]; readonly inMemory: boolean },
): StoreHealth {
  const kept = `${pending} ${pending === 1 ? 'change is' : 'changes are'} kept in memory and saved as soon as possible.`;
  return {
    state: about.closed ? 'closed' : problem === null ? 'ready' : 'unsaved',
    pending,
    pendingSince,
    lastSavedAt,
    problem: problem === null ? null : { kind: 'commit-failed', message: `${problem}. ${kept}` },
    notices: about.notices,
    inMemory: about.inMemory,
  };
}

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
