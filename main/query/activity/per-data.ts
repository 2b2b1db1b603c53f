/**
 * What is worked out from data alone, as a number for each distinct data, worked out once and kept as long as the data.
 */
import type { JsonObject } from '../../events/event.ts';
import type { DataObjects } from '../data-objects.ts';

const UNKNOWN = -2;
/** Of data that has no group. */
export const NO_GROUP = -1;

export class PerData {
  readonly #data: DataObjects;
  readonly #work: (data: JsonObject) => number;
  readonly #begin: () => void;
  #known = new Int32Array(0);
  #generation = Number.NaN;

  /** `work` gives -1 or more. `begin` is called when everything known is forgotten. */
  constructor(data: DataObjects, work: (data: JsonObject) => number, begin: () => void = () => undefined) {
    this.#data = data;
    this.#work = work;
    this.#begin = begin;
  }

  /** Of the data with this number; of none, NO_GROUP. */
  of(number: number): number {
    if (number < 0) return NO_GROUP;
    if (this.#generation !== this.#data.generation || number >= this.#known.length) this.#prepare();
    const known = this.#known[number] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const result = this.#work(this.#data.object(number));
    this.#known[number] = result;
    return result;
  }

  #prepare(): void {
    const before = this.#generation === this.#data.generation ? this.#known : new Int32Array(0);
    if (this.#generation !== this.#data.generation) this.#begin();
    this.#generation = this.#data.generation;
    this.#known = new Int32Array(Math.max(2 * before.length, this.#data.size, 1024)).fill(UNKNOWN);
    this.#known.set(before);
  }
}

/** Data grouped by a text that is worked out from it; null: in no group. Groups are numbered as they come. */
export function groupedBy(
  data: DataObjects,
  textOf: (data: JsonObject) => string | null,
  begin: () => void = () => undefined,
): PerData {
  const numbers = new Map<string, number>();
  const work = (object: JsonObject): number => {
    const text = textOf(object);
    if (text === null) return NO_GROUP;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(text, number);
    return number;
  };
  return new PerData(data, work, () => {
    numbers.clear();
    begin();
  });
}
