/**
 * Events as blocks that can be drawn: those too short for the screen are merged into composite blocks.
 *
 * An event shorter than the resolution joins the short ones before it that start in the same cell of a grid as wide as
 * the resolution, unless a longer event started between them. So nothing longer is ever merged away, no composite spans
 * a gap as wide as the resolution or grows wider than twice that, and the grid, which is fixed in time, keeps composites
 * from changing while one pans. Time and counts are kept to the last event: blocks add up to what went in.
 */
import type { Micros } from '../events/event.ts';
import type { Columns } from './columns.ts';

/** Columns of equal length, sorted by start. `count` 1: the event `id` with its `data`; more: a composite, both 0. */
export interface Blocks {
  readonly start: Micros[];
  readonly end: Micros[];
  /** The key with the most time in it; of equals the one that came first. */
  readonly key: number[];
  readonly data: number[];
  readonly count: number[];
  /** Of a composite: the sum of its events' durations. */
  readonly busy: Micros[];
  readonly id: number[];
}

export class LevelOfDetail {
  readonly blocks: Blocks = { start: [], end: [], key: [], data: [], count: [], busy: [], id: [] };
  readonly #resolution: Micros;
  readonly #keyOf: (data: number) => number;
  /** Of the block that short events still join; `#count` 0: there is none. */
  #cell = 0;
  #count = 0;
  #start: Micros = 0;
  #end: Micros = 0;
  #busy: Micros = 0;
  #id = 0;
  #data = 0;
  readonly #busyByKey = new Map<number, Micros>();

  /** `keyOf` gives the number of the key of a data row. */
  constructor(resolution: Micros, keyOf: (data: number) => number) {
    this.#resolution = resolution;
    this.#keyOf = keyOf;
  }

  /** Events that start at or after all that were added before. */
  add({ length, start, duration, id, data }: Columns): void {
    for (let i = 0; i < length; i++) {
      this.#add(start[i] ?? 0, duration[i] ?? 0, id[i] ?? 0, data[i] ?? 0);
    }
  }

  /** Closes the last block. Nothing may be added afterwards. */
  finish(): Blocks {
    this.#close();
    return this.blocks;
  }

  #add(start: Micros, duration: Micros, id: number, data: number): void {
    if (duration >= this.#resolution) {
      this.#close();
      this.#push(start, start + duration, this.#keyOf(data), data, 1, duration, id);
      return;
    }
    const cell = Math.floor(start / this.#resolution);
    if (this.#count === 0 || cell !== this.#cell) {
      this.#close();
      this.#cell = cell;
      this.#start = start;
      this.#end = start;
      this.#id = id;
      this.#data = data;
    }
    this.#count++;
    this.#busy += duration;
    if (start + duration > this.#end) this.#end = start + duration;
    const key = this.#keyOf(data);
    this.#busyByKey.set(key, (this.#busyByKey.get(key) ?? 0) + duration);
  }

  #close(): void {
    if (this.#count === 0) return;
    const single = this.#count === 1;
    this.#push(
      this.#start,
      this.#end,
      this.#longestKey(),
      single ? this.#data : 0,
      this.#count,
      this.#busy,
      single ? this.#id : 0,
    );
    this.#count = 0;
    this.#busy = 0;
    this.#busyByKey.clear();
  }

  #longestKey(): number {
    let longest = -1;
    let found = 0;
    for (const [key, busy] of this.#busyByKey) {
      if (busy <= longest) continue;
      longest = busy;
      found = key;
    }
    return found;
  }

  #push(start: Micros, end: Micros, key: number, data: number, count: number, busy: Micros, id: number): void {
    const { blocks } = this;
    blocks.start.push(start);
    blocks.end.push(end);
    blocks.key.push(key);
    blocks.data.push(data);
    blocks.count.push(count);
    blocks.busy.push(busy);
    blocks.id.push(id);
  }
}
