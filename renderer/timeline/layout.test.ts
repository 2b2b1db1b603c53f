import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAt } from './hit-test.ts';
import { Boxes, busyIn, eventsIn, layoutLane } from './layout.ts';
import { MINUTE, type Range, SECOND } from './micros.ts';
import { panBy } from './scale.ts';
import { type Block, rowsOf } from './testing/lanes.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') * 1000;
const WIDTH = 1000;
const hour: Range = { start: noon, end: noon + 1000 * SECOND };

function boxesOf(blocks: readonly Block[], view = hour, width = WIDTH) {
  const rows = rowsOf(blocks);
  const boxes = new Boxes();
  layoutLane(rows, view, width, boxes);
  return { rows, boxes, list: Array.from({ length: boxes.length }, (_, i) => [boxes.x0[i] ?? 0, boxes.x1[i] ?? 0]) };
}

/** A day as watchers record it: one event after another, some with gaps between, many of them too short to see. */
const sequence = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 30 * SECOND }),
      fc.oneof(fc.integer({ min: 0, max: SECOND }), fc.integer({ min: 0, max: 200 * SECOND })),
    ),
    {
      minLength: 1,
      maxLength: 200,
    },
  )
  .map((steps) => {
    let at = noon - 300 * SECOND;
    return steps.map(([gap, length], index): Block => {
      const start = at + (gap > 20 * SECOND ? gap : 0);
      at = start + Math.max(1, length);
      return { start, end: at, key: `app ${index % 7}` };
    });
  });
/** Events of several sources in one bucket, on top of each other. */
const jumble = fc
  .array(fc.tuple(fc.integer({ min: -100, max: 1100 }), fc.integer({ min: 0, max: 400 })), {
    minLength: 1,
    maxLength: 80,
  })
  .map((events) =>
    events.map(([start, length]): Block => ({ start: noon + start * SECOND, end: noon + (start + length) * SECOND })),
  );

describe('boxes', () => {
  it('stand where their time is', () => {
    expect(boxesOf([{ start: noon + 100 * SECOND, end: noon + 250 * SECOND }]).list).toEqual([[100, 250]]);
  });

  it('are wide enough to be seen, however short the event', () => {
    expect(boxesOf([{ start: noon + 100 * SECOND, end: noon + 100 * SECOND }]).list).toEqual([[100, 102]]);
  });

  it('never overlap where events do not, and never vanish', () => {
    fc.assert(
      fc.property(sequence, fc.integer({ min: 50, max: 3000 }), (blocks, width) => {
        const { list } = boxesOf(blocks, hour, width);
        for (const [index, [x0 = 0, x1 = 0]] of list.entries()) {
          expect(x1).toBeGreaterThan(x0);
          expect(x0).toBeGreaterThanOrEqual(list[index - 1]?.[1] ?? Number.NEGATIVE_INFINITY);
        }
      }),
    );
  });

  it('hold every event in sight exactly once', () => {
    fc.assert(
      fc.property(sequence, fc.integer({ min: 50, max: 3000 }), (blocks, width) => {
        const { rows, boxes } = boxesOf(blocks, hour, width);
        const visible = blocks.filter((block) => block.end >= hour.start && block.start <= hour.end);
        let events = 0;
        let busy = 0;
        for (let box = 0; box < boxes.length; box++) {
          events += eventsIn(rows, boxes, box);
          busy += busyIn(rows, boxes, box);
        }
        expect(events).toBe(visible.length);
        expect(busy).toBe(visible.reduce((sum, block) => sum + block.end - block.start, 0));
      }),
    );
  });

  it('move as one when panned by whole pixels', () => {
    const blocks = Array.from({ length: 100 }, (_, i) => ({
      start: noon + i * 7.3 * SECOND,
      end: noon + (i * 7.3 + 5.1) * SECOND,
    }));
    const view = { start: noon + 123_457, end: noon + 123_457 + 7 * MINUTE };
    const there = boxesOf(blocks, view).list.filter(([x0 = 0]) => x0 > 100 && x0 < 800);
    const moved = boxesOf(blocks, panBy(view, WIDTH, 50)).list;
    for (const [x0 = 0, x1 = 0] of there) expect(moved).toContainEqual([x0 - 50, x1 - 50]);
  });

  it('takes colour and words from the longest of what it had to merge', () => {
    const { rows, boxes } = boxesOf([
      { start: noon, end: noon + SECOND / 10, key: 'short' },
      { start: noon + SECOND / 10, end: noon + SECOND / 2.5, key: 'longest' },
      { start: noon + SECOND / 2.5, end: noon + SECOND / 2.2, key: 'last' },
    ]);
    expect(boxes.length).toBe(1);
    expect(rows.key[boxes.main[0] ?? -1]).toBe('longest');
  });
});

describe('the box under the pointer', () => {
  it('is the one drawn there, on every pixel of every box', () => {
    fc.assert(
      fc.property(fc.oneof(sequence, jumble), (blocks) => {
        const { boxes, list } = boxesOf(blocks);
        const drawn = new Map<number, number>();
        for (const [box, [x0 = 0, x1 = 0]] of list.entries()) for (let x = x0; x < x1; x++) drawn.set(x, box);
        for (const [x, box] of drawn) expect(boxAt(boxes, x)).toBe(box);
      }),
    );
  });

  it('can be met for every event of a jumble', () => {
    fc.assert(
      fc.property(jumble, (blocks) => {
        const { boxes, list } = boxesOf(blocks);
        for (const [box, [x0 = 0]] of list.entries()) expect(boxAt(boxes, x0)).toBe(box);
      }),
    );
  });

  it('is the nearest within three pixels, and none farther away', () => {
    const { boxes } = boxesOf([{ start: noon + 100 * SECOND, end: noon + 110 * SECOND }]);
    expect([96, 97, 105, 112, 113].map((x) => boxAt(boxes, x))).toEqual([-1, 0, 0, 0, -1]);
    expect(boxAt(new Boxes(), 10)).toBe(-1);
  });
});
