/**
 * A bucket's events of a period as spans, cut to it, in the order in which transforms take them from a query program:
 * by their start within the period; of those that start together the one that began last comes first, and of those that
 * began together the one with the larger id (`query_bucket` gives the newest first, and sorting by start is stable).
 */
import type { Period } from '../../events/query-event.ts';
import type { BucketRow } from '../bucket-rows.ts';
import type { ColumnCache } from '../column-cache.ts';
import type { Columns } from '../columns.ts';
import type { DataObjects } from '../data-objects.ts';
import { SpanList, type Spans } from './spans.ts';

/** `what` is the data's number. */
export function bucketSpans(events: ColumnCache, data: DataObjects, bucket: BucketRow, period: Period): Spans {
  const pieces = [...events.read(bucket, period)];
  const spans = new SpanList(pieces.reduce((sum, { length }) => sum + length, 0));
  data.load(...pieces.map(({ data: rows }) => rows));
  for (const { length, start, duration, data: rows } of pieces) {
    for (let i = 0; i < length; i++) {
      const from = start[i] ?? 0;
      const to = from + (duration[i] ?? 0);
      spans.add(Math.max(from, period.start), Math.min(to, period.end), data.numberOf(rows[i] ?? 0));
    }
  }
  orderTies(spans, pieces);
  return spans;
}

/** Ties are few: most often those that reach into the period from before it. */
function orderTies(spans: SpanList, pieces: readonly Columns[]): void {
  const { length, start } = spans;
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && start[to] === start[from]) to++;
    if (to - from > 1) reorder(spans, from, to, pieces);
    from = to;
  }
}

function reorder(spans: SpanList, from: number, to: number, pieces: readonly Columns[]): void {
  const tied = Array.from({ length: to - from }, (_, index) => ({
    ...placeOf(pieces, from + index),
    end: spans.end[from + index] ?? 0,
    what: spans.what[from + index] ?? 0,
  }));
  tied.sort((a, b) => b.began - a.began || b.id - a.id);
  tied.forEach(({ end, what }, index) => {
    spans.end[from + index] = end;
    spans.what[from + index] = what;
  });
}

/** When the event at this index, all pieces counted through, began, and its id. */
function placeOf(pieces: readonly Columns[], index: number): { began: number; id: number } {
  let before = 0;
  for (const { length, start, id } of pieces) {
    if (index < before + length) return { began: start[index - before] ?? 0, id: id[index - before] ?? 0 };
    before += length;
  }
  return { began: 0, id: 0 };
}
