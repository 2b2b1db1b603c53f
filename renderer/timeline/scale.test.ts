import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, type Range, SECOND, span } from './micros.ts';
import {
  between,
  clampView,
  LONGEST_VIEW,
  panBy,
  revealing,
  SHORTEST_VIEW,
  toMoment,
  toPixel,
  zoomAt,
} from './scale.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') * 1000;
const anyView = fc
  .tuple(fc.integer({ min: -1e15, max: 4e15 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([start, at]): Range => {
    const length = SHORTEST_VIEW * (LONGEST_VIEW / SHORTEST_VIEW) ** at;
    return clampView({ start, end: start + length });
  });
const anyWidth = fc.integer({ min: 50, max: 8000 });

describe('pixels and moments', () => {
  it('turn into each other and back', () => {
    fc.assert(
      fc.property(anyView, anyWidth, fc.double({ min: -1, max: 2, noNaN: true }), (view, width, share) => {
        const pixel = share * width;
        expect(toPixel(toMoment(pixel, view, width), view, width)).toBeCloseTo(pixel, 1);
      }),
    );
  });
});

describe('zooming', () => {
  it('keeps the moment under the pointer to within half a pixel, at every depth', () => {
    fc.assert(
      fc.property(
        anyView,
        anyWidth,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (view, width, share, factor) => {
          const pixel = share * width;
          const under = toMoment(pixel, view, width);
          expect(Math.abs(toPixel(under, zoomAt(view, width, pixel, factor), width) - pixel)).toBeLessThan(0.5);
        },
      ),
    );
  });

  it('in and out again by the same factor comes back to where it was', () => {
    const view = { start: noon, end: noon + DAY };
    const there = zoomAt(view, 1000, 300, 0.01);
    const back = zoomAt(there, 1000, 300, 100);
    expect(Math.abs(back.start - view.start)).toBeLessThan(SECOND);
    expect(Math.abs(back.end - view.end)).toBeLessThan(SECOND);
  });

  it('stops at a second and at ten years, without sliding sideways', () => {
    const near = zoomAt({ start: noon, end: noon + 2 * SECOND }, 1000, 1000, 0.001);
    expect(span(near)).toBe(SHORTEST_VIEW);
    expect(near.end).toBe(noon + 2 * SECOND);
    const far = zoomAt({ start: noon, end: noon + DAY }, 1000, 0, 1e9);
    expect(span(far)).toBe(LONGEST_VIEW);
    expect(far.start).toBe(noon);
    expect(zoomAt(far, 1000, 500, 2)).toEqual(far);
  });
});

describe('panning', () => {
  it('keeps the length, has no wall, and comes back', () => {
    fc.assert(
      fc.property(anyView, anyWidth, fc.integer({ min: -20_000, max: 20_000 }), (view, width, pixels) => {
        const there = panBy(view, width, pixels);
        expect(span(there)).toBe(span(view));
        const back = panBy(there, width, -pixels);
        // A microsecond may go in rounding.
        if (there.start > -8e15 && there.end < 8e15) expect(Math.abs(back.start - view.start)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('ends where time that can be stored ends', () => {
    const last = panBy({ start: Number.MAX_SAFE_INTEGER - DAY, end: Number.MAX_SAFE_INTEGER }, 100, 5000);
    expect(last).toEqual({ start: Number.MAX_SAFE_INTEGER - DAY, end: Number.MAX_SAFE_INTEGER });
  });
});

describe('revealing a block', () => {
  const view = { start: noon, end: noon + HOUR };

  it('leaves a view alone that shows it already', () => {
    expect(revealing(view, { start: noon + 20 * MINUTE, end: noon + 30 * MINUTE })).toBe(view);
  });

  it('moves just far enough, keeping the zoom', () => {
    const moved = revealing(view, { start: noon + 80 * MINUTE, end: noon + 85 * MINUTE });
    expect(span(moved)).toBe(HOUR);
    expect(moved.end).toBe(noon + 88 * MINUTE);
  });

  it('shows the beginning of a block that is longer than the view', () => {
    expect(revealing(view, { start: noon + 5 * HOUR, end: noon + 9 * HOUR }).start).toBe(noon + 5 * HOUR - 3 * MINUTE);
    const inside = { start: noon - HOUR, end: noon + 5 * HOUR };
    expect(revealing(view, inside)).toBe(view);
  });
});

describe('a flight between views', () => {
  it('starts at the one and ends at the other', () => {
    const from = { start: noon, end: noon + DAY };
    const to = { start: noon + HOUR, end: noon + 2 * HOUR };
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, to, 1)).toEqual(to);
  });

  it('zooms by equal factors about the point both share', () => {
    const from = { start: noon, end: noon + 16 * HOUR };
    const half = between(from, { start: noon, end: noon + HOUR }, 0.5);
    expect(half).toEqual({ start: noon, end: noon + 4 * HOUR });
  });
});

it('makes a usable view of nonsense', () => {
  expect(span(clampView({ start: Number.NaN, end: Number.NaN }))).toBe(DAY);
  expect(span(clampView({ start: noon, end: noon }))).toBe(SHORTEST_VIEW);
  expect(Number.isSafeInteger(clampView({ start: -Infinity, end: Infinity }).start)).toBe(true);
});
