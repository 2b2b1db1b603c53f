/**
 * The new database that salvaged rows are gathered in. It takes only what is sound, and nothing twice.
 */
import type Database from 'better-sqlite3';
import { canonicalJson, NotJsonError } from '../events/canonical.ts';
import type { JsonObject } from '../events/event.ts';
import { DistinctData } from './data.ts';
import type { RawEvent, RawSetting } from './salvage.ts';
import type { StoredBucket, StoredEvent } from './writes.ts';

/** Rows between two commits: what is gathered need not fit in memory. */
const ROWS_PER_COMMIT = 20_000;

export class RepairedRecord {
  readonly #connection: Database.Database;
  readonly #data: DistinctData;
  readonly #statements: ReturnType<typeof prepare>;
  #rows = 0;

  /** `connection` is to a new, empty database. */
  constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#data = new DistinctData(connection);
    this.#statements = prepare(connection);
    connection.exec('BEGIN IMMEDIATE');
  }

  /** Under its own row if that is free. Where the bucket is known by its id, that one stays. */
  addBucket(bucket: StoredBucket): void {
    const { row, id, name, type, client, hostname, created } = bucket;
    const texts = [id, type, client, hostname];
    if (!isId(row) || texts.some((text) => typeof text !== 'string') || !Number.isSafeInteger(created)) return;
    if (this.#statements.rowOfBucket.get(id) !== undefined) return;
    const freeRow = this.#statements.bucketOfRow.get(row) === undefined ? row : null;
    const data = readObject(bucket.data) ?? '{}';
    this.#statements.addBucket.run(
      freeRow,
      id,
      typeof name === 'string' ? name : null,
      type,
      client,
      hostname,
      created,
      data,
    );
  }

  /** The bucket's row here; undefined where it is not known. */
  rowOfBucket(id: string): number | undefined {
    return this.#statements.rowOfBucket.get(id);
  }

  /** A bucket that events refer to but that nothing else is known of. */
  addLostBucket(row: number): void {
    if (this.#statements.bucketOfRow.get(row) !== undefined) return;
    this.#statements.addBucket.run(row, `recovered-${row}`, null, 'unknown', 'unknown', 'unknown', 0, '{}');
  }

  /** Under its own id. False where it is not sound, or there already. */
  addEvent(raw: RawEvent): boolean {
    const event = soundEvent(raw);
    if (event === null || this.#statements.bucketOfEvent.get(event.id) !== undefined) return false;
    this.addLostBucket(event.bucket);
    this.#insert(event.id, event, this.#data.rowOf(event.data));
    return true;
  }

  /** Of the bucket with this row here, under its own id if that is free; not where its like is there already. */
  fillIn(raw: RawEvent, bucket: number): boolean {
    const event = soundEvent(raw);
    if (event === null) return false;
    const holder = this.#statements.bucketOfEvent.get(event.id);
    if (holder === bucket) return false;
    const data = this.#data.rowOf(event.data);
    const same = this.#statements.sameEvent.get(bucket, event.start, event.duration, data);
    if (same === undefined) this.#insert(holder === undefined ? event.id : null, { ...event, bucket }, data);
    else this.#data.release(data);
    return same === undefined;
  }

  addSetting({ key, value, modified }: RawSetting): void {
    if (typeof key !== 'string' || readJson(value) === undefined) return;
    this.#statements.addSetting.run(key, value, Number.isSafeInteger(modified) ? modified : 0);
  }

  /**
   * `lastEventId`: ids up to this one were used and are not given again. All is in the database's own file then, which can be
   * given another name; or it fails, as where the disk is full.
   */
  finish(lastEventId: number): void {
    const { lastId, forgetLastId, setLastId } = this.#statements;
    const last = lastId.get() ?? 0;
    if (last < lastEventId) {
      forgetLastId.run();
      setLastId.run(lastEventId);
    }
    this.#connection.exec('COMMIT');
    // Closing would do it, and say nothing where it cannot.
    this.#connection.pragma('wal_checkpoint(TRUNCATE)');
  }

  #insert(id: number | null, event: StoredEvent, data: number): void {
    this.#statements.addEvent.run(id, event.bucket, event.start, event.duration, data);
    this.#rows += 1;
    if (this.#rows % ROWS_PER_COMMIT === 0) this.#connection.exec('COMMIT; BEGIN IMMEDIATE');
  }
}

function prepare(connection: Database.Database) {
  return {
    rowOfBucket: connection.prepare<[string], number>('SELECT row FROM buckets WHERE id = ?').pluck(),
    bucketOfRow: connection.prepare<[number], number>('SELECT row FROM buckets WHERE row = ?').pluck(),
    addBucket: connection.prepare<[number | null, string, string | null, string, string, string, number, string]>(
      'INSERT INTO buckets (row, id, name, type, client, hostname, created, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    bucketOfEvent: connection.prepare<[number], number>('SELECT bucket FROM events WHERE id = ?').pluck(),
    sameEvent: connection
      .prepare<[number, number, number, number], number>(
        'SELECT id FROM events WHERE bucket = ? AND start = ? AND duration = ? AND data = ?',
      )
      .pluck(),
    addEvent: connection.prepare<[number | null, number, number, number, number]>(
      'INSERT INTO events (id, bucket, start, duration, data) VALUES (?, ?, ?, ?, ?)',
    ),
    lastId: connection.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'events'").pluck(),
    forgetLastId: connection.prepare<[]>("DELETE FROM sqlite_sequence WHERE name = 'events'"),
    setLastId: connection.prepare<[number]>("INSERT INTO sqlite_sequence (name, seq) VALUES ('events', ?)"),
    addSetting: connection.prepare<[string, string, number]>('INSERT OR IGNORE INTO settings VALUES (?, ?, ?)'),
  };
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

function soundEvent({ id, bucket, start, duration, data }: RawEvent): StoredEvent | null {
  if (!isId(id) || !isId(bucket) || !Number.isSafeInteger(start) || !Number.isSafeInteger(duration)) return null;
  const json = readObject(data);
  const [from, length] = [start as number, duration as number];
  if (json === null || length < 0 || !Number.isSafeInteger(from + length)) return null;
  return { id, bucket, start: from, duration: length, data: json };
}

/** Canonical JSON of an object; null where the text is none. */
function readObject(text: unknown): string | null {
  const value = readJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  try {
    return canonicalJson(value as JsonObject);
  } catch (error) {
    if (error instanceof NotJsonError) return null;
    throw error;
  }
}

/** Undefined where the text is no JSON. */
function readJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
