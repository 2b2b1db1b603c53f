/** A clock for tests: time passes only when told to. */
import type { Clock } from './clock.ts';

export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  set(ms: number, run: () => void): unknown {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return timer;
  }

  clear(timer: unknown): void {
    for (const known of this.#timers) if (known === timer) this.#timers.delete(known);
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Runs what is due on the way, each at its own moment, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await settle();
    }
    this.#now = until;
  }
}

/** Until all promise reactions that can run without time passing have run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
