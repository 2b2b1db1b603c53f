/**
 * Every change to the record as a row-level write with its ids already chosen: applied to the open transaction at once, and
 * kept until its COMMIT has returned, so that it can be applied again.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import { DistinctData } from './data.ts';

/** `data` is canonical JSON; `bucket` is the bucket's row. */
export interface StoredEvent {
  readonly id: number;
  readonly bucket: number;
  readonly start: Micros;
  readonly duration: Micros;
  readonly data: string;
}

export interface StoredBucket {
  readonly row: number;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  readonly created: Micros;
  /** JSON */
  readonly data: string;
}

export type Write =
  | { readonly kind: 'insert-event'; readonly event: StoredEvent }
  | { readonly kind: 'lengthen-event'; readonly id: number; readonly duration: Micros }
  /** The event keeps its id and its bucket. */
  | { readonly kind: 'replace-event'; readonly event: StoredEvent }
  | { readonly kind: 'delete-event'; readonly id: number }
  | { readonly kind: 'insert-bucket'; readonly bucket: StoredBucket }
  | { readonly kind: 'update-bucket'; readonly bucket: StoredBucket }
  | { readonly kind: 'delete-bucket'; readonly row: number }
  | { readonly kind: 'set-setting'; readonly key: string; readonly value: string; readonly modified: Micros }
  | { readonly kind: 'delete-setting'; readonly key: string };

/** Whether the write takes something away that must then not be found in the file. */
export function erases(write: Write): boolean {
  return write.kind === 'replace-event' || write.kind.startsWith('delete-');
}

/** Applies writes through prepared statements. It neither begins nor ends a transaction. */
export class RowWriter {
  readonly #data: DistinctData;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(connection: Database.Database) {
    this.#data = new DistinctData(connection);
    this.#statements = prepare(connection);
  }

  /** False where the row it is about is not there, which changes nothing. */
  apply(write: Write): boolean {
    const to = this.#statements;
    switch (write.kind) {
      case 'lengthen-event':
        return to.lengthenEvent.run(write.duration, write.id).changes > 0;
      case 'insert-event': {
        const { id, bucket, start, duration, data } = write.event;
        to.insertEvent.run(id, bucket, start, duration, this.#data.rowOf(data));
        return true;
      }
      case 'replace-event': {
        const { id, start, duration, data } = write.event;
        const before = to.dataOfEvent.get(id);
        if (before === undefined) return false;
        to.replaceEvent.run(start, duration, this.#data.rowOf(data), id);
        this.#data.release(before);
        return true;
      }
      case 'delete-event': {
        const data = to.deleteEvent.get(write.id);
        if (data === undefined) return false;
        this.#data.release(data);
        return true;
      }
      case 'insert-bucket': {
        const { row, id, name, type, client, hostname, created, data } = write.bucket;
        to.insertBucket.run(row, id, name, type, client, hostname, created, data);
        return true;
      }
      case 'update-bucket': {
        const { row, name, type, client, hostname, data } = write.bucket;
        return to.updateBucket.run(name, type, client, hostname, data, row).changes > 0;
      }
      case 'delete-bucket':
        if (to.deleteEventsOfBucket.run(write.row).changes > 0) this.#data.releaseAll();
        return to.deleteBucket.run(write.row).changes > 0;
      case 'set-setting':
        to.setSetting.run(write.key, write.value, write.modified);
        return true;
      case 'delete-setting':
        return to.deleteSetting.run(write.key).changes > 0;
    }
  }

  /** As DistinctData says. */
  reserveData(count: number): number {
    return this.#data.reserve(count);
  }

  /** After a rollback. */
  forget(): void {
    this.#data.forget();
  }
}

function prepare(connection: Database.Database) {
  return {
    lengthenEvent: connection.prepare<[number, number]>('UPDATE events SET duration = ? WHERE id = ?'),
    insertEvent: connection.prepare<[number, number, number, number, number]>(
      'INSERT INTO events (id, bucket, start, duration, data) VALUES (?, ?, ?, ?, ?)',
    ),
    dataOfEvent: connection.prepare<[number], number>('SELECT data FROM events WHERE id = ?').pluck(),
    replaceEvent: connection.prepare<[number, number, number, number]>(
      'UPDATE events SET start = ?, duration = ?, data = ? WHERE id = ?',
    ),
    deleteEvent: connection.prepare<[number], number>('DELETE FROM events WHERE id = ? RETURNING data').pluck(),
    insertBucket: connection.prepare<[number, string, string | null, string, string, string, number, string]>(
      // The row may be there: a bucket that an import brought and somebody created meanwhile has the row set aside for it.
      'INSERT INTO buckets (row, id, name, type, client, hostname, created, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ' +
        'ON CONFLICT (row) DO UPDATE SET name = excluded.name, type = excluded.type, client = excluded.client, ' +
        'hostname = excluded.hostname, created = excluded.created, data = excluded.data',
    ),
    updateBucket: connection.prepare<[string | null, string, string, string, string, number]>(
      'UPDATE buckets SET name = ?, type = ?, client = ?, hostname = ?, data = ? WHERE row = ?',
    ),
    deleteEventsOfBucket: connection.prepare<[number]>('DELETE FROM events WHERE bucket = ?'),
    deleteBucket: connection.prepare<[number]>('DELETE FROM buckets WHERE row = ?'),
    setSetting: connection.prepare<[string, string, number]>(
      'INSERT INTO settings (key, value, modified) VALUES (?, ?, ?) ' +
        'ON CONFLICT (key) DO UPDATE SET value = excluded.value, modified = excluded.modified',
    ),
    deleteSetting: connection.prepare<[string]>('DELETE FROM settings WHERE key = ?'),
  };
}
