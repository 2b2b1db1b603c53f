/**
 * The event of a bucket that started last (ties: the larger id).
 */
import type Database from 'better-sqlite3';
import type { Event, JsonObject } from '../events/event.ts';

type Row = { readonly id: number; readonly start: number; readonly duration: number; readonly json: string };

/** Null where the bucket is empty or not there. */
export function newestEventReader(db: Database.Database): (bucket: string) => Event | null {
  const newest = db.prepare<[string], Row>(`
    SELECT e.id, e.start, e.duration, (SELECT json FROM data WHERE row = e.data) AS json
    FROM events e INDEXED BY events_by_start WHERE e.bucket = (SELECT row FROM buckets WHERE id = ?)
    ORDER BY e.start DESC, e.id DESC LIMIT 1`);
  return (bucket) => {
    const row = newest.get(bucket);
    if (row === undefined) return null;
    const { id, start, duration, json } = row;
    return { id, start, end: start + duration, data: JSON.parse(json) as JsonObject };
  };
}
