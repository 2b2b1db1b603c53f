/**
 * Each distinct `data` is stored once, as canonical JSON, and lives as long as an event refers to it.
 */
import type Database from 'better-sqlite3';

/** Recently used texts whose rows are known without asking SQLite: at most twice this many, unless said otherwise. */
const GENERATION = 1024;

/** 32-bit FNV-1a over UTF-16 code units. It lies in the file as the index that finds equal data: changing it needs a migration. */
export function hashOf(json: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < json.length; index += 1) {
    hash = Math.imul(hash ^ json.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}

export class DistinctData {
  readonly #find: Database.Statement<[number], { row: number; json: string }>;
  readonly #insert: Database.Statement<[number, number, string]>;
  readonly #removeUnused: Database.Statement<[number, number], { json: string }>;
  readonly #removeAllUnused: Database.Statement<[]>;
  readonly #generation: number;
  #lastRow: number;
  #recent = new Map<string, number>();
  #older = new Map<string, number>();

  constructor(connection: Database.Database, generation = GENERATION) {
    this.#generation = generation;
    this.#find = connection.prepare('SELECT row, json FROM data WHERE hash = ?');
    this.#insert = connection.prepare('INSERT INTO data (row, hash, json) VALUES (?, ?, ?)');
    this.#removeUnused = connection.prepare(
      'DELETE FROM data WHERE row = ? AND NOT EXISTS (SELECT 1 FROM events WHERE data = ?) RETURNING json',
    );
    this.#removeAllUnused = connection.prepare(
      'DELETE FROM data WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.data = data.row)',
    );
    this.#lastRow = connection.prepare<[], number>('SELECT coalesce(max(row), 0) FROM data').pluck().get() ?? 0;
  }

  /** The row of this canonical JSON, stored now if it was not. A row's number is not used again while the store is open. */
  rowOf(json: string): number {
    const known = this.#recent.get(json) ?? this.#older.get(json);
    if (known !== undefined) return known;
    const hash = hashOf(json);
    let row = this.#find.all(hash).find((candidate) => candidate.json === json)?.row;
    if (row === undefined) {
      row = this.#lastRow + 1;
      this.#insert.run(row, hash, json);
      this.#lastRow = row;
    }
    this.#remember(json, row);
    return row;
  }

  /** Sets row numbers aside for data that is stored by other means; gives the number before the first. */
  reserve(count: number): number {
    const before = this.#lastRow;
    this.#lastRow += count;
    return before;
  }

  /** After an event has let go of it: removes the data if that was the last. */
  release(row: number): void {
    const removed = this.#removeUnused.get(row, row);
    if (removed === undefined) return;
    this.#recent.delete(removed.json);
    this.#older.delete(removed.json);
  }

  /** The same for many events at once. */
  releaseAll(): void {
    this.#removeAllUnused.run();
    this.forget();
  }

  /** After a rollback: rows that were known may not be there. */
  forget(): void {
    this.#recent.clear();
    this.#older.clear();
  }

  #remember(json: string, row: number): void {
    if (this.#recent.size >= this.#generation) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(json, row);
  }
}
