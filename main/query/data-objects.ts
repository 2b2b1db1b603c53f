/**
 * The data of events as objects, each distinct data once and numbered from 0 as it was met, so that what is worked out
 * from it is worked out once and kept by number.
 */
import type Database from 'better-sqlite3';
import type { JsonObject } from '../events/event.ts';
import { type DataTexts, dataTexts } from './data-texts.ts';

/** About 40 MB. */
const MOST = 100_000;
const UNKNOWN = -1;
/** A row that is to be read, which is met again before it is. */
const WANTED = -2;
const NO_DATA: JsonObject = {};

export class DataObjects {
  readonly #texts: DataTexts;
  /** The number of each row of the data table. */
  #numbers = new Int32Array(0);
  /** As it is stored until it is asked for: of most tabs and files nothing is. */
  readonly #objects: (JsonObject | string)[] = [];
  #generation = 0;

  constructor(db: Database.Database) {
    this.#texts = dataTexts(db);
  }

  /** How many there are: numbers are smaller. */
  get size(): number {
    return this.#objects.length;
  }

  /** Another after everything was forgotten: numbers given before are void then. */
  get generation(): number {
    return this.#generation;
  }

  /** Between two requests: keeps memory bounded. */
  trim(): void {
    if (this.#objects.length > MOST) this.forget();
  }

  forget(): void {
    this.#numbers = new Int32Array(0);
    this.#objects.length = 0;
    this.#generation++;
  }

  /** Makes `numberOf` know the rows of all these lists; together they are read in fewer steps. */
  load(...lists: readonly Uint32Array[]): void {
    try {
      this.#texts(this.#missing(lists), (row, json) => {
        this.#numbers[row] = this.#objects.push(json ?? NO_DATA) - 1;
      });
    } catch (error) {
      // Rows would stay marked as wanted.
      this.forget();
      throw error;
    }
  }

  /** Of a loaded row. */
  numberOf(row: number): number {
    return this.#numbers[row] ?? UNKNOWN;
  }

  /** The same object each time. */
  object(number: number): JsonObject {
    const known = this.#objects[number] ?? NO_DATA;
    if (typeof known !== 'string') return known;
    const object = JSON.parse(known) as JsonObject;
    this.#objects[number] = object;
    return object;
  }

  /** Each once, sorted, so that the table is read in its own order. */
  #missing(lists: readonly Uint32Array[]): readonly number[] {
    const missing: number[] = [];
    for (const rows of lists) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] ?? 0;
        if (row >= this.#numbers.length) this.#grow(row + 1);
        if (this.#numbers[row] !== UNKNOWN) continue;
        this.#numbers[row] = WANTED;
        missing.push(row);
      }
    }
    return missing.sort((a, b) => a - b);
  }

  #grow(length: number): void {
    const grown = new Int32Array(Math.max(length, 2 * this.#numbers.length, 1024)).fill(UNKNOWN);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
