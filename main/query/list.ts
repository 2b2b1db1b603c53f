/**
 * A bucket's events as the bytes of ActivityWatch's JSON array: newest first, clipped to the range.
 */
import type Database from 'better-sqlite3';
import type { EventRange } from '../store/operations.ts';
import type { BucketRows } from './bucket-rows.ts';
import { ByteWriter } from './byte-writer.ts';
import { dataOfRows, eventRows } from './event-rows.ts';
import { clipped } from './range.ts';
import { wireHead } from './wire.ts';

export type ListEvents = (bucket: string, range: EventRange, limit?: number) => Uint8Array<ArrayBuffer>;

/** The array's buffer is its own and may be transferred. */
export function listReader(db: Database.Database, buckets: BucketRows): ListEvents {
  const pages = eventRows(db);
  const newData = dataOfRows(db);
  return (id, range, limit = Number.MAX_SAFE_INTEGER) => {
    const bucket = buckets.get(id).row;
    const clip = clipped(range);
    const texts = newData();
    const writer = new ByteWriter();
    let separator = '';
    writer.ascii('[');
    for (const rows of pages(bucket, range, limit)) {
      texts.load(rows);
      for (const [event, start, duration, data] of rows) {
        const [from, to] = clip(start, duration);
        writer.ascii(separator + wireHead(event, from, to - from));
        writer.text(texts.of(data));
        separator = '},';
      }
    }
    writer.ascii(separator === '' ? ']' : '}]');
    return writer.joined();
  };
}
