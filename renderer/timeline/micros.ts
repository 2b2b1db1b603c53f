/**
 * Time as the timeline counts it: integer microseconds (µs), since the Unix epoch for a moment, plain for a length.
 */
export type Micros = number;

/** From `start` up to `end`. */
export interface Range {
  readonly start: Micros;
  readonly end: Micros;
}

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
/** 24 hours. A day of the calendar may have 23 or 25: day.ts. */
export const DAY: Micros = 24 * HOUR;

export const span = (range: Range): Micros => range.end - range.start;
export const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;
export const overlaps = (a: Range, b: Range): boolean => a.start <= b.end && a.end >= b.start;
export const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && outer.end >= inner.end;
