/** Now, as time carries it through the view: its mark has to move on, and a view that stood still at its side follows it. */
import { type Micros, type Range, sameRange, span } from './micros.ts';
import { microsPerPixel, revealing } from './scale.ts';

/** Milliseconds between two marks of now at the most and at the least. */
const LONGEST_WAIT = 60_000;
const SHORTEST_WAIT = 250;

export interface NowWatchOptions {
  /** The mark has to be drawn anew. */
  readonly onMove: () => void;
  /** The view that has now in sight again. */
  readonly onLeft: (view: Range) => void;
}

export class NowWatch {
  readonly #options: NowWatchOptions;
  /** The view that now was last in sight of. */
  #in: Range | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NowWatchOptions) {
    this.#options = options;
  }

  /** After each frame: wakes up when the mark has to move by a pixel. */
  drawn(now: Micros, view: Range, width: number): void {
    clearTimeout(this.#timer);
    // Only time carries it out of a view that stands still; a hand that moved the view meant to.
    if (now > view.end && this.#in !== null && sameRange(view, this.#in)) {
      this.#options.onLeft(revealing(view, { start: now, end: now }, 0.12));
    }
    this.#in = now >= view.start && now <= view.end ? view : null;
    if (now < view.start || now > view.end + span(view)) return;
    const pixel = microsPerPixel(view, width) / 1000;
    this.#timer = setTimeout(this.#options.onMove, Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, pixel)));
  }

  /** Until the next frame. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
