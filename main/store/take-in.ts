/**
 * Takes what an import prepared (interchange/prepared.ts) into the record, in one transaction: all of it is there at once,
 * or nothing is. An event that the bucket has already, with the same start, duration and data, is left out.
 *
 * It runs on a connection of its own, in the import's thread, while the store keeps its writes in memory (open-batch.ts):
 * SQLite lets one connection write at a time, and so the store's thread is free for as long as that takes.
 */
import type Database from 'better-sqlite3';
import { type PreparedImport, withoutDurability } from '../interchange/prepared.ts';
import { describeSqliteError, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';
import type { StoredBucket } from './writes.ts';

/** A bucket of the record that takes events in. */
export interface Taking {
  /** Its index among the prepared ones. */
  readonly index: number;
  readonly bucket: StoredBucket;
  /** Whether it has to be created. */
  readonly isNew: boolean;
}

/** What the store set aside for an import: nothing else gets these rows and ids. */
export interface TakingPlan {
  readonly takings: readonly Taking[];
  /** An event at place n gets the id n greater than this. */
  readonly idsAfter: number;
  /** Distinct data that is new, at row n of the prepared file, gets the row n greater than this. */
  readonly dataAfter: number;
}

export interface TakingHooks {
  /** So many events have been looked at. What it throws ends the import, of which nothing is left then. */
  onEvents(done: number): void;
  /** The last moment to throw. */
  beforeCommit(): void;
}

/** Events, or distinct data, between two calls of `onEvents`: a few milliseconds' worth. */
const SLICE = 4096;

/**
 * How many events each bucket of the plan took, in its order. To be called outside of a transaction. Fails with
 * `commit-failed` where the disk does not take it, and with what a hook throws; nothing has been changed then.
 */
export function takeIn(
  connection: Database.Database,
  prepared: PreparedImport,
  plan: TakingPlan,
  hooks: TakingHooks,
): readonly number[] {
  try {
    connection.prepare('ATTACH ? AS prepared').run(prepared.file);
    try {
      withoutDurability(connection, 'prepared');
      return connection
        .transaction(() => {
          placeData(connection, prepared, plan.dataAfter, () => hooks.onEvents(0));
          createBuckets(connection, plan.takings);
          const imported = placeEvents(connection, prepared, plan, hooks);
          hooks.beforeCommit();
          return imported;
        })
        .immediate();
    } finally {
      connection.exec('DETACH prepared');
    }
  } catch (error) {
    if (!isTrouble(error)) throw error;
    throw new StoreError('commit-failed', `${describeSqliteError(error)}. Nothing was imported.`, { cause: error });
  }
}

/** Finds the row of each data in the record, or gives it one of those set aside. */
function placeData(connection: Database.Database, { data }: PreparedImport, after: number, goOn: () => void): void {
  const target = connection.prepare<[DataSlice]>(`
    UPDATE prepared.data SET target = coalesce((
      SELECT known.row FROM main.data known WHERE known.hash = prepared.data.hash AND known.json = prepared.data.json
    ), @after + row) WHERE row BETWEEN @from AND @to`);
  const insert = connection.prepare<[DataSlice]>(`
    INSERT INTO main.data (row, hash, json)
    SELECT target, hash, json FROM prepared.data WHERE row BETWEEN @from AND @to AND target = @after + row`);
  for (let from = 1; from <= data; from += SLICE) {
    goOn();
    const slice = { after, from, to: from + SLICE - 1 };
    target.run(slice);
    insert.run(slice);
  }
}

function createBuckets(connection: Database.Database, takings: readonly Taking[]): void {
  const insert = connection.prepare<[StoredBucket]>(
    'INSERT INTO main.buckets (row, id, name, type, client, hostname, created, data) ' +
      'VALUES (@row, @id, @name, @type, @client, @hostname, @created, @data)',
  );
  for (const { bucket, isNew } of takings) if (isNew) insert.run(bucket);
}

interface DataSlice {
  readonly after: number;
  readonly from: number;
  readonly to: number;
}

interface Slice {
  readonly bucket: number;
  readonly idsAfter: number;
  readonly from: number;
  readonly to: number;
}

function placeEvents(
  connection: Database.Database,
  { buckets }: PreparedImport,
  { takings, idsAfter }: TakingPlan,
  { onEvents }: TakingHooks,
): number[] {
  const all = `
    INSERT INTO main.events (id, bucket, start, duration, data)
    SELECT @idsAfter + event.place, @bucket, event.start, event.duration, data.target
    FROM prepared.placed event JOIN prepared.data ON data.row = event.data
    WHERE event.place BETWEEN @from AND @to`;
  const intoNew = connection.prepare<[Slice]>(`${all} ORDER BY event.place`);
  const intoKnown = connection.prepare<[Slice]>(`${all} AND NOT EXISTS (
      SELECT 1 FROM main.events known INDEXED BY events_by_start
      WHERE known.bucket = @bucket AND known.start = event.start AND known.duration = event.duration
        AND known.data = data.target)
    ORDER BY event.place`);
  const liesOf = new Map(buckets.map(({ index, lies }) => [index, lies]));
  let done = 0;
  return takings.map(({ index, bucket, isNew }) => {
    const lies = liesOf.get(index) ?? null;
    if (lies === null) return 0;
    let imported = 0;
    for (let from = lies.firstPlace; from <= lies.lastPlace; from += SLICE) {
      onEvents(done);
      const to = Math.min(from + SLICE - 1, lies.lastPlace);
      imported += (isNew ? intoNew : intoKnown).run({ bucket: bucket.row, idsAfter, from, to }).changes;
      done += to - from + 1;
    }
    return imported;
  });
}
