/**
 * Query programs over the record.
 */
import { during, type Period, type QueryEvent } from '../events/query-event.ts';
import type { BucketRows } from './bucket-rows.ts';
import type { ColumnCache } from './column-cache.ts';
import type { Columns } from './columns.ts';
import type { CountInRow } from './count.ts';
import type { DataObjects } from './data-objects.ts';
import type { EventSource } from './language/functions.ts';
import { type QueryAnswer, type QueryProgram, runQuery } from './language/run-query.ts';

interface RecordParts {
  readonly buckets: BucketRows;
  readonly count: CountInRow;
  readonly events: ColumnCache;
  readonly data: DataObjects;
}

/**
 * `givenUp`: one Int32 that turns from 0 once nobody waits for the answer; it is shared, since this thread hears of nothing
 * while a program runs. A program runs for `ms` at most.
 */
export function programReader(parts: RecordParts, ms: number) {
  return (program: QueryProgram, givenUp?: SharedArrayBuffer): QueryAnswer => {
    const flag = givenUp === undefined ? null : new Int32Array(givenUp);
    return runQuery(program, sourceOf(parts), {
      ms,
      cancelled: () => flag !== null && Atomics.load(flag, 0) !== 0,
      stopped() {
        // Wherever it was stopped, that may have been halfway through remembering something.
        parts.events.forgetAll();
        parts.data.forget();
      },
    });
  };
}

function sourceOf({ buckets, count, events, data }: RecordParts): EventSource {
  return {
    buckets: () => buckets.list(),
    has: (bucket) => buckets.find(bucket) !== undefined,
    count: (bucket, period) => count(buckets.get(bucket).row, period),
    events(bucket, period, reserve) {
      const pieces: Columns[] = [];
      let count = 0;
      for (const columns of events.read(buckets.get(bucket), period)) {
        count += columns.length;
        reserve(count);
        pieces.push(columns);
      }
      data.load(...pieces.map((columns) => columns.data));
      const list: QueryEvent[] = [];
      for (const columns of pieces) for (let i = 0; i < columns.length; i++) list.push(eventAt(columns, i, data));
      sortNewestFirst(list);
      list.forEach((event, index) => {
        list[index] = cut(event, period);
      });
      return list;
    },
  };
}

/** They come sorted by start, so that turning them round is enough unless some start together. */
function sortNewestFirst(events: QueryEvent[]): void {
  events.reverse();
  const sorted = events.every(
    (event, index) => index === 0 || newestFirst(events[index - 1] as QueryEvent, event) <= 0,
  );
  if (!sorted) events.sort(newestFirst);
}

const newestFirst = (a: QueryEvent, b: QueryEvent): number => b.start - a.start || (b.id ?? 0) - (a.id ?? 0);

function eventAt({ id, start, duration, data }: Columns, at: number, objects: DataObjects): QueryEvent {
  const from = start[at] ?? 0;
  return { id: id[at] ?? 0, start: from, end: from + (duration[at] ?? 0), data: objects.get(data[at] ?? 0) };
}

function cut(event: QueryEvent, { start, end }: Period): QueryEvent {
  return during(event, Math.max(event.start, start), Math.min(event.end, end));
}
