/**
 * The timeline is read in tiles: stretches of fixed length and place, at resolutions that are powers of two. So panning and
 * zooming back find what was read before.
 */
import type { Micros, Range } from './micros.ts';

export interface Tile extends Range {
  /** The resolution is 2 to this power, in µs. */
  readonly level: number;
  readonly index: number;
  readonly key: string;
}

/** A tile's length in cells of its resolution: one or two tiles fill a window. */
const CELLS = 1024;
/** The most pixels that the resolution may be worth; at least half as many, as it halves from level to level. */
const COARSEST = 3;

export const resolutionOf = (level: number): Micros => 2 ** level;

/** The level to read at for a scale in µs per pixel. */
export const levelFor = (microsPerPixel: number): number =>
  Math.max(0, Math.floor(Math.log2(Math.max(1, microsPerPixel * COARSEST))));

export function tileAt(level: number, index: number): Tile {
  const length = CELLS * resolutionOf(level);
  return {
    level,
    index,
    key: `${level}:${index}`,
    start: Math.max(Number.MIN_SAFE_INTEGER, index * length),
    end: Math.min(Number.MAX_SAFE_INTEGER, (index + 1) * length),
  };
}

/** The tiles that cover a range, in order. */
export function tilesOver(range: Range, level: number): readonly Tile[] {
  const length = CELLS * resolutionOf(level);
  const tiles: Tile[] = [];
  for (let index = Math.floor(range.start / length); index * length < range.end; index++) {
    const tile = tileAt(level, index);
    if (tile.start < tile.end) tiles.push(tile);
  }
  return tiles;
}

/** What of `range` lies in none of `covers`; in order. */
export function uncovered(range: Range, covers: readonly Range[]): readonly Range[] {
  let open: readonly Range[] = [range];
  for (const cover of covers) open = open.flatMap((rest) => without(rest, cover));
  return open;
}

function without(range: Range, cover: Range): readonly Range[] {
  const before = { start: range.start, end: Math.min(range.end, cover.start) };
  const after = { start: Math.max(range.start, cover.end), end: range.end };
  if (cover.end <= range.start || cover.start >= range.end) return [range];
  return [before, after].filter((part) => part.start < part.end);
}
