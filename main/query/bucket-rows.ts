/**
 * The buckets as the readers need them: by id, with their row in the file.
 */
import type Database from 'better-sqlite3';
import { StoreError } from '../store/store-error.ts';

export interface BucketRow {
  readonly row: number;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  readonly created: number;
}

export interface BucketRows {
  find(id: string): BucketRow | undefined;
  /** Fails with `not-found`. */
  get(id: string): BucketRow;
  /** In the order of their ids. Of those named, the ones that exist; absent: all. */
  list(ids?: readonly string[]): readonly BucketRow[];
}

export function bucketRows(db: Database.Database): BucketRows {
  const columns = 'row, id, name, type, client, hostname, created';
  const one = db.prepare<[string], BucketRow>(`SELECT ${columns} FROM buckets WHERE id = ?`);
  const all = db.prepare<[], BucketRow>(`SELECT ${columns} FROM buckets ORDER BY id`);
  return {
    find: (id) => one.get(id),
    get(id) {
      const bucket = one.get(id);
      if (bucket === undefined) throw new StoreError('not-found', `There is no bucket named ${JSON.stringify(id)}`);
      return bucket;
    },
    list(ids) {
      const wanted = ids === undefined ? null : new Set(ids);
      return all.all().filter((bucket) => wanted === null || wanted.has(bucket.id));
    },
  };
}
