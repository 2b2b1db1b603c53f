/** The view in motion: flights to where it was sent, coasting after a drag. Times are in milliseconds, as frames get them. */
import { type Range, span } from './micros.ts';
import { coast, eased } from './motion.ts';
import { between, clampView, panBy } from './scale.ts';

const FLIGHT = 260;
/** A frame that came late moves the view no further than this. */
const LONGEST_STEP = 60;

export class Mover {
  #view: Range;
  #flight: { readonly from: Range; readonly to: Range; began: number | null } | null = null;
  #speed = 0;
  #last = 0;

  constructor(view: Range) {
    this.#view = clampView(view);
  }

  get view(): Range {
    return this.#view;
  }

  /** Where it will come to rest as far as is known. */
  get destination(): Range {
    return this.#flight?.to ?? this.#view;
  }

  get moving(): boolean {
    return this.#flight !== null || this.#speed !== 0;
  }

  jump(view: Range): void {
    this.#flight = null;
    this.#speed = 0;
    this.#view = clampView(view);
  }

  /** Flies where the two views have something to do with each other; else jumps. */
  fly(view: Range): void {
    const to = clampView(view);
    if (!near(this.#view, to)) {
      this.jump(to);
      return;
    }
    this.#speed = 0;
    this.#flight = { from: this.#view, to, began: null };
  }

  /** Goes on at so many pixels per millisecond, slowing down. */
  coast(speed: number, now: number): void {
    this.#flight = null;
    this.#speed = speed;
    this.#last = now;
  }

  /** Moves on to the moment of a frame; whether the view is another one now. */
  advance(now: number, width: number): boolean {
    const before = this.#view;
    if (this.#flight !== null) {
      this.#flight.began ??= now;
      const share = eased((now - this.#flight.began) / FLIGHT);
      this.#view = between(this.#flight.from, this.#flight.to, share);
      if (share >= 1) this.#flight = null;
    } else if (this.#speed !== 0) {
      const { pixels, speed } = coast(this.#speed, Math.max(0, Math.min(LONGEST_STEP, now - this.#last)));
      this.#speed = speed;
      this.#view = panBy(this.#view, width, pixels);
    }
    this.#last = now;
    return this.#view !== before;
  }
}

function near(a: Range, b: Range): boolean {
  const [shorter, longer] = [span(a), span(b)].sort((x, y) => x - y) as [number, number];
  return Math.abs(a.start - b.start) < 4 * longer && longer < 2000 * shorter;
}
