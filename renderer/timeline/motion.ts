/** How the view moves by hand: what a turn of the wheel means, and how a drag coasts to a stop. Pure. */

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** As in WheelEvent: pixels, lines, pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  /** Milliseconds. */
  readonly timeStamp: number;
}

/** One turn does one thing: it zooms, or it pans. */
export type WheelIntent =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly pixels: number };

const LINE = 16;
const PAGE = 400;
/** Pixels of turning that double the time in sight. */
const DOUBLING = 240;
/** A pinch on a touchpad comes as small turns with the control key; a mouse's notch is larger than that. */
const PINCH_DOUBLING = 70;
const LARGEST_PINCH = 50;
/** Turns that follow within this time are one gesture and mean the same, however the fingers stray. */
const GESTURE_MS = 180;

/** Reads turns one after the other; remembers only what the gesture under way is for. */
export function createWheelReader(): (turn: WheelTurn) => WheelIntent {
  let last = Number.NEGATIVE_INFINITY;
  let panning = false;
  return (turn) => {
    const unit = turn.deltaMode === 1 ? LINE : turn.deltaMode === 2 ? PAGE : 1;
    const [x, y] = [turn.deltaX * unit, turn.deltaY * unit];
    if (turn.ctrlKey) {
      return { kind: 'zoom', factor: 2 ** (limited(y) / (Math.abs(y) < LARGEST_PINCH ? PINCH_DOUBLING : DOUBLING)) };
    }
    if (turn.shiftKey) return { kind: 'pan', pixels: x === 0 ? y : x };
    if (turn.timeStamp - last > GESTURE_MS) panning = Math.abs(x) > Math.abs(y);
    last = turn.timeStamp;
    return panning ? { kind: 'pan', pixels: x } : { kind: 'zoom', factor: 2 ** (limited(y) / DOUBLING) };
  };
}

/** Mice differ by a factor of ten in what one notch is; none may jump. */
const limited = (pixels: number): number => Math.max(-240, Math.min(240, pixels));

interface Sample {
  readonly x: number;
  /** Milliseconds. */
  readonly at: number;
}

const SAMPLED_MS = 90;
/** Milliseconds in which a coasting view loses all but a third of its speed. */
const COAST_MS = 260;
const LEAST_SPEED = 0.02;

/** Follows a pointer and knows how fast it went when it let go. */
export class Velocity {
  #samples: Sample[] = [];

  add(x: number, at: number): void {
    this.#samples = [...this.#samples.filter((sample) => at - sample.at <= SAMPLED_MS), { x, at }];
  }

  /** Pixels per millisecond; 0 where the pointer rested before it let go. */
  at(now: number): number {
    const recent = this.#samples.filter((sample) => now - sample.at <= SAMPLED_MS);
    const [first, last] = [recent[0], recent.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < 8) return 0;
    return (last.x - first.x) / (last.at - first.at);
  }
}

/** How far a view that moves at `speed` (pixels per ms) goes in `elapsed` ms, and how fast it then is; 0: it stands. */
export function coast(speed: number, elapsed: number): { readonly pixels: number; readonly speed: number } {
  const slowed = speed * Math.exp(-elapsed / COAST_MS);
  const pixels = (speed - slowed) * COAST_MS;
  return { pixels, speed: Math.abs(slowed) < LEAST_SPEED ? 0 : slowed };
}

/** Slow, fast, slow: the share of the way after a share of the time. */
export const eased = (share: number): number => (share >= 1 ? 1 : 1 - (1 - share) ** 3);

/** Steps that a selection on the axis snaps to, in µs; the finest that is at least `LEAST_SNAP` pixels wide. */
const SNAPS: readonly number[] = [0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 21_600, 86_400].map((s) => s * 1e6);
const LEAST_SNAP = 5;

/** The nearest round moment of the local clock; `offset`: what that clock is ahead of UTC, in µs. */
export function snapped(moment: number, microsPerPixel: number, offset: number): number {
  const step = SNAPS.find((size) => size / microsPerPixel >= LEAST_SNAP) ?? 86_400e6;
  return Math.round((moment + offset) / step) * step - offset;
}
