/**
 * A bucket's events of a range, newest first (ties: larger id first), in pages: quicker than one by one, and never all in
 * memory. Reading can go on later, on another connection, from the last event seen.
 */
import type Database from 'better-sqlite3';
import type { EventRange, Place } from '../store/operations.ts';
import { earlier, rangeParams, recent } from './range.ts';

const PAGE = 4096;

/** Whole, not cut to the range; `data` is the row of the event's data. */
export type EventRow = [id: number, start: number, duration: number, data: number];

/** Of a bucket's row, not its id. `after`: only what comes after that event. */
export type EventRows = (
  bucket: number,
  range: EventRange,
  limit: number,
  after?: Place | null,
) => Iterable<EventRow[]>;

export function eventRows(db: Database.Database): EventRows {
  // A page goes on where the one before it ended: at the events that start with its last one but have smaller ids.
  const select = (from: string) =>
    db
      .prepare<[object], EventRow>(`
        SELECT e.id, e.start, e.duration, e.data ${from} AND (e.start < @before OR e.id < @beforeId)
        ORDER BY e.start DESC, e.id DESC LIMIT @limit`)
      .raw();
  const parts = [select(recent()), select(earlier())];

  return function* pages(bucket, range, limit, after = null) {
    const params = { ...rangeParams(range), bucket };
    let page = { ...params, before: params.end + 1, beforeId: 0 };
    if (after !== null) page = goOn(page, after);
    let left = limit;
    for (const part of parts) {
      for (;;) {
        const length = Math.max(0, Math.min(PAGE, left));
        const rows = part.all({ ...page, limit: length });
        left -= rows.length;
        const last = rows.at(-1);
        if (last === undefined) break;
        page = goOn(page, { id: last[0], start: last[1] });
        yield rows;
        if (rows.length < PAGE) break;
      }
    }
  };
}

/** Only `end` bounds the search in the index; `until` stays what was asked for. */
function goOn<P extends { end: number }>(page: P, { start, id }: Place): P & { before: number; beforeId: number } {
  return { ...page, end: Math.min(page.end, start), before: start, beforeId: id };
}

export type DataBytes = (row: number) => Uint8Array;

/** Each distinct data is fetched once, as the bytes it is stored in; so many are kept. */
const MOST_DATA = 20_000;

/** For one read: nothing is kept from one state of the file to the next. */
export function dataBytes(db: Database.Database): () => DataBytes {
  const json = db.prepare<[number], Buffer>('SELECT CAST(json AS BLOB) FROM data WHERE row = ?').pluck();
  return () => {
    const distinct = new Map<number, Uint8Array>();
    return (row) => {
      const known = distinct.get(row);
      if (known !== undefined) return known;
      if (distinct.size >= MOST_DATA) distinct.clear();
      const bytes = json.get(row) ?? Buffer.from('{}');
      distinct.set(row, bytes);
      return bytes;
    };
  };
}
