import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { onPixels } from '../../assets/on-pixels.ts';

const STATES = ['recording', 'away', 'paused', 'trouble'] as const;
const sourceOf = (state: string) =>
  readFileSync(path.resolve(import.meta.dirname, `../../assets/tray/${state}.svg`), 'utf8');

/** How opaque each pixel is, 0 to 255: all that is left where colours are not told apart. */
function shapeOf(state: string, size: number): Uint8Array {
  const { pixels } = new Resvg(onPixels(sourceOf(state), size)).render();
  return Uint8Array.from({ length: size * size }, (_, index) => pixels[index * 4 + 3] ?? 0);
}
const PAIRS = STATES.flatMap((one, index) => STATES.slice(index + 1).map((other) => [one, other] as const));

describe("the tray's icons", () => {
  it.each(PAIRS)('tell %s and %s apart by their shapes, at the smallest size as well', (one, other) => {
    for (const size of [16, 22]) {
      const [first, second] = [shapeOf(one, size), shapeOf(other, size)];
      const differing = first.filter((opacity, index) => Math.abs(opacity - (second[index] ?? 0)) > 128).length;
      expect(differing, `${size} pixels`).toBeGreaterThanOrEqual(5);
    }
  });

  it('have bars with sharp edges at the sizes of every screen', () => {
    for (const size of [16, 20, 22, 24, 28, 32, 33, 44, 48, 66]) {
      const shape = shapeOf('paused', size);
      // Down the middle of the lowest bar: nothing is half covered.
      const column = Math.round((5 / 16) * size);
      const opacities = Array.from({ length: size }, (_, row) => shape[row * size + column] ?? 0);
      expect(opacities.slice(Math.round((10 / 16) * size)).filter((each) => each > 0 && each < 255)).toEqual([]);
      expect(opacities).toContain(255);
    }
  });
});
