/**
 * A bucket's events as the bytes of ActivityWatch's JSON array: newest first, clipped to the range.
 */
import type Database from 'better-sqlite3';
import type { EventRange } from '../store/operations.ts';
import type { BucketRows } from './bucket-rows.ts';
import { ByteWriter } from './byte-writer.ts';
import { earlier, rangeParams, recent } from './range.ts';
import { wireHead } from './wire.ts';

/** Rows are read so many at a time: quicker than one by one, and never all in memory. */
const PAGE = 4096;
/** Each distinct data is fetched once, as the bytes it is stored in; so many are kept. */
const MOST_DATA = 20_000;

type Row = [id: number, start: number, duration: number, data: number];

export type ListEvents = (bucket: string, range: EventRange, limit?: number) => Uint8Array<ArrayBuffer>;

/** The array's buffer is its own and may be transferred. */
export function listReader(db: Database.Database, buckets: BucketRows): ListEvents {
  // A page goes on where the one before it ended: at the events that start with its last one but have smaller ids.
  const select = (from: string) =>
    db
      .prepare<[object], Row>(`
        SELECT e.id, e.start, e.duration, e.data ${from} AND (e.start < @before OR e.id < @beforeId)
        ORDER BY e.start DESC, e.id DESC LIMIT @limit`)
      .raw();
  const parts = [select(recent()), select(earlier())];
  const json = db.prepare<[number], Buffer>('SELECT CAST(json AS BLOB) FROM data WHERE row = ?').pluck();

  return (id, range, limit = Number.MAX_SAFE_INTEGER) => {
    const bucket = buckets.get(id).row;
    const params = rangeParams(range);
    const distinct = new Map<number, Uint8Array>();
    const jsonOf = (row: number): Uint8Array => {
      const known = distinct.get(row);
      if (known !== undefined) return known;
      if (distinct.size >= MOST_DATA) distinct.clear();
      const bytes = json.get(row) ?? Buffer.from('{}');
      distinct.set(row, bytes);
      return bytes;
    };
    const writer = new ByteWriter();
    let left = limit;
    let separator = '';
    writer.ascii('[');
    for (const part of parts) {
      let page = { ...params, bucket, before: params.end + 1, beforeId: 0 };
      for (;;) {
        const rows = part.all({ ...page, limit: Math.max(0, Math.min(PAGE, left)) });
        for (const [event, start, duration, data] of rows) {
          const from = Math.max(start, params.start);
          const to = Math.min(start + duration, params.end);
          writer.ascii(separator + wireHead(event, from, to - from));
          writer.bytes(jsonOf(data));
          writer.ascii('}');
          separator = ',';
        }
        left -= rows.length;
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) break;
        page = { ...page, end: last[1], before: last[1], beforeId: last[0] };
      }
    }
    writer.ascii(']');
    return writer.joined();
  };
}
