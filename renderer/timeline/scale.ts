/**
 * The view, a stretch of time laid over a width in pixels, and how it moves: zoom about a pointer, pan, flights from one
 * view to another. Pure; every view that comes out lies within the limits and has integer ends.
 */
import { DAY, type Micros, type Range, SECOND, span } from './micros.ts';

export const SHORTEST_VIEW: Micros = SECOND;
export const LONGEST_VIEW: Micros = 3653 * DAY;
/** The moments that can be stored (µs in a JavaScript integer: 1684 to 2255). */
const EARLIEST: Micros = Number.MIN_SAFE_INTEGER;
const LATEST: Micros = Number.MAX_SAFE_INTEGER;

export const microsPerPixel = (view: Range, width: number): number => span(view) / Math.max(1, width);

export const toPixel = (moment: Micros, view: Range, width: number): number =>
  ((moment - view.start) / span(view)) * width;

export const toMoment = (pixel: number, view: Range, width: number): Micros =>
  view.start + (pixel / Math.max(1, width)) * span(view);

/** Within the limits of length, keeping its middle, then within the limits of time, keeping its length. */
export function clampView(view: Range): Range {
  const wanted = span(view);
  const length = Math.round(Math.min(LONGEST_VIEW, Math.max(SHORTEST_VIEW, Number.isFinite(wanted) ? wanted : DAY)));
  const middle = Number.isFinite(view.start) ? view.start + wanted / 2 : 0;
  const exact = wanted === length ? view.start : middle - length / 2;
  return from(exact, length);
}

/** As near to `start` as the limits of time let a view of that length begin; whole µs, never a negative zero. */
function from(start: Micros, length: Micros): Range {
  const begins = Math.round(Math.min(LATEST - length, Math.max(EARLIEST, start))) || 0;
  return { start: begins, end: begins + length };
}

const shifted = (view: Range, by: Micros): Range => from(view.start + by, span(view));

/** Shows `factor` times as much time (below 1: zooms in); the moment under `pixel` stays under it. */
export function zoomAt(view: Range, width: number, pixel: number, factor: number): Range {
  const length = Math.min(LONGEST_VIEW, Math.max(SHORTEST_VIEW, span(view) * factor));
  const share = pixel / Math.max(1, width);
  const start = view.start + share * (span(view) - length);
  return clampView({ start, end: start + length });
}

/** Positive pixels move later: what was right of the view comes in. */
export function panBy(view: Range, width: number, pixels: number): Range {
  return shifted(view, Math.round(pixels * microsPerPixel(view, width)));
}

/** The stretch with `share` of its length as air on both sides. */
export function padded(range: Range, share: number): Range {
  const air = span(range) * share;
  return clampView({ start: range.start - air, end: range.end + air });
}

/** The same length about another middle. */
export function centredOn(view: Range, moment: Micros): Range {
  const start = moment - span(view) / 2;
  return clampView({ start, end: start + span(view) });
}

/** Moves no further than needed for `target` to be inside with `share` of the view as air; keeps the length. */
export function revealing(view: Range, target: Range, share = 0.05): Range {
  const air = span(view) * share;
  if (span(target) > span(view) - 2 * air) {
    const visible = target.start < view.end - air && target.end > view.start + air;
    return visible ? view : shifted(view, target.start - air - view.start);
  }
  if (target.start < view.start + air) return shifted(view, target.start - air - view.start);
  if (target.end > view.end - air) return shifted(view, target.end + air - view.end);
  return view;
}

/**
 * A step of the flight from one view to another, `at` from 0 to 1: the length changes by equal factors, and a point that both
 * views show at the same place stays there all the way, as in a zoom by hand.
 */
export function between(from: Range, to: Range, at: number): Range {
  if (at >= 1) return to;
  const growth = span(to) / span(from);
  const length = span(from) * growth ** at;
  const share = Math.abs(growth - 1) < 1e-6 ? at : (length - span(from)) / (span(to) - span(from));
  const start = from.start + (to.start - from.start) * share;
  return clampView({ start, end: start + length });
}
