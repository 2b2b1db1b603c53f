/**
 * What a thread that keeps things must forget, because it was written since.
 */
import type { Micros } from '../events/event.ts';
import type { Change } from '../store/change.ts';

export interface Stale {
  /** Everything kept, labels too. (One label never goes stale: the writer gives a data row's number only once.) */
  readonly all: boolean;
  /** Events of a bucket that start between these moments. */
  readonly ranges: readonly { readonly bucket: string; readonly start: Micros; readonly end: Micros }[];
}

export const EVERYTHING: Stale = { all: true, ranges: [] };

/** Gathers changes until they are told to the thread. */
export class StaleSince {
  #everything = true;
  readonly #ranges = new Map<string, { start: Micros; end: Micros }>();

  add(change: Change): void {
    switch (change.kind) {
      case 'buckets':
        this.#everything = true;
        break;
      case 'range':
        this.#widen(change.bucket, change.start, change.end);
        break;
      case 'events':
        for (const { start } of change.events) this.#widen(change.bucket, start, start);
        break;
    }
  }

  /** All since the last time. A thread that starts has nothing to forget, and is told everything, which costs nothing. */
  take(): Stale {
    const stale = this.#everything
      ? EVERYTHING
      : {
          all: false,

          ranges: Array.from(this.#ranges, ([bucket, range]) => ({ bucket, ...range })),
        };
    this.#everything = false;
    this.#ranges.clear();
    return stale;
  }

  #widen(bucket: string, start: Micros, end: Micros): void {
    const range = this.#ranges.get(bucket);
    if (range === undefined) {
      this.#ranges.set(bucket, { start, end });
      return;
    }
    range.start = Math.min(range.start, start);
    range.end = Math.max(range.end, end);
  }
}
