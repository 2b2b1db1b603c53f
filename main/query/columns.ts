/**
 * Events in columns: 28 bytes each, without an object per event.
 */
import type { Micros } from '../events/event.ts';

/** Columns of equal length, sorted by start. `data` holds rows of the data table: no file holds 2^32 distinct ones. */
export interface Columns {
  readonly length: number;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  readonly id: Float64Array;
  readonly data: Uint32Array;
}

export const BYTES_PER_EVENT = 28;

/** One event, in the order in which statements select it. */
export type ColumnsRow = [start: Micros, duration: Micros, id: number, data: number];

/** Rows from `from` up to, not including, `to`. */
export function columnsOf(rows: readonly ColumnsRow[], from = 0, to = rows.length): Columns {
  const columns = emptyColumns(to - from);
  for (let i = from; i < to; i++) {
    const row = rows[i];
    if (row === undefined) break;
    columns.start[i - from] = row[0];
    columns.duration[i - from] = row[1];
    columns.id[i - from] = row[2];
    columns.data[i - from] = row[3];
  }
  return columns;
}

/** To be filled. In one piece of memory. */
export function emptyColumns(length: number): Columns {
  const buffer = new ArrayBuffer(length * BYTES_PER_EVENT);
  return {
    length,
    start: new Float64Array(buffer, 0, length),
    duration: new Float64Array(buffer, 8 * length, length),
    id: new Float64Array(buffer, 16 * length, length),
    data: new Uint32Array(buffer, 24 * length, length),
  };
}

/** How many events start before `moment`. */
export function startingBefore({ start, length }: Columns, moment: Micros): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((start[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A part of the same memory. */
export function slice(columns: Columns, from: number, to: number): Columns {
  if (from === 0 && to === columns.length) return columns;
  return {
    length: to - from,
    start: columns.start.subarray(from, to),
    duration: columns.duration.subarray(from, to),
    id: columns.id.subarray(from, to),
    data: columns.data.subarray(from, to),
  };
}

/** A copy of the events that end at or after `moment`. */
export function endingFrom({ length, start, duration, id, data }: Columns, moment: Micros): Columns {
  const rows: ColumnsRow[] = [];
  for (let i = 0; i < length; i++) {
    const row: ColumnsRow = [start[i] ?? 0, duration[i] ?? 0, id[i] ?? 0, data[i] ?? 0];
    if (row[0] + row[1] >= moment) rows.push(row);
  }
  return columnsOf(rows);
}
