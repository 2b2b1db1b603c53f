/** Where a tooltip goes: above the pointer, never under it, whole inside the window. All in CSS pixels of the window. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Between pointer and tooltip. */
const GAP = 14;
/** Between tooltip and the window's edge. */
const EDGE = 8;

/** Centred above the pointer; where there is no room above, beside it. */
export function placeTooltip(pointer: Point, tooltip: Size, window: Size): Point {
  const x = within(pointer.x - tooltip.width / 2, tooltip.width, window.width);
  const above = pointer.y - GAP - tooltip.height;
  if (above >= EDGE) return { x, y: above };
  const right = pointer.x + GAP;
  const fitsRight = right + tooltip.width + EDGE <= window.width;
  return {
    x: fitsRight ? right : within(pointer.x - GAP - tooltip.width, tooltip.width, window.width),
    y: within(pointer.y - tooltip.height / 2, tooltip.height, window.height),
  };
}

const within = (at: number, length: number, available: number): number =>
  Math.max(EDGE, Math.min(available - length - EDGE, at));
