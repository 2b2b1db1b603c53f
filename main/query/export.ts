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
import { type DataOfRows, dataOfRows, eventRows } from './event-rows.ts';
import { clipped } from './range.ts';
import { formatTimestamp, secondsText, wireHead } from './wire.ts';

const PIECE_BYTES = 1_048_576;

export function exportReader(db: Database.Database, buckets: BucketRows): (query: ExportQuery) => ExportPiece {
  const pages = eventRows(db);
  const newData = dataOfRows(db);
  return ({ bucket, range, format, limit, after }) => {
    const { row } = buckets.get(bucket);
    const clip = clipped(range);
    const texts = newData();
    const tailOf = format.kind === 'json' ? (data: number) => `${texts.of(data)}}` : csvTails(format.keys, texts);
    const writer = new ByteWriter();
    let written = 0;
    for (const rows of pages(row, range, limit, after)) {
      texts.load(rows);
      for (const [id, start, duration, data] of rows) {
        const [from, to] = clip(start, duration);
        if (format.kind === 'json') {
          writer.ascii((after === null && written === 0 ? '' : ',') + wireHead(id, from, to - from));
          writer.text(tailOf(data));
        } else {
          writer.ascii(`${formatTimestamp(from)},${secondsText(to - from)}`);
          writer.text(tailOf(data));
        }
        written++;
        if (writer.length >= PIECE_BYTES) return { bytes: writer.joined(), written, next: { id, start } };
      }
    }
    return { bytes: writer.joined(), written, next: null };
  };
}

/** A row of values costs once per distinct data, as JSON does. */
function csvTails(keys: readonly string[], texts: DataOfRows): (data: number) => string {
  const tails = new Map<number, string>();
  return (data) => {
    const known = tails.get(data);
    if (known !== undefined) return known;
    const tail = csvData(keys, JSON.parse(texts.of(data)) as JsonObject);
    tails.set(data, tail);
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
