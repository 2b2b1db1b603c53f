/**
 * aw-server-rust's `sqlite.db` in its versions 1 to 6. Times are int64 nanoseconds since the epoch: too many digits for
 * JavaScript's numbers, so SQLite divides them.
 *
 * What differs between versions is which columns and tables there are: buckets have no data in 1; a column that may be
 * empty in 2, which 3 calls `data_deprecated` beside the right one; settings came with 4; 5 and 6 changed indexes only.
 */
import type Database from 'better-sqlite3';
import type { JsonObject } from '../../events/event.ts';
import { StoreError } from '../../store/store-error.ts';
import { bucketSpec } from './bucket-spec.ts';
import { columnsOf, DataTexts, jsonObject, jsonValue, readableTime, type Span, tellRows } from './foreign-rows.ts';
import { readableSettings } from './readable-settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { ImportSource, SourceBucket, SourceSink } from './source.ts';

const NEWEST_VERSION = 6;
/** From here on, an index gives a bucket's events by their start; before, one gives them by their id. */
const INDEXED_BY_START = 5;

const PREFIX = 'settings.';

interface BucketRow {
  readonly row: number;
  readonly name: string;
  readonly type: unknown;
  readonly client: unknown;
  readonly hostname: unknown;
  readonly created: unknown;
  readonly data: unknown;
  readonly deprecated: unknown;
}

/** Micros, floored; nanoseconds, as far as a number holds them; both null where the columns hold no whole numbers. */
type EventRow = readonly [start: number | null, length: number | null, data: unknown];

export const isRustRecord = (connection: Database.Database): boolean =>
  ['bucketrow', 'starttime', 'endtime', 'data'].every((column) => columnsOf(connection, 'events').has(column)) &&
  ['id', 'name', 'type', 'client', 'hostname'].every((column) => columnsOf(connection, 'buckets').has(column));

export class RustSource implements ImportSource {
  readonly kind = 'aw-server-rust';
  readonly total: number;
  readonly #snapshot: Snapshot;
  readonly #connection: Database.Database;
  readonly #version: number;
  readonly #rows: readonly BucketRow[];

  /** Fails with `invalid` where a newer aw-server-rust wrote it. `path` is what messages name. */
  constructor(snapshot: Snapshot, path: string) {
    const { connection } = snapshot;
    this.#snapshot = snapshot;
    this.#connection = connection;
    this.#version = connection.pragma('user_version', { simple: true }) as number;
    if (this.#version > NEWEST_VERSION) throw newer(path, this.#version);
    const columns = columnsOf(connection, 'buckets');
    const column = (name: string) => (columns.has(name) ? name : 'NULL');
    this.#rows = connection
      .prepare<[], BucketRow>(
        `SELECT id AS row, name, type, client, hostname, ${column('created')} AS created, ${column('data')} AS data,
                ${column('data_deprecated')} AS deprecated
         FROM buckets ORDER BY id`,
      )
      .all();
    this.total = connection.prepare<[], number>('SELECT count(*) FROM events').pluck().get() ?? 0;
  }

  read(sink: SourceSink): void {
    const order = this.#version >= INDEXED_BY_START ? 'starttime DESC, id DESC' : 'id DESC';
    const events = this.#connection
      .prepare<[number], EventRow>(
        `SELECT CASE WHEN typeof(starttime) = 'integer' THEN starttime / 1000 - (starttime % 1000 < 0) END,
                CASE WHEN typeof(endtime) = 'integer' THEN endtime - starttime END, data
         FROM events WHERE bucketrow = ? ORDER BY ${order}`,
      )
      .raw();
    const texts = new DataTexts();
    for (const [bucket, { row }] of this.#rows.entries()) tellRows(events.iterate(row), spanOf, texts, bucket, sink);
  }

  buckets(): readonly SourceBucket[] {
    return this.#rows.map(({ name, type, client, hostname, created, data, deprecated }) => {
      const own = jsonObject(data) ?? {};
      const kept = Object.keys(own).length > 0 ? own : (jsonObject(deprecated) ?? {});
      return bucketSpec(name, { type, client, hostname, created: readableTime(created), data: kept });
    });
  }

  settings(): JsonObject {
    if (columnsOf(this.#connection, 'key_value').size === 0) return {};
    const rows = this.#connection
      .prepare<[string], readonly [key: string, value: unknown]>(
        'SELECT key, value FROM key_value WHERE key GLOB ? ORDER BY key',
      )
      .raw()
      .all(`${PREFIX}*`);
    return readableSettings(rows.map(([key, value]) => [key.slice(PREFIX.length), jsonValue(value)]));
  }

  close(): void {
    this.#snapshot.close();
  }
}

function spanOf([start, length]: EventRow): Span {
  if (start === null || length === null) throw new StoreError('invalid', 'Its start or end is not a time.');
  // To the nearest microsecond of the seconds that its own export has, so that both are the same event.
  return { start, duration: Math.round((length / 1e9) * 1e6) };
}

const newer = (path: string, version: number): StoreError =>
  new StoreError(
    'invalid',
    `${path} was written by a newer aw-server-rust (version ${version} of its database; versions up to ${NEWEST_VERSION} can ` +
      'be read). Export all buckets as JSON in ActivityWatch (Raw Data), and import that file.',
  );
