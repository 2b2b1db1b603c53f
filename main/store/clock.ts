/**
 * The time and the timers of the store, as parameters: tests set them, the program takes the system's.
 */
import type { Micros } from '../events/event.ts';

export interface Clock {
  /** The wall clock, µs since the epoch. */
  now(): Micros;
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number;
}

export interface Timer {
  set(ms: number, run: () => void): unknown;
  /** Of a handle that has run or is undefined: nothing. */
  clear(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now() * 1000,
  monotonic: () => performance.now(),
};

export const systemTimer: Timer = {
  set: (ms, run) => setTimeout(run, ms),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
};
