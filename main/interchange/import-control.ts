/**
 * What the store's thread and the import's thread know of each other at any moment, in shared memory, so that an import
 * can be ended while its thread is busy, and the store can wait for that even where it must block. An import can be
 * stopped until its commit begins, and not from then on: exactly one of the two wins.
 */
const RUNNING = 0;
const STOPPED = 1;
const COMMITTING = 2;
/** It has neither a lock nor a transaction any more. */
const OVER = 3;

export class ImportControl {
  /** To be handed to the other thread. */
  readonly buffer: SharedArrayBuffer;
  readonly #state: Int32Array;

  constructor(buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer;
    this.#state = new Int32Array(buffer);
  }

  get stopped(): boolean {
    return Atomics.load(this.#state, 0) === STOPPED;
  }

  /** Whether nothing of the import will be there; false where its commit has begun. */
  stop(): boolean {
    const before = Atomics.compareExchange(this.#state, 0, RUNNING, STOPPED);
    return before === RUNNING || before === STOPPED;
  }

  /** False where it was stopped before. */
  beginCommit(): boolean {
    return Atomics.compareExchange(this.#state, 0, RUNNING, COMMITTING) === RUNNING;
  }

  over(): void {
    Atomics.store(this.#state, 0, OVER);
    Atomics.notify(this.#state, 0);
  }

  /** Blocks until the import is over; false where that takes longer. */
  waitUntilOver(timeoutMs: number): boolean {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const state = Atomics.load(this.#state, 0);
      if (state === OVER) return true;
      const left = until - performance.now();
      if (left <= 0 || Atomics.wait(this.#state, 0, state, left) === 'timed-out') return false;
    }
  }
}
