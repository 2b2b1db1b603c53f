/** Heights of the timeline's parts, in CSS pixels; they grow with the person's font size. */
export interface Geometry {
  readonly laneHeight: number;
  /** Air above and below the blocks of a lane. */
  readonly inset: number;
  readonly axisHeight: number;
  /** Of the upper row of the axis, where days are named. */
  readonly eraHeight: number;
}

/** In whole pixels, so that what the canvas draws and what the style sheet lays out beside it never drift apart. */
export const geometryFor = (rem: number): Geometry => ({
  laneHeight: Math.round(2.75 * rem),
  inset: Math.round(0.25 * rem),
  axisHeight: Math.round(2.875 * rem),
  eraHeight: Math.round(1.5 * rem),
});

/** The lanes that are in sight: the first, and the one after the last. */
export function lanesInSight(scrollTop: number, height: number, laneHeight: number, lanes: number): [number, number] {
  return [
    Math.max(0, Math.floor(scrollTop / laneHeight)),
    Math.min(lanes, Math.ceil((scrollTop + height) / laneHeight)),
  ];
}
