/** Monotonic time and timers, as a parameter of whatever has to be tested without waiting. All in ms. */
export interface Clock {
  now(): number;
  set(ms: number, run: () => void): unknown;
  clear(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  set: (ms, run) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.set(ms, resolve);
  });
