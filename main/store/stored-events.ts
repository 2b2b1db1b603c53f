/**
 * Reads of single events and of a bucket's extent on the writer's connection: what the heartbeat and edits need. While
 * retained writes cannot be applied (`detached`), they are laid over what the disk says.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import type { Overlay } from './journal.ts';
import { LONG_EVENT } from './migrations/0001-initial.ts';
import { isTrouble } from './sqlite-error.ts';
import type { StoredEvent } from './writes.ts';

export interface Extent {
  readonly start: Micros;
  readonly end: Micros;
}

const COLUMNS = 'events.id, events.bucket, events.start, events.duration, data.json AS data';
const FROM = 'FROM events JOIN data ON data.row = events.data';

export class StoredEvents {
  readonly #overlay: () => Overlay | null;
  readonly #byId: Database.Statement<[number], StoredEvent>;
  readonly #newestFirst: Database.Statement<[number], StoredEvent>;
  readonly #firstStart: Database.Statement<[number], number | null>;
  readonly #lastEnd: Database.Statement<[number, number, number], number | null>;

  /** `overlay` gives null while the connection sees every acknowledged write. */
  constructor(connection: Database.Database, overlay: () => Overlay | null) {
    this.#overlay = overlay;
    this.#byId = connection.prepare(`SELECT ${COLUMNS} ${FROM} WHERE events.id = ?`);
    this.#newestFirst = connection.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE events.bucket = ? ORDER BY events.start DESC, events.id DESC`,
    );
    this.#firstStart = connection
      .prepare<[number], number | null>('SELECT min(start) FROM events WHERE bucket = ?')
      .pluck();
    // An event that is not long and ends last starts at most LONG_EVENT before the one that starts last.
    this.#lastEnd = connection
      .prepare<[number, number, number], number | null>(
        `SELECT max(end) FROM (
           SELECT max(start + duration) AS end FROM events
            WHERE bucket = ? AND start >= (SELECT max(start) FROM events WHERE bucket = ?) - ${LONG_EVENT}
           UNION ALL
           SELECT max(start + duration) FROM events INDEXED BY events_long WHERE bucket = ? AND duration > ${LONG_EVENT})`,
      )
      .pluck();
  }

  /** Straight from the disk's side, without the overlay. */
  read(id: number): StoredEvent | null {
    return this.#byId.get(id) ?? null;
  }

  byId(id: number): StoredEvent | null {
    const overlay = this.#overlay();
    if (overlay === null) return this.read(id);
    const retained = overlay.events.get(id);
    if (retained !== undefined) return retained;
    const stored = this.read(id);
    return stored === null || overlay.deletedBuckets.has(stored.bucket) ? null : stored;
  }

  /** The event of the bucket that starts last; of several, the one with the largest id. */
  newest(bucket: number): StoredEvent | null {
    const overlay = this.#overlay();
    if (overlay === null) return this.#newestFirst.get(bucket) ?? null;
    let newest = overlay.deletedBuckets.has(bucket) ? null : this.#newestUntouched(bucket, overlay);
    for (const event of overlay.events.values()) {
      if (event?.bucket === bucket && (newest === null || isNewer(event, newest))) newest = event;
    }
    return newest;
  }

  /** From the earliest start to the latest end; null for an empty bucket. */
  extent(bucket: number): Extent | null {
    const start = this.#firstStart.get(bucket) ?? null;
    const end = this.#lastEnd.get(bucket, bucket, bucket) ?? null;
    let extent = start === null || end === null ? null : { start, end };
    for (const event of this.#overlay()?.events.values() ?? []) {
      if (event?.bucket === bucket) extent = widened(extent, event.start, event.start + event.duration);
    }
    return extent;
  }

  #newestUntouched(bucket: number, overlay: Overlay): StoredEvent | null {
    try {
      for (const event of this.#newestFirst.iterate(bucket)) if (!overlay.events.has(event.id)) return event;
    } catch (error) {
      // The disk cannot even be read: a heartbeat then begins a new event, which is better than losing it.
      if (!isTrouble(error)) throw error;
    }
    return null;
  }
}

export function isNewer(event: { start: Micros; id: number }, than: { start: Micros; id: number }): boolean {
  return event.start > than.start || (event.start === than.start && event.id > than.id);
}

export function widened(extent: Extent | null, start: Micros, end: Micros): Extent {
  if (extent === null) return { start, end };
  return { start: Math.min(extent.start, start), end: Math.max(extent.end, end) };
}
