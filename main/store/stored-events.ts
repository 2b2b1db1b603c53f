/**
 * Reads of single events and of a bucket's extent on the writer's connection: what the heartbeat and edits need. While
 * retained writes cannot be applied (`detached`), they are laid over what the disk says.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import type { Journal, Overlay } from './journal.ts';
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
  readonly #newestFirst: Database.Statement<[number, number], StoredEvent>;
  readonly #spans: Database.Statement<[number], Pick<StoredEvent, 'id' | 'start' | 'duration'>>;
  readonly #firstStart: Database.Statement<[number], number | null>;
  readonly #lastEnd: Database.Statement<[number, number, number], number | null>;

  /** `unapplied` gives the retained writes where the connection does not see them, else null. */
  constructor(connection: Database.Database, unapplied: () => Journal | null) {
    this.#overlay = () => unapplied()?.overlay((id) => this.#readable(id)) ?? null;
    this.#byId = connection.prepare(`SELECT ${COLUMNS} ${FROM} WHERE events.id = ?`);
    this.#newestFirst = connection.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE events.bucket = ? AND events.start <= ?
        ORDER BY events.start DESC, events.id DESC`,
    );
    this.#spans = connection.prepare('SELECT id, start, duration FROM events WHERE bucket = ?');
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

  byId(id: number): StoredEvent | null {
    const overlay = this.#overlay();
    const retained = overlay?.events.get(id);
    if (retained !== undefined) return retained;
    const stored = this.#byId.get(id) ?? null;
    return stored !== null && overlay?.deletedBuckets.has(stored.bucket) ? null : stored;
  }

  /** The event of the bucket that starts last, but not after `upTo`; of several, the one with the largest id. */
  newest(bucket: number, upTo: Micros = Number.MAX_SAFE_INTEGER): StoredEvent | null {
    const overlay = this.#overlay();
    if (overlay === null) return this.#newestFirst.get(bucket, upTo) ?? null;
    const [first = null] = this.#untouched(bucket, overlay, () => this.#newestFirst.iterate(bucket, upTo));
    let newest = first;
    for (const event of overlay.events.values()) {
      if (event?.bucket !== bucket || event.start > upTo) continue;
      if (newest === null || isNewer(event, newest)) newest = event;
    }
    return newest;
  }

  /** From the earliest start to the latest end; null for an empty bucket. */
  extent(bucket: number): Extent | null {
    const overlay = this.#overlay();
    if (overlay === null) {
      const start = this.#firstStart.get(bucket) ?? null;
      const end = this.#lastEnd.get(bucket, bucket, bucket) ?? null;
      return start === null || end === null ? null : { start, end };
    }
    let extent: Extent | null = null;
    for (const { start, duration } of this.#untouched(bucket, overlay, () => this.#spans.iterate(bucket))) {
      extent = widened(extent, start, start + duration);
    }
    for (const event of overlay.events.values()) {
      if (event?.bucket === bucket) extent = widened(extent, event.start, event.start + event.duration);
    }
    return extent;
  }

  /** Null where the disk cannot be read, as where there is nothing. */
  #readable(id: number): StoredEvent | null {
    try {
      return this.#byId.get(id) ?? null;
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return null;
    }
  }

  /** What the disk has of the bucket that no retained write is about. */
  *#untouched<Row extends { readonly id: number }>(
    bucket: number,
    overlay: Overlay,
    rows: () => Iterable<Row>,
  ): Iterable<Row> {
    if (overlay.deletedBuckets.has(bucket)) return;
    try {
      for (const row of rows()) if (!overlay.events.has(row.id)) yield row;
    } catch (error) {
      // The disk cannot even be read: a heartbeat then begins a new event, which is better than losing it.
      if (!isTrouble(error)) throw error;
    }
  }
}

export function isNewer(event: { start: Micros; id: number }, than: { start: Micros; id: number }): boolean {
  return event.start > than.start || (event.start === than.start && event.id > than.id);
}

export function widened(extent: Extent | null, start: Micros, end: Micros): Extent {
  if (extent === null) return { start, end };
  return { start: Math.min(extent.start, start), end: Math.max(extent.end, end) };
}
