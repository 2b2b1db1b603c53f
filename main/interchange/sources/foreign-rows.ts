/** What the readers of ActivityWatch's databases share: their tables, times and JSON as they lie in columns. */
import type Database from 'better-sqlite3';
import { refuseProto } from '../../api/json-body.ts';
import { parseTimestamp } from '../../api/timestamp.ts';
import type { Json, JsonObject, Micros } from '../../events/event.ts';
import { messageOf } from '../../lifecycle/message-of.ts';
import { StoreError } from '../../store/store-error.ts';
import { checkData, checkSpan } from '../../store/validate.ts';
import type { SourceSink } from './source.ts';

/** The table's columns; none where there is no such table. A view does not count: nothing but data is read. */
export function columnsOf(connection: Database.Database, table: string): ReadonlySet<string> {
  const isTable = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
  if (isTable === undefined) return new Set();
  return new Set(connection.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table));
}

/** A time of creation that cannot be read is no reason to leave a bucket behind: it then counts as missing. */
export function readableTime(created: unknown): string | undefined {
  if (typeof created !== 'string') return undefined;
  try {
    parseTimestamp(created, 'created');
    return created;
  } catch {
    return undefined;
  }
}

/** A value from a column of JSON; undefined where it is none. */
export function jsonValue(text: unknown): Json | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** An object from a column of JSON; null where it is none. */
export function jsonObject(text: unknown): JsonObject | null {
  const value = jsonValue(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Distinct texts remembered, of up to so many characters: as many as a busy month has, and no more than some megabytes. */
const KNOWN = 25_000;
const LONGEST_KNOWN = 1000;

export interface Span {
  readonly start: Micros;
  readonly duration: Micros;
}

/** Tells a bucket's events, each a row whose last column is its data. `spanOf` throws where a row has no start and length. */
export function tellRows<Row extends readonly [...unknown[], unknown]>(
  rows: Iterable<Row>,
  spanOf: (row: Row) => Span,
  texts: DataTexts,
  bucket: number,
  sink: SourceSink,
): void {
  for (const row of rows) {
    let span: Span;
    let data: string;
    try {
      span = spanOf(row);
      checkSpan({ start: span.start, end: span.start + span.duration, data: NONE });
      data = texts.canonical(row[row.length - 1]);
    } catch (error) {
      sink.refused(bucket, messageOf(error));
      continue;
    }
    sink.event(bucket, span.start, span.duration, data);
  }
}

const NONE: JsonObject = {};

/** Events' data as canonical JSON. The same texts come again and again, and need parsing once. */
export class DataTexts {
  #recent = new Map<string, string>();
  #older = new Map<string, string>();

  /** Throws where it cannot be stored. */
  canonical(text: unknown): string {
    if (typeof text !== 'string') throw new StoreError('invalid', 'Its data is not a text of JSON.');
    const known = this.#recent.get(text) ?? this.#older.get(text);
    if (known !== undefined) return known;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new StoreError('invalid', 'Its data is not valid JSON.');
    }
    const canonical = checkData(value as JsonObject);
    refuseProto(value);
    if (text.length > LONGEST_KNOWN) return canonical;
    if (this.#recent.size >= KNOWN) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, canonical);
    return canonical;
  }
}
