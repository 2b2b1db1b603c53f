/**
 * Takes what an import prepared (interchange/prepared.ts) into the record, in one transaction of its own: all of it is
 * there at once, or nothing is. An event that the bucket has already, with the same start, duration and data, is left out.
 */
import type Database from 'better-sqlite3';
import { type PreparedImport, withoutDurability } from '../interchange/prepared.ts';
import type { Extent } from './stored-events.ts';
import type { RowWriter, StoredBucket } from './writes.ts';

/** A bucket of the record that takes events in. */
export interface Taking {
  readonly index: number;
  readonly bucket: StoredBucket;
  /** Whether it has to be created. */
  readonly isNew: boolean;
}

/** How many events each bucket took, and where they lie; in the order given. */
export type Taken = { readonly imported: number; readonly extent: Extent | null };

/** To be called outside of a transaction. What SQLite fails with comes out as it is, and nothing has been changed then. */
export function takeIn(
  connection: Database.Database,
  rows: RowWriter,
  { file }: PreparedImport,
  takings: readonly Taking[],
): readonly Taken[] {
  const spill = connection.pragma('cache_spill', { simple: true });
  connection.prepare('ATTACH ? AS prepared').run(file);
  try {
    withoutDurability(connection, 'prepared');
    // An import may be larger than memory, and unlike the open batch it may fail before COMMIT.
    connection.pragma('cache_spill = ON');
    return connection
      .transaction(() => {
        placeData(connection, rows);
        for (const { bucket, isNew } of takings) if (isNew) rows.apply({ kind: 'insert-bucket', bucket });
        return placeEvents(connection, takings);
      })
      .immediate();
  } catch (error) {
    rows.forget();
    throw error;
  } finally {
    connection.pragma(`cache_spill = ${spill}`);
    connection.exec('DETACH prepared');
  }
}

/** Finds the row of each data in the record, or gives it one. */
function placeData(connection: Database.Database, rows: RowWriter): void {
  connection.exec(`
    UPDATE prepared.data SET target = (
      SELECT known.row FROM main.data known WHERE known.hash = prepared.data.hash AND known.json = prepared.data.json)`);
  const count = connection.prepare<[], number>('SELECT count(*) FROM prepared.data WHERE target IS NULL').pluck().get();
  const before = rows.reserveData(count ?? 0);
  connection
    .prepare<[number]>(`
      UPDATE prepared.data SET target = ? + unknown.place
      FROM (SELECT row, row_number() OVER (ORDER BY row) AS place FROM prepared.data WHERE target IS NULL) unknown
      WHERE unknown.row = prepared.data.row`)
    .run(before);
  connection
    .prepare<[number]>(
      'INSERT INTO main.data (row, hash, json) SELECT target, hash, json FROM prepared.data WHERE target > ?',
    )
    .run(before);
}

/** Oldest first, so that ids grow with time; of those that start together, the one that came last in the newest-first source. */
function placeEvents(connection: Database.Database, takings: readonly Taking[]): Taken[] {
  const insert = connection.prepare<[{ bucket: number; index: number }]>(`
    INSERT INTO main.events (bucket, start, duration, data)
    SELECT @bucket, event.start, event.duration, data.target
    FROM prepared.events event JOIN prepared.data ON data.row = event.data
    WHERE event.bucket = @index AND NOT EXISTS (
      SELECT 1 FROM main.events known INDEXED BY events_by_start
      WHERE known.bucket = @bucket AND known.start = event.start AND known.duration = event.duration
        AND known.data = data.target)
    ORDER BY event.start, event.seq DESC`);
  const extent = connection.prepare<[number], { start: number | null; end: number | null }>(
    'SELECT min(start) AS start, max(start + duration) AS end FROM prepared.events WHERE bucket = ?',
  );
  return takings.map(({ index, bucket }) => {
    const { changes } = insert.run({ bucket: bucket.row, index });
    const { start = null, end = null } = extent.get(index) ?? {};
    return { imported: changes, extent: changes === 0 || start === null || end === null ? null : { start, end } };
  });
}
