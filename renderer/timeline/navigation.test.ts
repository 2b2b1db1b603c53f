import { describe, expect, it } from 'vitest';
import { besideBlock, blockInLaneBeside, blockNear, freshBlock, reachesInto } from './navigation.ts';
import { assemble, type LaneRows } from './rows.ts';
import { laneOf, timelineOf } from './testing/lanes.ts';

const timeline = timelineOf([
  laneOf(
    [
      { start: 0, end: 100, id: 1, key: 'not-afk' },
      { start: 100, end: 300, id: 2, key: 'afk' },
    ],
    'away',
    'afkstatus',
  ),
  laneOf(
    [
      { start: 0, end: 40, id: 11, key: 'Code' },
      { start: 40, end: 60, count: 5, key: 'Firefox' },
      { start: 60, end: 100, id: 13, key: 'Slack' },
      { start: 250, end: 280, id: 14, key: 'Zoom' },
    ],
    'window',
  ),
]);
const lanes = assemble([{ start: timeline.start, end: timeline.end, timeline, seen: 0 }], []);
const window = lanes[1] as LaneRows;
const view = { start: 0, end: 300 };
const at = (moment: number) => blockNear(window, moment);

describe('along a lane', () => {
  it('goes from block to block, through composites, and stops at the ends', () => {
    const walk: (string | undefined)[] = [];
    for (let block = at(10); block !== null; block = besideBlock(lanes, block, view, 1)) walk.push(block.key);
    expect(walk).toEqual(['Code', 'Firefox', 'Slack', 'Zoom']);
    expect(besideBlock(lanes, at(10), view, -1)).toBeNull();
  });

  it('goes back the way it came', () => {
    expect(besideBlock(lanes, besideBlock(lanes, at(70), view, -1), view, 1)?.id).toBe(13);
  });

  it('passes a whole composite also after it was read at a finer resolution', () => {
    const coarse = { ...(at(50) as NonNullable<ReturnType<typeof at>>), start: 0, end: 90, count: 7 };
    expect(besideBlock(lanes, coarse, view, 1)?.key).toBe('Zoom');
    expect(besideBlock(lanes, coarse, view, -1)).toBeNull();
  });

  it('starts in the middle of what is in sight', () => {
    expect(besideBlock(lanes, null, view, 1)?.bucket).toBe('away');
    expect(besideBlock([], null, view, 1)).toBeNull();
  });
});

describe('across lanes', () => {
  it('goes to what was there at the same moment', () => {
    const slack = at(70);
    const above = blockInLaneBeside(lanes, slack, view, -1);
    expect(above?.key).toBe('not-afk');
    expect(blockInLaneBeside(lanes, above, view, 1)?.key).toBe('Firefox');
  });

  it('goes to the nearest where there was nothing', () => {
    const away = blockNear(lanes[0] as LaneRows, 200);
    expect(blockInLaneBeside(lanes, away, { start: 150, end: 300 }, 1)?.key).toBe('Zoom');
  });

  it('stops at the first and the last lane', () => {
    expect(blockInLaneBeside(lanes, at(10), view, 1)).toBeNull();
  });
});

it('finds a block again after it grew', () => {
  const grown = timelineOf([laneOf([{ start: 250, end: 299, id: 14, key: 'Zoom' }], 'window')]);
  const now = assemble([{ start: grown.start, end: grown.end, timeline: grown, seen: 0 }], []);
  const zoom = at(260) as NonNullable<ReturnType<typeof at>>;
  expect(freshBlock(now, zoom).end).toBe(299);
  const gone = at(10) as NonNullable<ReturnType<typeof at>>;
  expect(freshBlock(now, gone)).toBe(gone);
});

it('knows whether a lane has anything in a range', () => {
  expect(reachesInto(window, { start: 110, end: 240 })).toBe(false);
  expect(reachesInto(window, { start: 110, end: 250 })).toBe(true);
  expect(reachesInto(window, { start: 290, end: 400 })).toBe(false);
});
