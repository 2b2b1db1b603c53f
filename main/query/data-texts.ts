/**
 * The JSON of many rows of the data table, wherever they lie in it, in a few steps.
 */
import type Database from 'better-sqlite3';

/** So many are read with one statement. */
const ROWS_PER_READ = 1024;

/** Calls `take` for each row in the order given, quickest where that is sorted; null: there is no such row. */
export type DataTexts = (rows: readonly number[], take: (row: number, json: string | null) => void) => void;

export function dataTexts(db: Database.Database): DataTexts {
  // One row for each of the list, in its order: what is left of a LEFT JOIN is gone through first.
  const texts = db
    .prepare<[string], string | null>(
      'SELECT data.json FROM json_each(?) AS wanted LEFT JOIN data ON data.row = wanted.value',
    )
    .pluck();
  return (rows, take) => {
    for (let from = 0; from < rows.length; from += ROWS_PER_READ) {
      const some = rows.slice(from, from + ROWS_PER_READ);
      const read = texts.all(JSON.stringify(some));
      for (const [index, row] of some.entries()) take(row, read[index] ?? null);
    }
  };
}
