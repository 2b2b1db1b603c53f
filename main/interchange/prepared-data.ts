/**
 * The distinct data of an import that is being prepared: each text gets a row, once. As long as all of them fit into memory
 * none is looked up in the file, which needs no index then; an import with more goes on as the store does.
 */
import type Database from 'better-sqlite3';
import { DistinctData, hashOf } from '../store/data.ts';

/** UTF-16 code units: several years of busy recording. */
const BUDGET = 64_000_000;
/** Texts remembered beyond it: as many as a busy month has. */
const GENERATION = 25_000;

export class PreparedData {
  readonly #connection: Database.Database;
  readonly #insert: Database.Statement<[number, number, string]>;
  readonly #rows = new Map<string, number>();
  #left: number;
  #beyond: DistinctData | null = null;

  constructor(connection: Database.Database, budget = BUDGET) {
    this.#connection = connection;
    this.#insert = connection.prepare('INSERT INTO data (row, hash, json) VALUES (?, ?, ?)');
    this.#left = budget;
  }

  /** The row of this canonical JSON, stored now if it was not. */
  rowOf(json: string): number {
    if (this.#beyond !== null) return this.#beyond.rowOf(json);
    const known = this.#rows.get(json);
    if (known !== undefined) return known;
    this.#left -= json.length;
    if (this.#left < 0) return this.#goBeyond().rowOf(json);
    const row = this.#rows.size + 1;
    this.#insert.run(row, hashOf(json), json);
    this.#rows.set(json, row);
    return row;
  }

  #goBeyond(): DistinctData {
    this.#rows.clear();
    this.#connection.exec('CREATE INDEX data_by_hash ON data (hash)');
    this.#beyond = new DistinctData(this.#connection, GENERATION);
    return this.#beyond;
  }
}
