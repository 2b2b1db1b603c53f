import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeTooltip } from './tooltip-place.ts';

const window = { width: 1000, height: 700 };

it('stands above the pointer, in its middle', () => {
  expect(placeTooltip({ x: 500, y: 400 }, { width: 200, height: 100 }, window)).toEqual({ x: 400, y: 286 });
});

it('goes beside the pointer where there is no room above, to the left at the right edge', () => {
  expect(placeTooltip({ x: 500, y: 60 }, { width: 200, height: 100 }, window).x).toBe(514);
  expect(placeTooltip({ x: 900, y: 60 }, { width: 200, height: 100 }, window).x).toBe(686);
});

it('is never under the pointer and never outside of the window', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 20, max: 450 }),
      fc.integer({ min: 20, max: 600 }),
      (x, y, width, height) => {
        const at = placeTooltip({ x, y }, { width, height }, window);
        expect(at.x).toBeGreaterThanOrEqual(8);
        expect(at.y).toBeGreaterThanOrEqual(8);
        expect(at.x + width).toBeLessThanOrEqual(992);
        expect(at.y + height).toBeLessThanOrEqual(692);
        expect(x >= at.x && x <= at.x + width && y >= at.y && y <= at.y + height).toBe(false);
      },
    ),
  );
});
