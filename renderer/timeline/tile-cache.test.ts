import { describe, expect, it } from 'vitest';
import { timelineOf } from './testing/lanes.ts';
import { type LoadedTile, TileCache } from './tile-cache.ts';
import { type Tile, tileAt } from './tiles.ts';

const loaded = (tile: Tile, seen = 0): LoadedTile => ({
  tile,
  timeline: timelineOf([], 2 ** tile.level),
  seen,
  stale: false,
});
const ALWAYS = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };
const picture = (cache: TileCache, wanted: readonly Tile[]) =>
  cache.picture(wanted).map(({ start, end, timeline }) => [start, end, Math.log2(timeline.resolution)]);

describe('the picture of a range', () => {
  const wanted = [tileAt(4, 0), tileAt(4, 1)];
  const [first, second] = wanted as [Tile, Tile];

  it('is made of the wanted tiles where they are there', () => {
    const cache = new TileCache();
    cache.put(loaded(second));
    cache.put(loaded(first));
    expect(picture(cache, wanted)).toEqual([
      [first.start, first.end, 4],
      [second.start, second.end, 4],
    ]);
  });

  it('is filled with coarser tiles, then with finer ones, where they are not', () => {
    const cache = new TileCache();
    cache.put(loaded(first));
    cache.put(loaded(tileAt(6, 0)));
    expect(picture(cache, wanted)).toEqual([
      [first.start, first.end, 4],
      [second.start, second.end, 6],
    ]);
    const finer = new TileCache();
    finer.put(loaded(tileAt(3, 1)));
    finer.put(loaded(tileAt(2, 5)));
    expect(picture(finer, wanted)).toEqual([
      [tileAt(3, 1).start, tileAt(3, 1).end, 3],
      [tileAt(2, 5).start, tileAt(2, 5).end, 2],
    ]);
  });

  it('is empty where nothing is known', () => {
    expect(new TileCache().picture(wanted)).toEqual([]);
    expect(new TileCache().picture([])).toEqual([]);
  });
});

describe('keeping tiles', () => {
  it('forgets those that were not looked at for longest', () => {
    const cache = new TileCache();
    for (let index = 0; index < 64; index++) cache.put(loaded(tileAt(4, index)));
    cache.picture([tileAt(4, 0)]);
    cache.put(loaded(tileAt(4, 64)));
    expect(cache.get('4:0')).toBeDefined();
    expect(cache.get('4:1')).toBeUndefined();
  });

  it('forgets what changed, and marks for reading what is in sight', () => {
    const cache = new TileCache();
    for (const index of [0, 1, 2]) cache.put(loaded(tileAt(4, index)));
    cache.invalidate({ start: tileAt(4, 1).start + 1, end: ALWAYS.end }, new Set(['4:2']));
    expect(cache.get('4:0')?.stale).toBe(false);
    expect(cache.get('4:1')).toBeUndefined();
    expect(cache.get('4:2')?.stale).toBe(true);
  });

  it('knows which changes every tile has seen', () => {
    const cache = new TileCache();
    cache.put(loaded(tileAt(4, 0), 7));
    cache.put(loaded(tileAt(4, 1), 3));
    expect(cache.seenByAll).toBe(3);
  });
});
