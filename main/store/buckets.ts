/**
 * All buckets, held in memory beside what is known of each: its extent, its newest event (which the next heartbeat may
 * lengthen) and the time its uncommitted writes touch. `undefined` always means: not known, ask the disk.
 */
import type Database from 'better-sqlite3';
import type { Bucket, Event, JsonObject } from '../events/event.ts';
import type { EventRange } from './operations.ts';
import { StoreError } from './store-error.ts';
import { type Extent, widened } from './stored-events.ts';
import type { StoredBucket } from './writes.ts';

export interface LiveBucket {
  stored: StoredBucket;
  data: JsonObject;
  extent: Extent | null | undefined;
  newest: Event | null | undefined;
  /** What the open batch changed, from the earliest start to the latest end; null: nothing. */
  touched: Extent | null;
}

export class Buckets {
  readonly #byId = new Map<string, LiveBucket>();
  #lastRow: number;
  /** Whether the open batch holds a bucket that came, went or was changed. */
  #listTouched = false;

  constructor(connection: Database.Database) {
    for (const stored of connection.prepare<[], StoredBucket>('SELECT * FROM buckets').iterate()) this.put(stored);
    this.#lastRow = lastAutoincrement(connection, 'buckets');
  }

  nextRow(): number {
    this.#lastRow += 1;
    return this.#lastRow;
  }

  find(id: string): LiveBucket | undefined {
    return this.#byId.get(id);
  }

  get(id: string): LiveBucket {
    const bucket = this.#byId.get(id);
    if (bucket === undefined) throw new StoreError('not-found', `There is no bucket ${shown(id)}.`);
    return bucket;
  }

  /** In the order of their ids. */
  list(): readonly LiveBucket[] {
    return [...this.#byId.values()].sort((a, b) => (a.stored.id < b.stored.id ? -1 : 1));
  }

  put(stored: StoredBucket): LiveBucket {
    const bucket: LiveBucket = {
      stored,
      data: JSON.parse(stored.data) as JsonObject,
      extent: undefined,
      newest: undefined,
      touched: null,
    };
    this.#byId.set(stored.id, bucket);
    return bucket;
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  /** Said before the write, which may commit at once. */
  touchList(): void {
    this.#listTouched = true;
  }

  /** Whether the open batch changed something that a read of these buckets (undefined: all) and range would have to see. */
  isTouched(ids: readonly string[] | undefined, range: EventRange): boolean {
    const asked = ids === undefined ? [...this.#byId.values()] : ids.map((id) => this.#byId.get(id));
    return this.#listTouched || asked.some((bucket) => overlaps(bucket?.touched ?? null, range));
  }

  /** The open batch is on disk: nothing is touched any more. */
  committed(): void {
    for (const bucket of this.#byId.values()) bucket.touched = null;
    this.#listTouched = false;
  }

  /** After a rollback: the newest event may not be there. Extents hold, for no acknowledged write is given up. */
  forgetNewest(): void {
    for (const bucket of this.#byId.values()) bucket.newest = undefined;
  }

  /** After a time in which the disk could not be read for certain. */
  forgetAll(): void {
    for (const bucket of this.#byId.values()) forget(bucket);
  }
}

/** Its events changed in a way that leaves nothing known of them. */
export function forget(bucket: LiveBucket): void {
  bucket.newest = undefined;
  bucket.extent = undefined;
}

/** As `touchList`, of its events. */
export function touch(bucket: LiveBucket, span: Extent): void {
  bucket.touched = widened(bucket.touched, span.start, span.end);
}

function overlaps(touched: Extent | null, range: EventRange): boolean {
  if (touched === null) return false;
  return (
    (range.start === undefined || touched.end >= range.start) && (range.end === undefined || touched.start <= range.end)
  );
}

export function toBucket(bucket: LiveBucket, extent: Extent | null): Bucket {
  const { id, name, type, client, hostname, created } = bucket.stored;
  const start = extent?.start ?? null;
  return { id, name, type, client, hostname, created, data: bucket.data, start, end: extent?.end ?? null };
}

/** The largest id ever used in an AUTOINCREMENT table. */
export function lastAutoincrement(connection: Database.Database, table: 'buckets' | 'events'): number {
  const find = connection.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck();
  return find.get(table) ?? 0;
}

/** A bucket's id as messages quote it. */
export function shown(id: string): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id);
}
