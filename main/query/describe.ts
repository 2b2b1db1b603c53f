/**
 * What lies in a stretch of a bucket: the labels with the most time in it.
 */
import type Database from 'better-sqlite3';
import type { Breakdown } from '../../preload/contract/schemas.ts';
import type { Micros } from '../events/event.ts';
import type { BucketRows } from './bucket-rows.ts';
import type { Labels } from './labels.ts';
import { earlier, rangeParams, recent } from './range.ts';

const MOST_ROWS = 8;

export interface DescribeQuery {
  readonly bucket: string;
  readonly start: Micros;
  readonly end: Micros;
}

/**
 * Time is counted inside the stretch. An event that only touches its edge is not in it, so that the breakdown of a block
 * does not count its neighbour; one without a duration is, at the edge too.
 */
export function describeReader(
  db: Database.Database,
  buckets: BucketRows,
  labels: Labels,
): (query: DescribeQuery) => Breakdown {
  const inside = 'AND (e.duration = 0 OR (e.start < @end AND e.start + e.duration > @start))';
  const select = db
    .prepare<[object], [data: number, count: number, busy: Micros]>(`
      SELECT data, count(*), sum(min(start + duration, @end) - max(start, @start))
      FROM (SELECT e.start, e.duration, e.data ${recent()} ${inside}
        UNION ALL SELECT e.start, e.duration, e.data ${earlier()} ${inside})
      GROUP BY data`)
    .raw();

  return ({ bucket, start, end }) => {
    const found = select.all({ ...rangeParams({ start, end }), bucket: buckets.get(bucket).row });
    labels.load(found.map(([data]) => data));
    const byLabel = new Map<string, Breakdown['rows'][number]>();
    for (const [data, count, busy] of found) {
      const key = labels.key(labels.keyOf(data));
      const title = labels.title(data);
      const name = JSON.stringify([key, title]);
      const before = byLabel.get(name) ?? { key, title, busy: 0, count: 0 };
      byLabel.set(name, { key, title, busy: before.busy + busy, count: before.count + count });
    }
    const rows = [...byLabel.values()].sort((a, b) => b.busy - a.busy || b.count - a.count);
    const others = total(rows.splice(MOST_ROWS));
    const { count, busy } = total([...rows, others]);
    return { events: count, busy, rows, others };
  };
}

function total(rows: readonly { count: number; busy: Micros }[]): { count: number; busy: Micros } {
  return rows.reduce((sum, row) => ({ count: sum.count + row.count, busy: sum.busy + row.busy }), {
    count: 0,
    busy: 0,
  });
}
