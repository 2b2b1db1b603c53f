/**
 * Joins a host's buckets with those of its new name (join-hosts.ts has the rule) in the record that is open: at once, or by
 * another connection, while what is written waits in memory (open-batch.ts).
 */
import type Database from 'better-sqlite3';
import type { HostRename, JoinedBucket } from '../../preload/contract/hosts.ts';
import type { Buckets } from './buckets.ts';
import type { Change } from './change.ts';
import type { EventBook } from './event-book.ts';
import { type Join, type Joined, join, planJoin } from './join-hosts.ts';
import type { OpenBatch } from './open-batch.ts';
import { describeSqliteError, isDamage, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';
import type { RowWriter, Write } from './writes.ts';

export interface HostJoinerOptions {
  readonly connection: Database.Database;
  readonly rows: RowWriter;
  readonly buckets: Buckets;
  readonly events: EventBook;
  readonly batch: OpenBatch;
  /** The file may be damaged. */
  suspect(): void;
  changed(change: Change): void;
}

export class HostJoiner {
  readonly #options: HostJoinerOptions;
  /** Of the joins under way by another connection. */
  #underWay: readonly Join[] = [];

  constructor(options: HostJoinerOptions) {
    this.#options = options;
  }

  /** To be called outside of a transaction. On disk when it returns, or nothing of it: `commit-failed`, or as planJoin fails. */
  join(host: HostRename, remembered?: Write): readonly JoinedBucket[] {
    const { connection, rows } = this.#options;
    const joins = this.#plan(host);
    const remember = () => void (remembered && rows.apply(remembered));
    const joined = this.#orNothing(() => join(connection, joins, remember));
    this.#joined(joins, joined);
    return joined.report;
  }

  /**
   * To be called with nothing pending. From here to `end` writes are kept in memory, and a bucket that gets another id is
   * known by both. Fails as planJoin does.
   */
  begin(host: HostRename): readonly Join[] {
    const { buckets, batch } = this.#options;
    const joins = this.#plan(host);
    for (const { bucket, into, id, hostname } of joins) {
      if (into === null && id !== bucket.id) buckets.put({ ...buckets.get(bucket.id).stored, id, hostname });
    }
    this.#underWay = joins;
    batch.hold();
    return joins;
  }

  /** `locked` for the buckets that are being joined, which a person may not take away or change meanwhile. */
  refuseUnderWay(id: string): void {
    if (!this.#underWay.some((each) => each.bucket.id === id || each.id === id)) return;
    throw new StoreError('locked', 'This bucket is being joined with another. Try again when that is done.');
  }

  /** Null: nothing was joined. What was written meanwhile goes where the bucket went. */
  end(joins: readonly Join[], joined: Joined | null): void {
    const { buckets, batch, changed } = this.#options;
    this.#underWay = [];
    const heldUp = batch.pending > 0;
    if (joined === null) {
      for (const { bucket, into, id } of joins) if (into === null && id !== bucket.id) buckets.remove(id);
    } else {
      for (const { bucket, into } of joins) if (into !== null) batch.journal.moveEvents(bucket.row, into.row);
      this.#joined(joins, joined);
    }
    batch.release();
    // Whoever read meanwhile did not see what was held up, and may have kept what they read.
    if (heldUp) {
      buckets.forgetAll();
      changed({ kind: 'buckets' });
    }
  }

  /** For a process that will not hear whether it was joined: the record says so. Nothing but the release may follow. */
  giveUp(): void {
    const { connection, batch } = this.#options;
    const find = connection.prepare<[number], number>('SELECT 1 FROM buckets WHERE row = ?').pluck();
    for (const { bucket, into } of this.#underWay) {
      if (into !== null && find.get(bucket.row) === undefined) batch.journal.moveEvents(bucket.row, into.row);
    }
  }

  #plan(host: HostRename): readonly Join[] {
    const stored = this.#options.buckets.list().map((bucket) => bucket.stored);
    return planJoin(stored, host);
  }

  #joined(joins: readonly Join[], { extents }: Joined): void {
    const { buckets, events, changed } = this.#options;
    for (const { bucket, into, id, hostname } of joins) {
      const before = buckets.get(bucket.id).stored;
      buckets.remove(bucket.id);
      if (into === null) buckets.put({ ...before, id, hostname });
    }
    changed({ kind: 'buckets' });
    events.cameIn(joins.map(({ id }, at) => ({ bucket: id, extent: extents[at] ?? null })));
  }

  #orNothing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) this.#options.suspect();
      throw notJoined(error);
    }
  }
}

/** What joining failed with, as it is told. */
export function notJoined(error: unknown): unknown {
  if (!isTrouble(error)) return error;
  return new StoreError('commit-failed', `${describeSqliteError(error)}. Nothing was joined.`, { cause: error });
}
