/**
 * Whether time went on as it should between two looks at it. A look that comes much too late (the process was stopped, the
 * computer slept), or a wall clock that moved against the monotonic one (it was set, or one of them stood still in sleep),
 * is a gap: nobody knows what happened in it.
 */
import type { Micros } from '../events/event.ts';
import type { Clock } from '../store/clock.ts';

export interface Gap {
  /** The last certain moment before it, on the wall clock as it was then. */
  readonly before: Micros;
  /** Now, on the wall clock as it is. */
  readonly after: Micros;
}

/** What may lie between two looks: they come every five seconds, on a busy machine some seconds late. */
export const LONGEST_PAUSE_MS = 10_000;
/** What a wall clock that is only being steered may differ by between two looks. */
const LARGEST_DRIFT_MS = 2000;

export class Continuity {
  readonly #clock: Clock;
  #wall: Micros;
  #monotonic: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wall = clock.now();
    this.#monotonic = clock.monotonic();
  }

  /** The gap since the last look; null: there is none, and this moment is certain now. */
  look(): Gap | null {
    const before = this.#wall;
    const pausedMs = this.#clock.monotonic() - this.#monotonic;
    this.#wall = this.#clock.now();
    this.#monotonic += pausedMs;
    const driftMs = (this.#wall - before) / 1000 - pausedMs;
    const certain = pausedMs <= LONGEST_PAUSE_MS && Math.abs(driftMs) <= LARGEST_DRIFT_MS;
    return certain ? null : { before, after: this.#wall };
  }
}
