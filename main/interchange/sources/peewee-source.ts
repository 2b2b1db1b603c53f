/**
 * aw-server's `peewee-sqlite.v2.db`. Times are texts as Python writes them, with or without a fraction and an offset
 * (without: UTC); lengths are decimal seconds, as numbers or texts. Its settings are in a file of JSON elsewhere.
 */
import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { parseTimestamp } from '../../api/timestamp.ts';
import { parseDuration } from '../../api/wire.ts';
import type { JsonObject } from '../../events/event.ts';
import { StoreError } from '../../store/store-error.ts';
import { bucketSpec } from './bucket-spec.ts';
import { columnsOf, DataTexts, jsonObject, readableTime, type Span, tellRows } from './foreign-rows.ts';
import { readableSettings } from './readable-settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { ImportSource, SourceBucket, SourceSink } from './source.ts';

interface BucketRow {
  readonly row: number;
  readonly id: string;
  readonly created: unknown;
  readonly name: unknown;
  readonly type: unknown;
  readonly client: unknown;
  readonly hostname: unknown;
  readonly data: unknown;
}

type EventRow = readonly [timestamp: unknown, duration: unknown, data: unknown];

export const isPeeweeRecord = (connection: Database.Database): boolean =>
  ['bucket_id', 'timestamp', 'duration', 'datastr'].every((column) =>
    columnsOf(connection, 'eventmodel').has(column),
  ) && ['key', 'id', 'type', 'client', 'hostname'].every((column) => columnsOf(connection, 'bucketmodel').has(column));

export class PeeweeSource implements ImportSource {
  readonly kind = 'aw-server';
  readonly total: number;
  readonly #snapshot: Snapshot;
  readonly #settingsFile: string | null;
  readonly #rows: readonly BucketRow[];

  /** `settingsFile`: where the settings are that belong to it; null: nowhere. */
  constructor(snapshot: Snapshot, settingsFile: string | null) {
    const { connection } = snapshot;
    this.#snapshot = snapshot;
    this.#settingsFile = settingsFile;
    const columns = columnsOf(connection, 'bucketmodel');
    const column = (name: string) => (columns.has(name) ? name : 'NULL');
    this.#rows = connection
      .prepare<[], BucketRow>(
        `SELECT key AS row, id, ${column('created')} AS created, ${column('name')} AS name, type, client, hostname,
                ${column('datastr')} AS data
         FROM bucketmodel ORDER BY key`,
      )
      .all();
    this.total = connection.prepare<[], number>('SELECT count(*) FROM eventmodel').pluck().get() ?? 0;
  }

  read(sink: SourceSink): void {
    const events = this.#snapshot.connection
      .prepare<[number], EventRow>(
        'SELECT timestamp, duration, datastr FROM eventmodel WHERE bucket_id = ? ORDER BY id DESC',
      )
      .raw();
    const texts = new DataTexts();
    for (const [bucket, { row }] of this.#rows.entries()) tellRows(events.iterate(row), spanOf, texts, bucket, sink);
  }

  buckets(): readonly SourceBucket[] {
    return this.#rows.map(({ id, created, name, type, client, hostname, data }) =>
      bucketSpec(id, { type, client, hostname, name, created: readableTime(created), data: jsonObject(data) ?? {} }),
    );
  }

  settings(): JsonObject {
    const text = this.#settingsFile === null ? null : readText(this.#settingsFile);
    return readableSettings(Object.entries(jsonObject(text) ?? {}));
  }

  close(): void {
    this.#snapshot.close();
  }
}

function spanOf([timestamp, duration]: EventRow): Span {
  if (typeof timestamp !== 'string') throw new StoreError('invalid', 'Its timestamp is not a text.');
  return { start: parseTimestamp(timestamp, 'timestamp'), duration: parseDuration(asNumber(duration), 'duration') };
}

/** A decimal column keeps texts that are numbers as numbers; other columns keep them as texts. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value;

/** Null where it cannot be read: the record is worth having without its settings. */
function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}
