/** What is in the file when no Daytrail has it open, read with SQLite alone. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface RecordedEvent {
  readonly bucket: string;
  /** Integer µs. */
  readonly start: number;
  readonly duration: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** In the order of buckets and starts. */
export function readRecord(file: string): readonly RecordedEvent[] {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const rows = database
      .prepare<[], { bucket: string; start: number; duration: number; json: string }>(
        `SELECT buckets.id AS bucket, events.start, events.duration, data.json
           FROM events JOIN buckets ON buckets.row = events.bucket JOIN data ON data.row = events.data
          ORDER BY buckets.id, events.start, events.id`,
      )
      .all();
    return rows.map(({ bucket, start, duration, json }) => ({ bucket, start, duration, data: JSON.parse(json) }));
  } finally {
    database.close();
  }
}

/** A write-ahead log that is still there shows that closing did not finish. */
export function hasWriteAheadLog(file: string): boolean {
  return existsSync(`${file}-wal`);
}

/** Keeps every other writer out of the file, as a backup or a damaged disk would, until it is let go. */
export function blockWriting(file: string): () => void {
  const database = new Database(file, { timeout: 5000 });
  database.exec('BEGIN IMMEDIATE');
  return () => database.close();
}
