/**
 * Looks at regular times which window is in front, where the system tells of no changes. One look at a time: one that takes
 * long delays the next, and is never overtaken. A look that fails ends it.
 */
import type { Clock } from '../../lifecycle/clock.ts';
import { messageOf } from '../../lifecycle/message-of.ts';
import { type ActiveWindow, BackendError } from '../backend.ts';
import { sameWindow } from './same-window.ts';

export interface PollOptions {
  readonly clock: Clock;
  readonly everyMs: number;
  look(): ActiveWindow | null | Promise<ActiveWindow | null>;
  /** At once after `start`, then with each change. */
  changed(window: ActiveWindow | null): void;
  /** A look failed; nothing is told after it. */
  lost(problem: string): void;
}

export class Poll {
  current: ActiveWindow | null = null;
  readonly #options: PollOptions;
  #timer: unknown;
  #looking = false;
  #again = false;
  #ended = false;

  constructor(options: PollOptions) {
    this.#options = options;
  }

  /** The first look; rejects with its error, or where it was stopped meanwhile. */
  async start(): Promise<void> {
    const window = await this.#options.look();
    if (this.#ended) throw new BackendError('broken', 'It was stopped while it started.');
    this.current = window;
    this.#options.changed(window);
    this.#wait();
  }

  /** Looks without waiting for the next time. */
  now(): void {
    if (this.#timer === undefined) {
      this.#again = this.#looking;
      return;
    }
    this.#options.clock.clear(this.#timer);
    void this.#look();
  }

  fail(problem: string): void {
    if (this.#ended) return;
    this.stop();
    this.#options.lost(problem);
  }

  stop(): void {
    this.#ended = true;
    this.current = null;
    this.#options.clock.clear(this.#timer);
  }

  #wait(): void {
    this.#timer = this.#options.clock.set(this.#options.everyMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#looking = true;
    try {
      const window = await this.#options.look();
      if (this.#ended) return;
      if (!sameWindow(window, this.current)) {
        this.current = window;
        this.#options.changed(window);
      }
    } catch (error) {
      this.fail(messageOf(error));
      return;
    } finally {
      this.#looking = false;
    }
    if (!this.#again) {
      this.#wait();
      return;
    }
    this.#again = false;
    await this.#look();
  }
}
