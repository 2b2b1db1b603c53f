/** Heights of the timeline's parts, in CSS pixels; they grow with the person's font size. */
export interface Geometry {
  readonly laneHeight: number;
  /** Air above and below the blocks of a lane. */
  readonly inset: number;
  readonly axisHeight: number;
  /** Of the upper row of the axis, where days are named. */
  readonly eraHeight: number;
}

/** The same in rem: what the style sheet and the canvas share. */
export const LANE_REM = 2.75;
export const AXIS_REM = 2.875;

export const geometryFor = (rem: number): Geometry => ({
  laneHeight: Math.round(LANE_REM * rem),
  inset: Math.round(0.25 * rem),
  axisHeight: Math.round(AXIS_REM * rem),
  eraHeight: Math.round(1.5 * rem),
});

/** The lanes that are in sight: the first, and the one after the last. */
export function lanesInSight(scrollTop: number, height: number, laneHeight: number, lanes: number): [number, number] {
  return [
    Math.max(0, Math.floor(scrollTop / laneHeight)),
    Math.min(lanes, Math.ceil((scrollTop + height) / laneHeight)),
  ];
}
