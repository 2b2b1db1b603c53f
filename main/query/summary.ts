/**
 * Every bucket with how many events it has and from when to when they go.
 */
import type Database from 'better-sqlite3';
import type { BucketSummary } from '../../preload/contract/schemas.ts';
import { LONG_EVENT } from '../store/migrations/0001-initial.ts';
import type { BucketRows } from './bucket-rows.ts';

type Row = { readonly count: number; readonly first: number | null; readonly last: number | null };

export function summaryReader(db: Database.Database, buckets: BucketRows): () => readonly BucketSummary[] {
  // The latest end belongs to an event that starts at most LONG_EVENT before the last start, or to a long one: nobody
  // has to look at every event's end.
  const select = db.prepare<[object], Row>(`
    WITH edge (first, newest) AS (
      SELECT (SELECT min(start) FROM events WHERE bucket = @bucket), (SELECT max(start) FROM events WHERE bucket = @bucket)
    )
    SELECT
      (SELECT count(*) FROM events WHERE bucket = @bucket) AS count,
      edge.first AS first,
      max(
        (SELECT max(start + duration) FROM events INDEXED BY events_by_start
          WHERE bucket = @bucket AND start >= edge.newest - ${LONG_EVENT}),
        coalesce((SELECT max(start + duration) FROM events INDEXED BY events_long
          WHERE bucket = @bucket AND duration > ${LONG_EVENT}), edge.first)
      ) AS last
    FROM edge`);
  return () =>
    buckets.list().map(({ row, id, name, type, client, hostname, created }) => {
      const { count, first, last } = select.get({ bucket: row }) ?? { count: 0, first: null, last: null };
      return { id, name, type, client, hostname, created, count, first, last };
    });
}
