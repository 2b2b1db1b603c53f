/**
 * The data of events as objects, each distinct data once, so that what is worked out from it is worked out once.
 */
import type Database from 'better-sqlite3';
import type { JsonObject } from '../events/event.ts';

/** About 40 MB. */
const MOST = 100_000;

export class DataObjects {
  readonly #select: Database.Statement<[string], [row: number, json: string]>;
  readonly #objects = new Map<number, JsonObject>();

  constructor(db: Database.Database) {
    this.#select = db
      .prepare<[string], [number, string]>('SELECT row, json FROM data WHERE row IN (SELECT value FROM json_each(?))')
      .raw();
  }

  /** Between two requests: keeps memory bounded. */
  trim(): void {
    if (this.#objects.size > MOST) this.forget();
  }

  forget(): void {
    this.#objects.clear();
  }

  /** Makes `get` know these rows. */
  load(rows: Iterable<number>): void {
    const missing = new Set<number>();
    for (const row of rows) if (!this.#objects.has(row)) missing.add(row);
    if (missing.size === 0) return;
    for (const [row, json] of this.#select.all(JSON.stringify([...missing]))) {
      this.#objects.set(row, JSON.parse(json) as JsonObject);
    }
  }

  /** The data of a loaded row: the same object each time. */
  get(row: number): JsonObject {
    return this.#objects.get(row) ?? {};
  }
}
