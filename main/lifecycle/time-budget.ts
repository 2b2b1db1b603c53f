/**
 * A stretch of time that can be shortened, and that stands still while a person thinks. Marks lie at parts of it
 * (0 to 1); `at` calls back when one is reached, wherever it has moved to meanwhile.
 */
import type { Clock } from './clock.ts';

export class TimeBudget {
  readonly #clock: Clock;
  /** On the clock; both are moved on by the length of each pause. */
  #start: number;
  #end: number;
  #pausedAt: number | null = null;
  #mark: { readonly part: number; readonly reached: () => void; timer: unknown } | null = null;

  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.#start = clock.now();
    this.#end = this.#start + ms;
  }

  /** Until the part of it has passed; never negative. */
  remainingMs(part = 1): number {
    return Math.max(0, this.#at(part) - (this.#pausedAt ?? this.#clock.now()));
  }

  /** At most `ms` are left from now on; marks move to the same parts of what is left. */
  shorten(ms: number): void {
    if (ms >= this.remainingMs()) return;
    this.restart(ms);
  }

  /** `ms` are left from now on. */
  restart(ms: number): void {
    this.#start = this.#pausedAt ?? this.#clock.now();
    this.#end = this.#start + ms;
    this.#arm();
  }

  pause(): void {
    if (this.#pausedAt !== null) return;
    this.#pausedAt = this.#clock.now();
    this.#arm();
  }

  resume(): void {
    if (this.#pausedAt === null) return;
    const length = this.#clock.now() - this.#pausedAt;
    this.#start += length;
    this.#end += length;
    this.#pausedAt = null;
    this.#arm();
  }

  /** One at a time: a new mark replaces the one before. Returns what takes it away. */
  at(part: number, reached: () => void): () => void {
    this.#disarm();
    const mark = { part, reached, timer: null };
    this.#mark = mark;
    this.#arm();
    return () => {
      if (this.#mark !== mark) return;
      this.#disarm();
      this.#mark = null;
    };
  }

  #at(part: number): number {
    return this.#start + part * (this.#end - this.#start);
  }

  #disarm(): void {
    if (this.#mark === null || this.#mark.timer === null) return;
    this.#clock.clear(this.#mark.timer);
    this.#mark.timer = null;
  }

  #arm(): void {
    this.#disarm();
    const mark = this.#mark;
    if (mark === null || this.#pausedAt !== null) return;
    mark.timer = this.#clock.set(this.remainingMs(mark.part), () => {
      this.#mark = null;
      mark.reached();
    });
  }
}
