/**
 * One after another, in the order asked, and not without end.
 */
import { StoreError } from '../store/store-error.ts';

export class Turns {
  readonly #most: number;
  #last: Promise<unknown> = Promise.resolve();
  #taken = 0;

  /** `most`: those that run or wait. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Runs `work` when all before it have ended, well or not. Fails with `full` where too many wait. */
  take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#most) {
      return Promise.reject(new StoreError('full', 'Too many queries are waiting. Try again in a while.'));
    }
    this.#taken++;
    const turn = this.#last.then(work).finally(() => {
      this.#taken--;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
