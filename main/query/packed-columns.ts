/**
 * A bucket's events between two moments, read as digits instead of a row each: SQLite writes them in half the time that
 * rows take to become JavaScript's arrays, and they leave no garbage behind.
 *
 * Of each event there are two numbers, each in a list with commas between: how far it is into the time and its id, as
 * `start * 10^7 + id`, and `duration * 10^7 + data`. Where a number is too large for that, events are read as rows.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import { type Columns, type ColumnsRow, columnsOf, emptyColumns } from './columns.ts';

/** How many digits of a number are the id, or the data. */
const LOW_DIGITS = 7;
const LOW_LIMIT = 10 ** LOW_DIGITS;
/** SQLite goes on with floating point, which does not give the digits, beyond 2^63: 10^7 times as much as this. */
const HIGH_LIMIT: Micros = 2 ** 39;
const COMMA = 44;
const ZERO = 48;

interface Params {
  readonly row: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** The largest of each, and the digits; null where there is no event. */
type Packed = [
  count: number,
  duration: Micros | null,
  id: number | null,
  data: number | null,
  places: Buffer | null,
  contents: Buffer | null,
];

const NO_EVENTS: Packed = [0, null, null, null, null, null];

/**
 * Reads what starts from `from` up to, not including, `to`, sorted by start; there are 6 days between the two at most.
 * `row` is the bucket's.
 */
export type ReadColumns = (row: number, from: Micros, to: Micros) => Columns;

export function columnsReader(db: Database.Database): ReadColumns {
  const within = `FROM events e INDEXED BY events_by_start
    WHERE e.bucket = @row AND e.start >= @from AND e.start < @to`;
  // Numbers are bound as floating point, which would go on into the digits.
  const packed = db
    .prepare<[Params], Packed>(`
      SELECT count(*), max(e.duration), max(e.id), max(e.data),
        CAST(group_concat((e.start - CAST(@from AS INTEGER)) * ${LOW_LIMIT} + e.id) AS BLOB),
        CAST(group_concat(e.duration * ${LOW_LIMIT} + e.data) AS BLOB)
      ${within}`)
    .raw();
  const rows = db
    .prepare<[Params], ColumnsRow>(`SELECT e.start, e.duration, e.id, e.data ${within} ORDER BY e.start`)
    .raw();

  return (row, from, to) => {
    const params = { row, from, to };
    const [count, duration, id, data, places, contents] = packed.get(params) ?? NO_EVENTS;
    const columns = emptyColumns(count);
    if (places === null || contents === null) return columns;
    if ((duration ?? 0) < HIGH_LIMIT && (id ?? 0) < LOW_LIMIT && (data ?? 0) < LOW_LIMIT) {
      unpack(places, columns.start, columns.id);
      unpack(contents, columns.duration, columns.data);
      // What is summed up comes in the order of the index, but SQLite does not promise it.
      if (moveBy(from, columns.start)) return columns;
    }
    return columnsOf(rows.all(params));
  };
}

/** From the end, where the low digits of a number are: each digit is looked at once. */
function unpack(digits: Buffer, high: Float64Array, low: Float64Array | Uint32Array): void {
  let at = digits.length - 1;
  for (let i = high.length - 1; i >= 0; i--) {
    let value = 0;
    let unit = 1;
    let digit = (digits[at--] ?? COMMA) - ZERO;
    for (; digit >= 0 && unit < LOW_LIMIT; digit = (digits[at--] ?? COMMA) - ZERO) {
      value += digit * unit;
      unit *= 10;
    }
    low[i] = value;
    value = 0;
    unit = 1;
    for (; digit >= 0; digit = (digits[at--] ?? COMMA) - ZERO) {
      value += digit * unit;
      unit *= 10;
    }
    high[i] = value;
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
