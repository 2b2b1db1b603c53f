/**
 * The settings, held in memory as the JSON they are stored as: few, small, and readable while the disk is not.
 */
import type Database from 'better-sqlite3';
import type { Json, JsonObject } from '../events/event.ts';

interface Row {
  readonly key: string;
  readonly value: string;
}

export class Settings {
  readonly #values = new Map<string, string>();

  constructor(connection: Database.Database) {
    for (const row of connection.prepare<[], Row>('SELECT key, value FROM settings').iterate()) {
      this.#values.set(row.key, row.value);
    }
  }

  list(): JsonObject {
    const keys = [...this.#values.keys()].sort();
    return Object.fromEntries(keys.map((key) => [key, this.get(key)]));
  }

  /** Null where it is not set. */
  get(key: string): Json {
    const value = this.#values.get(key);
    return value === undefined ? null : (JSON.parse(value) as Json);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}
