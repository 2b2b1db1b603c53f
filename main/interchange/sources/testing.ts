/**
 * ActivityWatch's databases, made for tests as its servers made them, version by version.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { NINE, temporaryFolder } from '../../store/testing.ts';
import type { ImportSource } from './source.ts';

export { NINE, temporaryFolder };

/** The same moment in nanoseconds. */
export const NINE_NS = BigInt(NINE) * 1000n;

const RUST_STEPS: readonly string[] = [
  `CREATE TABLE buckets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, type TEXT NOT NULL,
     client TEXT NOT NULL, hostname TEXT NOT NULL, created TEXT NOT NULL);
   CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, bucketrow INTEGER NOT NULL, starttime INTEGER NOT NULL,
     endtime INTEGER NOT NULL, data TEXT NOT NULL, FOREIGN KEY (bucketrow) REFERENCES buckets(id));
   CREATE INDEX bucket_id_index ON buckets(id);
   CREATE INDEX events_bucketrow_index ON events(bucketrow);
   CREATE INDEX events_starttime_index ON events(starttime);
   CREATE INDEX events_endtime_index ON events(endtime);`,
  "ALTER TABLE buckets ADD COLUMN data TEXT DEFAULT '{}';",
  `ALTER TABLE buckets RENAME COLUMN data TO data_deprecated;
   ALTER TABLE buckets ADD COLUMN data TEXT NOT NULL DEFAULT '{}';`,
  'CREATE TABLE key_value (key TEXT PRIMARY KEY, value TEXT, last_modified NUMBER NOT NULL);',
  `DROP INDEX events_bucketrow_index; DROP INDEX events_starttime_index; DROP INDEX events_endtime_index;
   CREATE INDEX events_bucketrow_starttime_endtime_index ON events(bucketrow, starttime DESC, endtime);`,
  'CREATE INDEX events_bucketrow_endtime_starttime_index ON events(bucketrow, endtime, starttime DESC);',
];

export const RUST_VERSIONS = RUST_STEPS.map((_, at) => at + 1);

/** An empty record of aw-server-rust; closed when the test ends. */
export function rustDatabase(file: string, version = 6): Database.Database {
  const connection = opened(file);
  connection.exec(RUST_STEPS.slice(0, version).join('\n'));
  connection.pragma(`user_version = ${version}`);
  return connection;
}

export function addRustBucket(connection: Database.Database, name: string, hostname = 'laptop'): number {
  const { lastInsertRowid } = connection
    .prepare('INSERT INTO buckets (name, type, client, hostname, created) VALUES (?, ?, ?, ?, ?)')
    .run(name, 'currentwindow', 'aw-watcher-window', hostname, '2026-02-01T10:00:00.123456789+00:00');
  return Number(lastInsertRowid);
}

/** `start` and `length` in nanoseconds; whatever is given is stored as it is. */
export function addRustEvent(
  connection: Database.Database,
  bucket: number,
  [start, end]: readonly [unknown, unknown],
  data: unknown = '{"app":"Code","title":"x"}',
): void {
  connection
    .prepare('INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (?, ?, ?, ?)')
    .run(bucket, start, end, data);
}

/** An empty record of aw-server. `datastr`: whether buckets have data, as they do since 2021. */
export function peeweeDatabase(file: string, { datastr = true } = {}): Database.Database {
  const connection = opened(file);
  connection.exec(`
    CREATE TABLE bucketmodel (key INTEGER NOT NULL PRIMARY KEY, id VARCHAR(255) NOT NULL, created DATETIME NOT NULL,
      name VARCHAR(255), type VARCHAR(255) NOT NULL, client VARCHAR(255) NOT NULL,
      hostname VARCHAR(255) NOT NULL${datastr ? ', datastr VARCHAR(255)' : ''});
    CREATE UNIQUE INDEX bucketmodel_id ON bucketmodel (id);
    CREATE TABLE eventmodel (id INTEGER NOT NULL PRIMARY KEY, bucket_id INTEGER NOT NULL, timestamp DATETIME NOT NULL,
      duration DECIMAL(10, 5) NOT NULL, datastr VARCHAR(255) NOT NULL,
      FOREIGN KEY (bucket_id) REFERENCES bucketmodel (key));
    CREATE INDEX eventmodel_bucket_id ON eventmodel (bucket_id);
    CREATE INDEX eventmodel_timestamp ON eventmodel (timestamp);`);
  return connection;
}

export function addPeeweeBucket(connection: Database.Database, id: string, hostname = 'laptop'): number {
  const { lastInsertRowid } = connection
    .prepare('INSERT INTO bucketmodel (id, created, name, type, client, hostname) VALUES (?, ?, ?, ?, ?, ?)')
    .run(id, '2026-02-01 10:00:00.123456+00:00', null, 'currentwindow', 'aw-watcher-window', hostname);
  return Number(lastInsertRowid);
}

export function addPeeweeEvent(
  connection: Database.Database,
  bucket: number,
  timestamp: unknown,
  duration: unknown = 1,
  data: unknown = '{"app": "Code", "title": "x"}',
): void {
  connection
    .prepare('INSERT INTO eventmodel (bucket_id, timestamp, duration, datastr) VALUES (?, ?, ?, ?)')
    .run(bucket, timestamp, duration, data);
}

function opened(file: string): Database.Database {
  const connection = new Database(file);
  connection.pragma('synchronous = OFF');
  onTestFinished(() => void connection.close());
  return connection;
}

export interface Told {
  /** Bucket's id, start in µs, duration in µs, data. */
  readonly events: readonly (readonly [string, number, number, string])[];
  /** Bucket's id and reason. */
  readonly refused: readonly (readonly [string, string])[];
}

/** Everything that a source tells. */
export function told(source: ImportSource): Told {
  const events: [number, number, number, string][] = [];
  const refused: [number, string][] = [];
  source.read({
    event: (...event) => events.push(event),
    refused: (...refusal) => refused.push(refusal),
  });
  const ids = source.buckets().map(({ id }) => id);
  const idOf = (bucket: number) => ids[bucket] ?? `no bucket ${bucket}`;
  return {
    events: events.map(([bucket, ...rest]) => [idOf(bucket), ...rest]),
    refused: refused.map(([bucket, why]) => [idOf(bucket), why]),
  };
}

/** What may not change in a folder: its files, their contents, and when they were written. */
export function fingerprint(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files.flatMap((name) => {
      const stat = statSync(join(folder, name), { bigint: true });
      if (!stat.isFile()) return [];
      // Other connections keep their read marks in the -shm file, which is no part of the data.
      const bytes = name.endsWith('-shm') ? '' : readFileSync(join(folder, name));
      return [[name, `${stat.size} ${stat.mtimeNs} ${createHash('sha256').update(bytes).digest('hex')}`]];
    }),
  );
}
