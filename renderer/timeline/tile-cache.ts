/**
 * Answers kept for reuse, least recently used first out, and the best picture they give of a range: the wanted level where it is
 * there, else the nearest other, so that something is shown while the right tiles are on their way.
 */
import type { Timeline } from '../../preload/contract/schemas.ts';
import { overlaps, type Range } from './micros.ts';
import type { Piece } from './rows.ts';
import { type Tile, uncovered } from './tiles.ts';

export interface LoadedTile {
  readonly tile: Tile;
  readonly timeline: Timeline;
  /** Changes told after this number are not in it. */
  readonly seen: number;
  /** Something in it changed in a way that only reading again can show. */
  stale: boolean;
}

const CAPACITY = 64;

export class TileCache {
  readonly #tiles = new Map<string, LoadedTile>();

  get(key: string): LoadedTile | undefined {
    return this.#tiles.get(key);
  }

  put(loaded: LoadedTile): void {
    this.#tiles.delete(loaded.tile.key);
    this.#tiles.set(loaded.tile.key, loaded);
    for (const key of this.#tiles.keys()) {
      if (this.#tiles.size <= CAPACITY) return;
      this.#tiles.delete(key);
    }
  }

  /** Marks what overlaps the range stale; what is not among `keep` is forgotten at once. */
  invalidate(range: Range, keep: ReadonlySet<string>): void {
    for (const [key, loaded] of this.#tiles) {
      if (!overlaps(loaded.tile, range)) continue;
      if (keep.has(key)) loaded.stale = true;
      else this.#tiles.delete(key);
    }
  }

  /** The changes that every tile knows; those told later may matter to one. */
  get seenByAll(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { seen } of this.#tiles.values()) least = Math.min(least, seen);
    return least;
  }

  /** Sorted pieces of the range without overlap, from the wanted tiles first, then by nearness of level, coarser before finer. */
  picture(wanted: readonly Tile[]): readonly Piece[] {
    const [first, last] = [wanted[0], wanted.at(-1)];
    if (first === undefined || last === undefined) return [];
    const range = { start: first.start, end: last.end };
    const distance = ({ tile }: LoadedTile) =>
      tile.level >= first.level ? tile.level - first.level : first.level - tile.level + 0.5;
    const candidates = [...this.#tiles.values()]
      .filter(({ tile }) => overlaps(tile, range))
      .sort((a, b) => distance(a) - distance(b));
    const pieces: Piece[] = [];
    for (const loaded of candidates) {
      const open = uncovered(range, pieces).filter(
        (part) => part.start < loaded.tile.end && part.end > loaded.tile.start,
      );
      for (const part of open) {
        pieces.push({
          start: Math.max(part.start, loaded.tile.start),
          end: Math.min(part.end, loaded.tile.end),
          timeline: loaded.timeline,
          seen: loaded.seen,
        });
      }
      if (open.length > 0) this.#touch(loaded);
    }
    return pieces.sort((a, b) => a.start - b.start);
  }

  #touch(loaded: LoadedTile): void {
    this.#tiles.delete(loaded.tile.key);
    this.#tiles.set(loaded.tile.key, loaded);
  }
}
