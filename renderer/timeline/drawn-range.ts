/** A stretch of time drawn along the axis by hand. Pure. */
import { clockAt } from './day.ts';
import type { Micros, Range } from './micros.ts';
import { snapped } from './motion.ts';
import { microsPerPixel, toMoment } from './scale.ts';

/** What it is drawn on; `zone`: whose round times its ends snap to, null for none. */
export interface DrawnOn {
  readonly view: Range;
  readonly width: number;
  readonly zone: string | null;
}

/** From one position to another, in CSS pixels and in whichever order. */
export function drawnRange({ view, width, zone }: DrawnOn, from: number, to: number): Range {
  const moment = (x: number): Micros => {
    const exact = Math.round(toMoment(x, view, width));
    if (zone === null) return exact;
    return snapped(exact, microsPerPixel(view, width), clockAt(exact, zone).offsetNanoseconds / 1000);
  };
  const [a, b] = [moment(from), moment(to)];
  return { start: Math.min(a, b), end: Math.max(a, b) };
}
