/** The hatching of being away: diagonal stripes that join from tile to tile. */
import type { Swatch } from './palette.ts';

/** `size`: of a tile, in device pixels. Null where canvases cannot be had. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  swatches: readonly Swatch[],
  size: number,
): CanvasPattern | null {
  const swatch = swatches.find(({ hatched }) => hatched);
  const tile = context.canvas.ownerDocument.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const drawing = tile.getContext('2d');
  if (swatch === undefined || drawing === null) return null;
  drawing.fillStyle = swatch.fill;
  drawing.fillRect(0, 0, size, size);
  drawing.strokeStyle = swatch.stripe;
  drawing.lineWidth = size / 4;
  for (const shift of [-size, 0, size]) {
    drawing.beginPath();
    drawing.moveTo(shift - 1, size + 1);
    drawing.lineTo(shift + size + 1, -1);
    drawing.stroke();
  }
  return context.createPattern(tile, 'repeat');
}
