import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAxis } from './axis.ts';
import { DAY, HOUR, MINUTE } from './micros.ts';
import { clampView, LONGEST_VIEW, SHORTEST_VIEW } from './scale.ts';

const measure = (text: string) => text.length * 6.5;
const axisFor = (zone: string, locale = 'en-GB') => createAxis({ locale, zone, measure, measureEra: measure });
const morning = Date.parse('2026-11-22T08:00:00Z') * 1000;

const anyView = fc
  .tuple(fc.integer({ min: 0, max: 3e15 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([start, at]) => clampView({ start, end: start + SHORTEST_VIEW * (LONGEST_VIEW / SHORTEST_VIEW) ** at }));

it('no label touches another, and none of a day is cut at the right edge, at any zoom, in any locale', () => {
  const axes = [axisFor('Europe/Berlin'), axisFor('America/Sao_Paulo', 'en-US'), axisFor('Asia/Kolkata', 'de-DE')];
  fc.assert(
    fc.property(anyView, fc.integer({ min: 200, max: 4000 }), fc.constantFrom(...axes), (view, width, axis) => {
      const { marks, eras } = axis(view, width);
      let taken = Number.NEGATIVE_INFINITY;
      for (const mark of marks.filter(({ label }) => label !== '')) {
        expect(mark.x - measure(mark.label) / 2).toBeGreaterThan(taken);
        taken = mark.x + measure(mark.label) / 2;
      }
      taken = Number.NEGATIVE_INFINITY;
      for (const era of eras.filter(({ label }) => label !== '')) {
        expect(era.labelX).toBeGreaterThan(taken);
        taken = era.labelX + measure(era.label);
        expect(taken).toBeLessThan(width);
      }
    }),
    { numRuns: 300 },
  );
});

it('every view of some width has a labelled mark, so that a person knows where they are', () => {
  const axis = axisFor('Europe/Berlin');
  fc.assert(
    fc.property(anyView, (view) => {
      const visible = axis(view, 1000).marks.filter((mark) => mark.label !== '' && mark.x > -50 && mark.x < 1050);
      expect(visible.length).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});

describe('the name of the day', () => {
  const axis = axisFor('UTC');

  it('stays at the left edge while its midnight is out of sight', () => {
    const { eras } = axis({ start: morning, end: morning + 2 * HOUR }, 1000);
    expect(eras).toHaveLength(1);
    expect(eras[0]?.labelX).toBe(6);
    expect(eras[0]?.x).toBeLessThan(0);
  });

  it('gets shorter when the next day pushes it, then makes way', () => {
    const names = (midnightAt: number) =>
      axis(
        { start: morning + 16 * HOUR - midnightAt * MINUTE, end: morning + 26 * HOUR - midnightAt * MINUTE },
        600,
      ).eras.map((era) => era.label.replace(/,/g, ''));
    expect(names(300)[0]).toBe('Sunday 22 November 2026');
    expect(names(120)[0]).toBe('Sun 22 Nov');
    expect(names(15)[0]).toBe('');
    expect(names(15)[1]).toBe('Monday 23 November 2026');
  });
});

it('gives the same answer after panning as it would from scratch', () => {
  const axis = axisFor('Europe/Berlin');
  for (let at = 0; at < 40; at += 1) {
    const view = { start: morning + at * 90 * MINUTE, end: morning + at * 90 * MINUTE + DAY };
    expect(axis(view, 900)).toEqual(axisFor('Europe/Berlin')(view, 900));
  }
});
