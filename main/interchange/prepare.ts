/**
 * Checks what an export holds and puts it into the store's own form (prepared.ts). An event that cannot be stored is
 * refused and counted; a file that is no export fails as a whole with `invalid`.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { refuseProto } from '../api/json-body.ts';
import { parseTimestamp } from '../api/timestamp.ts';
import { readEvent } from '../api/wire.ts';
import type { BucketSpec, JsonObject } from '../events/event.ts';
import { DistinctData } from '../store/data.ts';
import { StoreError } from '../store/store-error.ts';
import { checkBucket, checkBucketId, checkData, checkSpan } from '../store/validate.ts';
import { ExportParser, type ExportSink } from './export-parser.ts';
import { PREPARED_SQL, type PreparedBucket, type PreparedImport, stopped, withoutDurability } from './prepared.ts';

const PIECE_BYTES = 1024 * 1024;
const MAX_BUCKETS = 10_000;
/** Distinct data remembered: as much as a busy month has. */
const KNOWN_DATA = 25_000;
/** Reasons kept for each bucket. */
const MAX_PROBLEMS = 5;

/**
 * Reads the sources, which are files, one after another, into a new file. `isStopped` is asked again and again; once it is
 * true, the preparation fails with `closed`.
 */
export function prepare(sources: readonly string[], file: string, isStopped: () => boolean): PreparedImport {
  const connection = new Database(file);
  try {
    withoutDurability(connection);
    connection.exec(PREPARED_SQL);
    const preparation = new Preparation(connection);
    connection.transaction(() => {
      for (const source of sources) read(source, preparation, isStopped);
    })();
    return { file, buckets: preparation.buckets() };
  } finally {
    connection.close();
  }
}

function read(source: string, sink: ExportSink, isStopped: () => boolean): void {
  const parser = new ExportParser(sink);
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  const file = openSync(source, 'r');
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      if (isStopped()) throw stopped();
      parser.write(piece.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  parser.end();
}

interface Gathered {
  readonly index: number;
  readonly id: string;
  readonly fields: Record<string, unknown>;
  events: number;
  fit: number;
  refused: number;
  readonly problems: string[];
}

class Preparation implements ExportSink {
  readonly #buckets = new Map<string, Gathered>();
  readonly #data: DistinctData;
  readonly #insert: Database.Statement<[number, number, number, number, number]>;
  #current: Gathered | null = null;
  #seq = 0;

  constructor(connection: Database.Database) {
    this.#data = new DistinctData(connection, KNOWN_DATA);
    this.#insert = connection.prepare(
      'INSERT OR IGNORE INTO events (bucket, start, duration, data, seq) VALUES (?, ?, ?, ?, ?)',
    );
  }

  bucket(id: string): void {
    let bucket = this.#buckets.get(id);
    if (bucket === undefined) {
      const index = this.#buckets.size;
      if (index >= MAX_BUCKETS) throw new StoreError('invalid', `The file has more than ${MAX_BUCKETS} buckets.`);
      bucket = { index, id, fields: {}, events: 0, fit: 0, refused: 0, problems: [] };
      this.#buckets.set(id, bucket);
    }
    this.#current = bucket;
  }

  field(key: string, value: unknown): void {
    const bucket = this.#current;
    if (bucket !== null && isField(key)) bucket.fields[key] = value;
  }

  event(json: string | null): void {
    const bucket = this.#current;
    if (bucket === null) return;
    bucket.events++;
    const value = json === null ? null : parse(json);
    try {
      if (json === null) throw new StoreError('invalid', 'It is nested too deep.');
      if (json.includes('__proto__') || json.includes('\\u00')) refuseProto(value);
      const event = readEvent(value, false);
      checkSpan(event);
      const data = this.#data.rowOf(checkData(event.data));
      this.#seq++;
      this.#insert.run(bucket.index, event.start, event.end - event.start, data, this.#seq);
      bucket.fit++;
    } catch (error) {
      if (error instanceof Database.SqliteError) throw error;
      bucket.refused++;
      const reason = error instanceof Error ? error.message : String(error);
      if (bucket.problems.length < MAX_PROBLEMS) bucket.problems.push(`Event ${bucket.events}: ${reason}`);
    }
  }

  buckets(): readonly PreparedBucket[] {
    return Array.from(this.#buckets.values(), ({ index, id, fields, fit, refused, problems }) => {
      const { spec, refusal } = specOf(id, fields);
      return { index, id, spec, refusal, fit, refused, problems };
    });
  }
}

const FIELDS = ['type', 'client', 'hostname', 'name', 'created', 'data'] as const;
const isField = (key: string): boolean => (FIELDS as readonly string[]).includes(key);

/** What is missing is `unknown`, or now; an event is worth more than what its bucket says about itself. */
function specOf(id: string, fields: Readonly<Record<string, unknown>>): { spec: BucketSpec; refusal: string | null } {
  const text = (key: string) => (fields[key] ?? 'unknown') as string;
  const { name, created } = fields;
  const spec = {
    type: text('type'),
    client: text('client'),
    hostname: text('hostname'),
    name: (name ?? null) as string | null,
    data: (fields.data ?? {}) as JsonObject,
  };
  try {
    checkBucketId(id);
    checkBucket(spec);
    checkData(spec.data);
    refuseProto(spec.data);
    if (typeof created !== 'string') return { spec, refusal: null };
    return { spec: { ...spec, created: parseTimestamp(created, 'created') }, refusal: null };
  } catch (error) {
    return { spec, refusal: error instanceof Error ? error.message : String(error) };
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new StoreError('invalid', 'The file is not valid JSON.');
  }
}
