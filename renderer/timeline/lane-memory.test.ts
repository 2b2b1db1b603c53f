import { describe, expect, it } from 'vitest';
import { LaneMemory } from './lane-memory.ts';
import { DAY, HOUR, type Range } from './micros.ts';
import { rowsOf } from './testing/lanes.ts';

const lane = (from: number, to: number) => rowsOf([{ start: from * HOUR, end: to * HOUR }]);
const range = (from: number, to: number): Range => ({ start: from * HOUR, end: to * HOUR });
const lengths = (lanes: readonly { length: number }[]) => lanes.map(({ length }) => length);

describe('a lane', () => {
  it('stays, empty, while a person looks into a gap near what it held', () => {
    const memory = new LaneMemory();
    expect(lengths(memory.withNearby([lane(1, 5)], range(0, 10)))).toEqual([1]);
    expect(lengths(memory.withNearby([], range(6, 7)))).toEqual([0]);
  });

  it('is gone when nothing of it is near any more', () => {
    const memory = new LaneMemory();
    memory.withNearby([lane(1, 5)], range(0, 10));
    expect(memory.withNearby([], { start: 5 * HOUR + DAY + 1, end: 9 * DAY })).toEqual([]);
  });

  it('is gone when what it held was deleted', () => {
    const memory = new LaneMemory();
    memory.withNearby([lane(1, 5)], range(0, 10));
    expect(memory.withNearby([], range(0, 10))).toEqual([]);
    expect(memory.withNearby([], range(6, 7))).toEqual([]);
  });

  it('is gone when its bucket may be', () => {
    const memory = new LaneMemory();
    memory.withNearby([lane(1, 5)], range(0, 10));
    memory.forget();
    expect(memory.withNearby([], range(6, 7))).toEqual([]);
  });
});
