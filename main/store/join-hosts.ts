/**
 * Joins the buckets of a host that was renamed with those of its new name, each with the one that it belongs into
 * (interchange/hosts.ts); where there is none, it is renamed. Events that are there already are left out.
 */
import type Database from 'better-sqlite3';
import type { HostRename, JoinedBucket } from '../../preload/contract/hosts.ts';
import { destinationOf } from '../interchange/hosts.ts';
import { StoreError } from './store-error.ts';
import type { Extent } from './stored-events.ts';

export interface JoinableBucket {
  readonly row: number;
  readonly id: string;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
}

/** One bucket's way. */
export interface Join {
  readonly bucket: JoinableBucket;
  /** Null: there is none, and it is renamed. */
  readonly into: JoinableBucket | null;
  /** Under which its events are found afterwards. */
  readonly id: string;
  readonly hostname: string;
}

/** Fails with `invalid` where both are the same, and with `not-found` where the host has no bucket. */
export function planJoin(buckets: readonly JoinableBucket[], host: HostRename): readonly Join[] {
  if (host.from === host.to) throw new StoreError('invalid', 'A host cannot be joined with itself.');
  const from = buckets.filter(({ hostname }) => hostname === host.from);
  if (from.length === 0) {
    throw new StoreError('not-found', `There is no bucket of a host named ${JSON.stringify(host.from)}.`);
  }
  const taken = new Set(buckets.map(({ id }) => id));
  return from.map((bucket) => {
    const { into, id } = destinationOf(bucket, host.to, buckets, taken);
    taken.add(id);
    return { bucket, into, id, hostname: host.to };
  });
}

const IS_THERE = `EXISTS (
  SELECT 1 FROM events known INDEXED BY events_by_start
  WHERE known.bucket = @into AND known.start = events.start AND known.duration = events.duration
    AND known.data = events.data)`;

/** Counts what joining would do, and changes nothing. */
export function countJoin(connection: Database.Database, joins: readonly Join[]): readonly JoinedBucket[] {
  const all = connection.prepare<[number], number>('SELECT count(*) FROM events WHERE bucket = ?').pluck();
  const known = connection
    .prepare<[{ bucket: number; into: number }], number>(
      `SELECT count(*) FROM events WHERE bucket = @bucket AND ${IS_THERE}`,
    )
    .pluck();
  return joins.map(({ bucket, into, id }) => ({
    id: bucket.id,
    into: id,
    renamed: into === null,
    events: all.get(bucket.row) ?? 0,
    known: into === null ? 0 : (known.get({ bucket: bucket.row, into: into.row }) ?? 0),
  }));
}

/** What joining did with each bucket, in the order given, and where its events lie; null: it had none. */
export interface Joined {
  readonly report: readonly JoinedBucket[];
  readonly extents: readonly (Extent | null)[];
}

/**
 * All or nothing, in one transaction. To be called outside of one; what SQLite fails with comes out as it is, and so does what
 * `beforeCommit` throws, and nothing has been changed then. Events keep their ids.
 */
export function join(
  connection: Database.Database,
  joins: readonly Join[],
  beforeCommit: () => void = () => undefined,
): Joined {
  const extent = connection.prepare<[number], { start: number | null; end: number | null }>(
    'SELECT min(start) AS start, max(start + duration) AS end FROM events WHERE bucket = ?',
  );
  const rename = connection.prepare<[string, string, number]>('UPDATE buckets SET id = ?, hostname = ? WHERE row = ?');
  const move = connection.prepare<[{ bucket: number; into: number }]>(
    `UPDATE events SET bucket = @into WHERE bucket = @bucket AND NOT ${IS_THERE}`,
  );
  const removeKnown = connection.prepare<[number]>('DELETE FROM events WHERE bucket = ?');
  const remove = connection.prepare<[number]>('DELETE FROM buckets WHERE row = ?');
  const moveAll = connection.transaction((): Joined => {
    const report = countJoin(connection, joins);
    const extents = joins.map(({ bucket, into, id, hostname }) => {
      const { start = null, end = null } = extent.get(bucket.row) ?? {};
      if (into === null) {
        rename.run(id, hostname, bucket.row);
      } else {
        move.run({ bucket: bucket.row, into: into.row });
        removeKnown.run(bucket.row);
        remove.run(bucket.row);
      }
      return start === null || end === null ? null : { start, end };
    });
    beforeCommit();
    return { report, extents };
  });
  const spill = connection.pragma('cache_spill', { simple: true });
  try {
    // It may touch more than fits into memory, and unlike the open batch it may fail before COMMIT.
    connection.pragma('cache_spill = ON');
    return moveAll.immediate();
  } finally {
    connection.pragma(`cache_spill = ${spill}`);
  }
}
