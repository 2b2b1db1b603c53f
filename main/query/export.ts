/**
 * A bucket's events as the text of an export, newest first and cut to the range, in pieces of about 1 MB, so that an
 * export of any size needs the memory of one piece.
 */
import type Database from 'better-sqlite3';
import type { JsonObject } from '../events/event.ts';
import { csvData } from '../interchange/csv.ts';
import type { ExportPiece, ExportQuery } from '../store/operations.ts';
import type { BucketRows } from './bucket-rows.ts';
import { ByteWriter } from './byte-writer.ts';
import { dataBytes, eventRows } from './event-rows.ts';
import { clipped } from './range.ts';
import { formatTimestamp, secondsText, wireHead } from './wire.ts';

const PIECE_BYTES = 1_048_576;

export function exportReader(db: Database.Database, buckets: BucketRows): (query: ExportQuery) => ExportPiece {
  const pages = eventRows(db);
  const newData = dataBytes(db);
  return ({ bucket, range, format, limit, after }) => {
    const { row } = buckets.get(bucket);
    const clip = clipped(range);
    const dataOf = newData();
    const tailOf = format.kind === 'json' ? dataOf : csvTails(format.keys, dataOf);
    const writer = new ByteWriter();
    let written = 0;
    for (const rows of pages(row, range, limit, after)) {
      for (const [id, start, duration, data] of rows) {
        const [from, to] = clip(start, duration);
        if (format.kind === 'json') {
          writer.ascii((after === null && written === 0 ? '' : ',') + wireHead(id, from, to - from));
          writer.bytes(tailOf(data));
          writer.ascii('}');
        } else {
          writer.ascii(`${formatTimestamp(from)},${secondsText(to - from)}`);
          writer.bytes(tailOf(data));
        }
        written++;
        if (writer.length >= PIECE_BYTES) return { bytes: writer.joined(), written, next: { id, start } };
      }
    }
    return { bytes: writer.joined(), written, next: null };
  };
}

/** A row of values costs once per distinct data, as JSON does. */
function csvTails(keys: readonly string[], dataOf: (row: number) => Uint8Array): (row: number) => Uint8Array {
  const tails = new Map<number, Uint8Array>();
  return (row) => {
    const known = tails.get(row);
    if (known !== undefined) return known;
    const data = JSON.parse(Buffer.from(dataOf(row)).toString()) as JsonObject;
    const tail = Buffer.from(csvData(keys, data));
    tails.set(row, tail);
    return tail;
  };
}

/** The keys of all data in a bucket, each once, sorted. */
export function keysReader(db: Database.Database, buckets: BucketRows): (bucket: string) => readonly string[] {
  const select = db
    .prepare<[number], string>(`
      SELECT DISTINCT pair.key
      FROM (SELECT DISTINCT data FROM events INDEXED BY events_by_start WHERE bucket = ?) used
      JOIN data ON data.row = used.data, json_each(data.json) pair
      ORDER BY pair.key`)
    .pluck();
  return (bucket) => select.all(buckets.get(bucket).row);
}
