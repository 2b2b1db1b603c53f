/**
 * A bucket's events between two moments, read as digits instead of a row each: SQLite writes them in two thirds of the
 * time that rows take to become JavaScript's arrays, and they leave little garbage behind.
 *
 * Each column comes as one list with commas between. Starts are counted from the beginning of the time, which saves
 * digits; no number in them is negative.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import { type Columns, type ColumnsRow, columnsOf, emptyColumns } from './columns.ts';

const COMMA = 44;
const ZERO = 48;

interface Params {
  readonly row: number;
  readonly from: Micros;
  readonly to: Micros;
}

type Digits = Buffer | null;
type Packed = [count: number, starts: Digits, durations: Digits, ids: Digits, data: Digits];

const NO_EVENTS: Packed = [0, null, null, null, null];

/** Reads what starts from `from` up to, not including, `to`, sorted by start. `row` is the bucket's. */
export type ReadColumns = (row: number, from: Micros, to: Micros) => Columns;

export function columnsReader(db: Database.Database): ReadColumns {
  const within = `FROM events e INDEXED BY events_by_start
    WHERE e.bucket = @row AND e.start >= @from AND e.start < @to`;
  const list = (value: string) => `CAST(group_concat(${value}) AS BLOB)`;
  // Numbers are bound as floating point, which would go on into the digits.
  const start = 'e.start - CAST(@from AS INTEGER)';
  const packed = db
    .prepare<[Params], Packed>(
      `SELECT count(*), ${list(start)}, ${list('e.duration')}, ${list('e.id')}, ${list('e.data')} ${within}`,
    )
    .raw();
  const rows = db
    .prepare<[Params], ColumnsRow>(`SELECT e.start, e.duration, e.id, e.data ${within} ORDER BY e.start`)
    .raw();

  return (row, from, to) => {
    const params = { row, from, to };
    const [count, starts, durations, ids, data] = packed.get(params) ?? NO_EVENTS;
    const columns = emptyColumns(count);
    if (starts === null || durations === null || ids === null || data === null) return columns;
    unpack(starts, columns.start);
    // What is summed up comes in the order of the index, but SQLite does not promise it.
    if (!moveBy(from, columns.start)) return columnsOf(rows.all(params));
    unpack(durations, columns.duration);
    unpack(ids, columns.id);
    unpack(data, columns.data);
    return columns;
  };
}

function unpack(digits: Uint8Array, into: Float64Array | Uint32Array): void {
  const { length } = digits;
  let at = 0;
  for (let i = 0; i < into.length; i++) {
    let value = 0;
    for (; at < length; at++) {
      const digit = digits[at] ?? COMMA;
      if (digit === COMMA) break;
      value = 10 * value + (digit - ZERO);
    }
    at++;
    into[i] = value;
  }
}

/** Whether they are sorted. */
function moveBy(from: Micros, starts: Float64Array): boolean {
  let before = 0;
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? 0;
    if (start < before) return false;
    before = start;
    starts[i] = from + start;
  }
  return true;
}
