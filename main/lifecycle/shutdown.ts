/**
 * The one place that ends Daytrail in order. Whoever has something to finish joins with a name and a phase; phases run
 * one after the other, a phase's joiners side by side. One that fails or hangs is named in the log and in the outcome,
 * and takes nothing from the others: a phase is left behind when its part of the deadline has passed.
 */
import { type Clock, systemClock } from './clock.ts';
import type { Log } from './log.ts';
import { messageOf } from './message-of.ts';
import { CAUSES, type Cause, LATEST_END, PHASES, type Phase } from './shutdown-causes.ts';
import { TimeBudget } from './time-budget.ts';

export interface ShutdownOutcome {
  /** `failed`: a joiner rejected. `deadline`: one had not settled when time was up. */
  readonly result: 'clean' | 'failed' | 'deadline';
  /** The most pressing of the causes that arrived. */
  readonly cause: Cause;
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  /** Names of those that had not settled. */
  readonly outstanding: readonly string[];
  readonly durationMs: number;
}

/** What a joiner is told and may ask. */
export interface Shutdown {
  /** As of now: a more pressing cause may arrive while a joiner works. */
  cause(): Cause;
  /** What is left of the phase. */
  remainingMs(): number;
  /**
   * Asks the person. Time stands still meanwhile and starts anew with the answer. Null, without asking, where nobody is
   * there to answer; null, with the signal aborted, when a pressing cause arrives before the answer.
   */
  ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
}

export type Join = (shutdown: Shutdown) => Promise<void> | void;

interface Joiner {
  readonly name: string;
  readonly phase: Phase;
  readonly join: Join;
}

export class ShutdownCoordinator {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #joiners = new Set<Joiner>();
  readonly #outstanding = new Set<string>();
  readonly #failed: { name: string; message: string }[] = [];
  readonly #pressing = new AbortController();
  readonly #begun = new Set<Phase>();
  #cause: Cause | null = null;
  #budget: TimeBudget | null = null;
  #outcome: Promise<ShutdownOutcome> | null = null;

  constructor({ log, clock = systemClock }: { log: Log; clock?: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Why Daytrail is ending; null while it is not. */
  get cause(): Cause | null {
    return this.#cause;
  }

  /** Returns what takes the joiner out again. Joining a phase that has begun is too late, and is logged. */
  join(name: string, phase: Phase, join: Join): () => void {
    if (this.#begun.has(phase)) this.#log.warn(`shutdown: ${name} joins ${phase} too late, it is not run`);
    const joiner = { name, phase, join };
    this.#joiners.add(joiner);
    return () => this.#joiners.delete(joiner);
  }

  /**
   * Never rejects. Every caller gets the same promise; a later cause with less time shortens what is left, and one
   * without a person ends the asking.
   */
  shutdown(cause: Cause): Promise<ShutdownOutcome> {
    if (this.#outcome === null) {
      this.#cause = cause;
      this.#budget = new TimeBudget(this.#clock, CAUSES[cause].deadlineMs);
      this.#log.info(`shutdown (${cause}) begins, ${CAUSES[cause].deadlineMs} ms at most`);
      this.#outcome = this.#run(this.#budget);
    } else {
      this.#press(cause);
    }
    return this.#outcome;
  }

  #press(cause: Cause): void {
    if (this.#cause === null || this.#budget === null) return;
    const before = CAUSES[this.#cause];
    const { deadlineMs, interactive } = CAUSES[cause];
    if (deadlineMs >= before.deadlineMs && (interactive || !before.interactive)) return;
    this.#log.info(`shutdown: ${cause} arrived after ${this.#cause}`);
    this.#cause = cause;
    this.#budget.shorten(deadlineMs);
    if (!interactive) {
      this.#budget.resume();
      this.#pressing.abort();
    }
  }

  async #run(budget: TimeBudget): Promise<ShutdownOutcome> {
    const began = this.#clock.now();
    // From a later turn, so that a joiner that ends Daytrail again finds the promise.
    await Promise.resolve();
    for (const phase of PHASES) await this.#runPhase(phase, budget);
    const outcome: ShutdownOutcome = {
      result: this.#outstanding.size > 0 ? 'deadline' : this.#failed.length > 0 ? 'failed' : 'clean',
      cause: this.#cause ?? 'quit',
      failed: [...this.#failed],
      outstanding: [...this.#outstanding],
      durationMs: Math.round(this.#clock.now() - began),
    };
    this.#log.info(`shutdown (${outcome.cause}) is ${describeOutcome(outcome)}, ${outcome.durationMs} ms`);
    return outcome;
  }

  async #runPhase(phase: Phase, budget: TimeBudget): Promise<void> {
    this.#begun.add(phase);
    const joiners = [...this.#joiners].filter((joiner) => joiner.phase === phase);
    if (joiners.length === 0) return;
    const settled = Promise.all(joiners.map((joiner) => this.#runJoiner(joiner, budget)));
    let forget = (): void => undefined;
    const passed = new Promise<'passed'>((resolve) => {
      forget = budget.at(LATEST_END[phase], () => resolve('passed'));
    });
    if ((await Promise.race([settled, passed])) === 'passed') {
      const names = joiners.map((joiner) => joiner.name).filter((name) => this.#outstanding.has(name));
      this.#log.warn(`shutdown: ${phase} is left behind, waiting for ${names.join(', ')}`);
    }
    forget();
  }

  async #runJoiner({ name, phase, join }: Joiner, budget: TimeBudget): Promise<void> {
    const began = this.#clock.now();
    const took = () => `${Math.round(this.#clock.now() - began)} ms`;
    this.#outstanding.add(name);
    this.#log.info(`shutdown: ${phase}: ${name} begins`);
    try {
      await join(this.#told(phase, budget));
      this.#log.info(`shutdown: ${phase}: ${name} took ${took()}`);
    } catch (error) {
      const message = messageOf(error);
      this.#failed.push({ name, message });
      this.#log.error(`shutdown: ${phase}: ${name} failed after ${took()}: ${message}`);
    } finally {
      this.#outstanding.delete(name);
    }
  }

  #told(phase: Phase, budget: TimeBudget): Shutdown {
    const interactive = () => this.#cause !== null && CAUSES[this.#cause].interactive;
    return {
      cause: () => this.#cause ?? 'quit',
      remainingMs: () => budget.remainingMs(LATEST_END[phase]),
      ask: async (question) => {
        if (!interactive()) return null;
        const { signal } = this.#pressing;
        const pressed = new Promise<null>((resolve) => {
          signal.addEventListener('abort', () => resolve(null), { once: true });
        });
        budget.pause();
        try {
          return await Promise.race([question(signal), pressed]);
        } finally {
          if (interactive()) {
            budget.restart(CAUSES[this.#cause ?? 'quit'].deadlineMs);
            budget.resume();
          }
        }
      },
    };
  }
}

function describeOutcome({ result, failed, outstanding }: ShutdownOutcome): string {
  if (result === 'clean') return 'clean';
  const parts = [];
  if (outstanding.length > 0) parts.push(`still waiting for ${outstanding.join(', ')}`);
  if (failed.length > 0) parts.push(`failed in ${failed.map(({ name }) => name).join(', ')}`);
  return `not clean (${parts.join('; ')})`;
}
