// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from './frame.ts';
import { geometryFor } from './geometry.ts';
import { Boxes, layoutLane } from './layout.ts';
import { HOUR, MINUTE, type Range } from './micros.ts';
import { Painter } from './painter.ts';
import { assemble } from './rows.ts';
import { type FakeCanvas, installCanvas } from './testing/canvas.ts';
import { type Block, laneOf, timelineOf } from './testing/lanes.ts';
import { readTheme } from './theme.ts';

const view: Range = { start: 0, end: 10 * HOUR };
const WIDTH = 1000;

let canvas: FakeCanvas;
beforeEach(() => {
  canvas = installCanvas(WIDTH, 200);
});
afterEach(() => canvas.restore());

function painted(blocks: readonly Block[], part: Partial<Frame> = {}, type = 'currentwindow', ratio = 1) {
  const [lanes, axis] = [document.createElement('canvas'), document.createElement('canvas')];
  lanes.width = WIDTH * ratio;
  lanes.height = 200 * ratio;
  const [onLanes, onAxis] = [lanes.getContext('2d'), axis.getContext('2d')];
  if (onLanes === null || onAxis === null) throw new Error('no canvas');
  const theme = readTheme(document.body);
  const painter = new Painter(onLanes, onAxis, { theme, geometry: geometryFor(16), ratio });
  const timeline = timelineOf([laneOf(blocks, 'bucket', type)]);
  const rows = assemble([{ start: timeline.start, end: timeline.end, timeline, seen: 0 }], []);
  const boxes = rows.map((lane) => {
    const laid = new Boxes();
    layoutLane(lane, part.view ?? view, WIDTH * ratio, laid);
    return laid;
  });
  painter.paint({
    view,
    width: WIDTH,
    height: 200,
    scrollTop: 0,
    lanes: rows,
    boxes,
    axis: { marks: [{ x: 500, label: '10:00' }], fine: [], eras: [] },
    now: -HOUR,
    hovered: null,
    selected: null,
    focused: null,
    selection: null,
    ...part,
  });
  return { ...canvas.drawn(lanes), theme, onAxis: canvas.drawn(axis) };
}

describe('a block', () => {
  it('is drawn in its own colour where its time is, with its app and its title', () => {
    const { rectangles, texts, theme } = painted([{ start: HOUR, end: 4 * HOUR, key: 'Firefox', title: 'Inbox' }]);
    const fills = new Set(theme.swatches.map(({ fill }) => fill));
    const block = rectangles.find(({ fill, width }) => fills.has(fill) && width > 200);
    expect(block).toMatchObject({ x: 100, width: 299 });
    expect(texts).toEqual(['Firefox', 'Inbox']);
  });

  it('is hatched when it is away, and only then', () => {
    const hatched = (key: string) =>
      painted([{ start: HOUR, end: 2 * HOUR, key }], {}, 'afkstatus').rectangles.some(({ fill }) => fill === 'hatched');
    expect(hatched('afk')).toBe(true);
    expect(hatched('not-afk')).toBe(false);
  });

  it('too narrow for words has none, not even a letter and dots', () => {
    expect(painted([{ start: HOUR, end: HOUR + 15 * MINUTE, key: 'Firefox' }]).texts).toEqual([]);
  });

  it('that began before the view has its words at the edge of the view', () => {
    const { texts } = painted([{ start: -5 * HOUR, end: 3 * HOUR, key: 'Firefox' }]);
    expect(texts).toEqual(['Firefox']);
  });
});

describe('a composite', () => {
  it('is striped, says how many events it stands for, and is as high as its time is full', () => {
    const { rectangles, texts, theme } = painted([{ start: HOUR, end: 3 * HOUR, key: 'Slack', count: 12, busy: HOUR }]);
    const stripes = new Set(theme.swatches.map(({ stripe }) => stripe));
    const tints = new Set(theme.swatches.map(({ tint }) => tint));
    const fills = new Set(theme.swatches.map(({ fill }) => fill));
    const [tint] = rectangles.filter(({ fill, width }) => tints.has(fill) && width > 150);
    const [full] = rectangles.filter(({ fill, width }) => fills.has(fill) && width > 150);
    expect((full?.height ?? 0) / (tint?.height ?? 1)).toBeCloseTo(0.5, 1);
    expect(rectangles.filter(({ fill }) => stripes.has(fill)).length).toBeGreaterThan(20);
    expect(texts).toEqual(['Slack', '12 events']);
  });
});

describe('marks', () => {
  it('of now stand where now is, and nowhere when it is out of sight', () => {
    const at = (now: number) => {
      const { rectangles, theme } = painted([{ start: HOUR, end: 2 * HOUR }], { now });
      return rectangles.filter(({ fill, x }) => fill === theme.now && x > -10 && x < WIDTH).map(({ x }) => x);
    };
    expect(at(5 * HOUR)).toEqual([499]);
    expect(at(20 * HOUR)).toEqual([]);
  });

  it('of a selected stretch cover it from top to bottom', () => {
    const { rectangles, theme } = painted([{ start: HOUR, end: 2 * HOUR }], {
      selection: { start: 2 * HOUR, end: 5 * HOUR },
    });
    expect(rectangles).toContainEqual({ fill: theme.selection, x: 200, y: 0, width: 300, height: 200 });
  });
});

it('draws in whole device pixels on a dense screen', () => {
  const { rectangles } = painted([{ start: HOUR, end: 4 * HOUR, key: 'Firefox' }], {}, 'currentwindow', 1.5);
  for (const { x, y, width, height } of rectangles) {
    for (const each of [x, y, width, height]) expect(Number.isInteger(each)).toBe(true);
  }
});

it('draws only the lanes that are in sight', () => {
  const { texts } = painted([{ start: HOUR, end: 4 * HOUR, key: 'Firefox' }], { scrollTop: 500 });
  expect(texts).toEqual([]);
});
