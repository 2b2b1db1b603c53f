/**
 * How many events of a bucket lie in a range.
 */
import type Database from 'better-sqlite3';
import type { EventRange } from '../store/operations.ts';
import type { BucketRows } from './bucket-rows.ts';
import { earlier, rangeParams, recent } from './range.ts';

/** Of a bucket's row, not its id. */
export type CountInRow = (row: number, range: EventRange) => number;

export function countInRow(db: Database.Database): CountInRow {
  const select = (from: string) => db.prepare<[object], number>(`SELECT count(*) ${from}`).pluck();
  const parts = [select(recent()), select(earlier())];
  return (row, range) => {
    const params = { ...rangeParams(range), bucket: row };
    return parts.reduce((sum, part) => sum + (part.get(params) ?? 0), 0);
  };
}

export function countReader(buckets: BucketRows, count: CountInRow): (bucket: string, range: EventRange) => number {
  return (bucket, range) => count(buckets.get(bucket).row, range);
}
