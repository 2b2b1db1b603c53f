/** The hatching of being away, one for each reason, in tiles that join. */
import type { Hatch, Swatch } from './palette.ts';

/** `size`: of a tile, in device pixels. By the swatch's number; none where canvases cannot be had. */
export function hatchPatterns(
  context: CanvasRenderingContext2D,
  swatches: readonly Swatch[],
  size: number,
): ReadonlyMap<number, CanvasPattern> {
  const patterns = new Map<number, CanvasPattern>();
  for (const [number, swatch] of swatches.entries()) {
    const pattern = swatch.hatch === null ? null : patternOf(context, swatch, swatch.hatch, size);
    if (pattern !== null) patterns.set(number, pattern);
  }
  return patterns;
}

function patternOf(
  context: CanvasRenderingContext2D,
  { fill, stripe }: Swatch,
  hatch: Hatch,
  size: number,
): CanvasPattern | null {
  const tile = context.canvas.ownerDocument.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const drawing = tile.getContext('2d');
  if (drawing === null) return null;
  drawing.fillStyle = fill;
  drawing.fillRect(0, 0, size, size);
  drawing.fillStyle = stripe;
  drawing.strokeStyle = stripe;
  drawing.lineWidth = size / 4;
  DRAW[hatch](drawing, size);
  return context.createPattern(tile, 'repeat');
}

type Draw = (drawing: CanvasRenderingContext2D, size: number) => void;

/** Drawn three times, so that what leaves a tile at one side comes in at the other. */
const diagonals =
  (from: 0 | 1): Draw =>
  (drawing, size) => {
    for (const shift of [-size, 0, size]) {
      drawing.beginPath();
      drawing.moveTo(shift - 1, from === 1 ? size + 1 : -1);
      drawing.lineTo(shift + size + 1, from === 1 ? -1 : size + 1);
      drawing.stroke();
    }
  };

const rising = diagonals(1);
const falling = diagonals(0);

const DRAW: Readonly<Record<Hatch, Draw>> = {
  stripes: rising,
  counter: falling,
  cross: (drawing, size) => {
    drawing.lineWidth = size / 8;
    rising(drawing, size);
    falling(drawing, size);
  },
  dots: (drawing, size) => {
    const dot = Math.max(1, Math.round(size / 4));
    drawing.fillRect(0, 0, dot, dot);
    drawing.fillRect(Math.round(size / 2), Math.round(size / 2), dot, dot);
  },
  lines: (drawing, size) => drawing.fillRect(0, 0, size, Math.max(1, Math.round(size / 4))),
};
