/**
 * The data of events as objects, each distinct data once and numbered from 0 as it was met, so that what is worked out
 * from it is worked out once and kept by number.
 */
import type Database from 'better-sqlite3';
import type { JsonObject } from '../events/event.ts';

/** About 40 MB. */
const MOST = 100_000;
/** Rows at most this far apart are read in one go, with what lies between them. */
const NEAR = 4;
const UNKNOWN = -1;
const NO_DATA: JsonObject = {};

export class DataObjects {
  readonly #between: Database.Statement<[number, number], [row: number, json: string]>;
  /** The number of each row of the data table. */
  #numbers = new Int32Array(0);
  readonly #objects: JsonObject[] = [];
  #generation = 0;

  constructor(db: Database.Database) {
    this.#between = db
      .prepare<[number, number], [number, string]>('SELECT row, json FROM data WHERE row BETWEEN ? AND ?')
      .raw();
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

  /** Makes `get` and `numberOf` know the rows of all these lists; together they are read in fewer steps. */
  load(...lists: readonly Uint32Array[]): void {
    const missing = this.#missing(lists);
    let first = 0;
    for (let i = 1; i <= missing.length; i++) {
      const last = missing[i - 1] ?? 0;
      if (i < missing.length && (missing[i] ?? 0) - last <= NEAR) continue;
      this.#read(missing.subarray(first, i));
      first = i;
    }
  }

  /** The data of a loaded row: the same object each time. */
  get(row: number): JsonObject {
    return this.object(this.numberOf(row));
  }

  /** Of a loaded row. */
  numberOf(row: number): number {
    return this.#numbers[row] ?? UNKNOWN;
  }

  object(number: number): JsonObject {
    return this.#objects[number] ?? NO_DATA;
  }

  /** Sorted. */
  #missing(lists: readonly Uint32Array[]): Uint32Array {
    const missing = new Set<number>();
    for (const rows of lists) {
      for (const row of rows) {
        if (row >= this.#numbers.length) this.#grow(row + 1);
        if (this.#numbers[row] === UNKNOWN) missing.add(row);
      }
    }
    return Uint32Array.from(missing).sort();
  }

  /** Of the rows that lie close to each other, those wanted. */
  #read(wanted: Uint32Array): void {
    let next = 0;
    for (const [row, json] of this.#between.all(wanted[0] ?? 0, wanted.at(-1) ?? 0)) {
      while ((wanted[next] ?? row) < row) next++;
      if (wanted[next] === row) this.#numbers[row] = this.#objects.push(JSON.parse(json) as JsonObject) - 1;
    }
  }

  #grow(length: number): void {
    const grown = new Int32Array(Math.max(length, 2 * this.#numbers.length, 1024)).fill(UNKNOWN);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
