/**
 * Time summed by what it was spent on: first by data, then, since that is little, by anything that depends on data alone.
 */
import type { Micros } from '../../events/event.ts';
import { NO_GROUP, type PerData } from './per-data.ts';
import type { Spans } from './spans.ts';

/** Columns of equal length, in the order in which each was first met. `what` is the first that was met of a group. */
export interface Sums {
  readonly what: number[];
  readonly duration: Micros[];
}

/** Sums with room to work in, which is used again and again. */
export class Tally {
  /** Where the sum of a number stands; -1: nowhere. */
  #places = new Int32Array(0);

  /** One sum for each distinct `what`. */
  byData({ length, start, end, what }: Spans): Sums {
    const sums: Sums = { what: [], duration: [] };
    for (let i = 0; i < length; i++) {
      const number = what[i] ?? NO_GROUP;
      if (number >= 0) this.#add(sums, number, number, (end[i] ?? 0) - (start[i] ?? 0));
    }
    for (const number of sums.what) this.#places[number] = -1;
    return sums;
  }

  /** One sum for each group; what is in none is left out. */
  byGroup({ what, duration }: Sums, groups: PerData): Sums {
    const sums: Sums = { what: [], duration: [] };
    for (let i = 0; i < what.length; i++) {
      const number = what[i] ?? NO_GROUP;
      const group = groups.of(number);
      if (group !== NO_GROUP) this.#add(sums, group, number, duration[i] ?? 0);
    }
    for (const number of sums.what) this.#places[groups.of(number)] = -1;
    return sums;
  }

  #add(sums: Sums, key: number, what: number, duration: Micros): void {
    if (key >= this.#places.length) this.#grow(key + 1);
    const place = this.#places[key] ?? -1;
    if (place >= 0) {
      sums.duration[place] = (sums.duration[place] ?? 0) + duration;
      return;
    }
    this.#places[key] = sums.what.push(what) - 1;
    sums.duration.push(duration);
  }

  #grow(length: number): void {
    const grown = new Int32Array(Math.max(length, 2 * this.#places.length, 1024)).fill(-1);
    grown.set(this.#places);
    this.#places = grown;
  }
}

/** The longest first, equal ones as they stand; at most so many. */
export function longest({ what, duration }: Sums, limit = what.length): Sums {
  const order = Uint32Array.from(candidates(duration, limit));
  order.sort((a, b) => (duration[b] ?? 0) - (duration[a] ?? 0) || a - b);
  const first = Array.from(order.subarray(0, limit));
  return { what: first.map((index) => what[index] ?? NO_GROUP), duration: first.map((index) => duration[index] ?? 0) };
}

/** The places of all that may be among the longest: sorting numbers alone is quick, and most are out of it then. */
function candidates(durations: readonly Micros[], limit: number): readonly number[] {
  if (limit === 0) return [];
  const least = limit >= durations.length ? 0 : (Float64Array.from(durations).sort().at(-limit) ?? 0);
  const places: number[] = [];
  for (let i = 0; i < durations.length; i++) if ((durations[i] ?? 0) >= least) places.push(i);
  return places;
}

/** A row for each sum. */
export function rows<T>({ what, duration }: Sums, rowOf: (what: number, duration: Micros) => T): T[] {
  return what.map((number, index) => rowOf(number, duration[index] ?? 0));
}
