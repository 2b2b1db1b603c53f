/**
 * Query programs over the record.
 */
import type { Period } from '../events/query-event.ts';
import type { BucketRows } from './bucket-rows.ts';
import type { ColumnCache } from './column-cache.ts';
import type { Columns } from './columns.ts';
import type { CountInRow } from './count.ts';
import type { DataObjects } from './data-objects.ts';
import { type EventColumns, eventColumns } from './language/event-list.ts';
import type { EventSource } from './language/functions.ts';
import { ProgramData } from './language/program-data.ts';
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
  const memory = programMemory(parts.data);
  return (program: QueryProgram, givenUp?: SharedArrayBuffer): QueryAnswer => {
    const flag = givenUp === undefined ? null : new Int32Array(givenUp);
    return runQuery(program, sourceOf(parts, memory), {
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

/** What programs make of data is remembered as long as the data is. */
function programMemory(data: DataObjects): () => ProgramData {
  let memory: ProgramData | null = null;
  let generation = Number.NaN;
  return () => {
    if (memory === null || memory.isFull || generation !== data.generation) {
      generation = data.generation;
      memory = new ProgramData((number) => data.object(number));
    }
    return memory;
  };
}

function sourceOf({ buckets, count, events, data }: RecordParts, memory: () => ProgramData): EventSource {
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
      return newestFirst(pieces, count, data, period);
    },
    data: memory,
  };
}

/**
 * The events of pieces that follow each other, each sorted by start, cut to the period; of those that start together the
 * one with the larger id comes first.
 */
function newestFirst(pieces: readonly Columns[], count: number, objects: DataObjects, period: Period): EventColumns {
  const columns = eventColumns(count);
  let at = 0;
  let before = Number.NaN;
  let together = 0;
  for (const { length, id, start, duration, data } of pieces.toReversed()) {
    for (let i = length - 1; i >= 0; i--) {
      const from = start[i] ?? 0;
      if (from !== before) {
        largerIdsFirst(columns, together, at);
        together = at;
        before = from;
      }
      columns.id[at] = id[i] ?? 0;
      columns.start[at] = Math.max(from, period.start);
      columns.end[at] = Math.min(from + (duration[i] ?? 0), period.end);
      columns.data[at] = objects.numberOf(data[i] ?? 0);
      at++;
    }
  }
  largerIdsFirst(columns, together, at);
  return columns;
}

/** Few start together, and those mostly stand as they should. */
function largerIdsFirst(columns: EventColumns, from: number, to: number): void {
  if (to - from < 2) return;
  const ids = columns.id.slice(from, to);
  if (ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0))) return;
  const { end, data } = { end: columns.end.slice(from, to), data: columns.data.slice(from, to) };
  const places = Array.from(ids, (_, place) => place).sort((a, b) => (ids[b] ?? 0) - (ids[a] ?? 0));
  places.forEach((place, index) => {
    columns.id[from + index] = ids[place] ?? 0;
    columns.end[from + index] = end[place] ?? 0;
    columns.data[from + index] = data[place] ?? 0;
  });
}
