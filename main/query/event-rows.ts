/**
 * A bucket's events of a range, newest first (ties: larger id first), in pages: quicker than one by one, and never all in
 * memory. Reading can go on later, on another connection, from the last event seen.
 */
import type Database from 'better-sqlite3';
import type { EventRange, Place } from '../store/operations.ts';
import { dataTexts } from './data-texts.ts';
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

/** The data of events, each distinct one as the text it is stored in. */
export interface DataOfRows {
  /** Makes `of` know the data of these events; what it knew before may be forgotten. */
  load(rows: readonly EventRow[]): void;
  of(data: number): string;
}

/** So many texts are kept. */
const MOST_DATA = 20_000;

/** For one read: nothing is kept from one state of the file to the next. */
export function dataOfRows(db: Database.Database): () => DataOfRows {
  const read = dataTexts(db);
  return () => {
    const texts = new Map<number, string>();
    return {
      load(rows) {
        if (texts.size >= MOST_DATA) texts.clear();
        const missing = new Set<number>();
        for (const [, , , data] of rows) if (!texts.has(data)) missing.add(data);
        const sorted = [...missing].sort((a, b) => a - b);
        read(sorted, (data, json) => texts.set(data, json ?? '{}'));
      },
      of: (data) => texts.get(data) ?? '{}',
    };
  };
}
