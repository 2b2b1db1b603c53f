/**
 * A page out of the events of several buckets in a range, by start (ties by id), whole, with how many there are in all.
 */
import type Database from 'better-sqlite3';
import type { EventRow, EventsPage, EventsQuery } from '../../preload/contract/schemas.ts';
import type { BucketRows } from './bucket-rows.ts';
import type { CountInRow } from './count.ts';
import { earlier, type RangeParams, rangeParams, recent } from './range.ts';

/**
 * SQLite merges sorted parts of a UNION ALL as it reads them, so a page costs what lies before it and nothing is sorted.
 * A statement takes at most 500 parts; a record with more buckets than this is sorted instead.
 */
const MOST_PARTS = 200;

/** Buckets that do not exist are left out. */
export function pageReader(
  db: Database.Database,
  buckets: BucketRows,
  count: CountInRow,
): (query: EventsQuery) => EventsPage {
  return ({ start, end, buckets: wanted, order, offset, limit }) => {
    const rows = buckets.list(wanted);
    const total = rows.reduce((sum, { row }) => sum + count(row, { start, end }), 0);
    const length = Math.min(limit, total - offset);
    if (length <= 0) return { total, events: [] };

    // What lies far from one end is near the other: read from there.
    const backwards = offset > total / 2;
    const descending = (order === 'newest') !== backwards;
    const skip = backwards ? total - offset - length : offset;
    const sql = pageSql(
      rows.map(({ row }) => row),
      descending,
    );
    const found = db.prepare<[PageParams], PageRow>(sql).all({ ...rangeParams({ start, end }), length, skip });
    if (backwards) found.reverse();
    const ids = new Map(rows.map(({ row, id }) => [row, id]));
    const events = found.map((event) => ({
      id: event.id,
      bucket: ids.get(event.bucket) ?? '',
      start: event.start,
      end: event.start + event.duration,
      data: JSON.parse(event.json) as EventRow['data'],
    }));
    return { total, events };
  };
}

type PageParams = RangeParams & { readonly length: number; readonly skip: number };
type PageRow = { id: number; bucket: number; start: number; duration: number; json: string };

function pageSql(rows: readonly number[], descending: boolean): string {
  const groups = rows.length <= MOST_PARTS ? rows.map((row) => `= ${row}`) : [`IN (${rows.join(',')})`];
  const columns = 'SELECT e.id, e.bucket, e.start, e.duration, e.data';
  const parts = groups.map((group) => columns + recent(group));
  parts.push(columns + earlier(`IN (${rows.join(',')})`));
  const order = descending ? 'ORDER BY start DESC, id DESC' : 'ORDER BY start, id';
  return `
    SELECT page.id, page.bucket, page.start, page.duration, (SELECT json FROM data WHERE row = page.data) AS json
    FROM (${parts.join(' UNION ALL ')} ${order} LIMIT @length OFFSET @skip) page ${order}`;
}
