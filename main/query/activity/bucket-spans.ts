/**
 * A bucket's events of a period as spans, cut to it, in the order in which transforms take them from a query program:
 * by their start within the period; of those that start together the one that began last comes first, and of those that
 * began together the one with the larger id (`query_bucket` gives the newest first, and sorting by start is stable).
 */
import type { Micros } from '../../events/event.ts';
import type { Period } from '../../events/query-event.ts';
import type { BucketRow } from '../bucket-rows.ts';
import type { ColumnCache } from '../column-cache.ts';
import type { DataObjects } from '../data-objects.ts';
import { SpanList, type Spans } from './spans.ts';

/** `what` is the data's number. */
export function bucketSpans(events: ColumnCache, data: DataObjects, bucket: BucketRow, period: Period): Spans {
  const spans = new SpanList();
  const began: Micros[] = [];
  const ids: number[] = [];
  for (const { length, start, duration, id, data: rows } of events.read(bucket, period)) {
    data.load(rows);
    for (let i = 0; i < length; i++) {
      const from = start[i] ?? 0;
      const to = from + (duration[i] ?? 0);
      began.push(from);
      ids.push(id[i] ?? 0);
      spans.add(Math.max(from, period.start), Math.min(to, period.end), data.numberOf(rows[i] ?? 0));
    }
  }
  orderTies(spans, began, ids);
  return spans;
}

/** Ties are few: most often those that reach into the period from before it. */
function orderTies(spans: SpanList, began: readonly Micros[], ids: readonly number[]): void {
  for (let from = 0; from < spans.length; ) {
    let to = from + 1;
    while (to < spans.length && spans.start[to] === spans.start[from]) to++;
    if (to - from > 1) reorder(spans, from, to, began, ids);
    from = to;
  }
}

function reorder(spans: SpanList, from: number, to: number, began: readonly Micros[], ids: readonly number[]): void {
  const order = Array.from({ length: to - from }, (_, index) => from + index);
  order.sort((a, b) => (began[b] ?? 0) - (began[a] ?? 0) || (ids[b] ?? 0) - (ids[a] ?? 0));
  const ends = order.map((index) => spans.end[index] ?? 0);
  const whats = order.map((index) => spans.what[index] ?? 0);
  spans.end.set(ends, from);
  spans.what.set(whats, from);
}
