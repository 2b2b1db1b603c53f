/** Joins a host's buckets with those of its new name (join-hosts.ts has the rule) in the record that is open. */
import type Database from 'better-sqlite3';
import type { HostRename, JoinedBucket } from '../../preload/contract/hosts.ts';
import type { Buckets } from './buckets.ts';
import type { Change } from './change.ts';
import type { EventBook } from './event-book.ts';
import { countJoin, join, planJoin } from './join-hosts.ts';
import { describeSqliteError, isDamage, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';

export interface HostJoinerOptions {
  readonly connection: Database.Database;
  readonly buckets: Buckets;
  readonly events: EventBook;
  /** The file may be damaged. */
  suspect(): void;
  changed(change: Change): void;
}

export class HostJoiner {
  readonly #options: HostJoinerOptions;

  constructor(options: HostJoinerOptions) {
    this.#options = options;
  }

  /** To be called outside of a transaction. On disk when it returns, or nothing of it: `commit-failed`, or as planJoin fails. */
  join(host: HostRename): readonly JoinedBucket[] {
    const { connection, buckets, events, changed } = this.#options;
    const stored = buckets.list().map((bucket) => bucket.stored);
    const joins = planJoin(stored, host);
    const { report, extents } = this.#orNothing(() => ({
      report: countJoin(connection, joins),
      extents: join(connection, joins),
    }));
    for (const { bucket, into, id, hostname } of joins) {
      const before = buckets.get(bucket.id).stored;
      buckets.remove(bucket.id);
      if (into === null) buckets.put({ ...before, id, hostname });
    }
    changed({ kind: 'buckets' });
    events.cameIn(joins.map(({ id }, at) => ({ bucket: id, extent: extents[at] ?? null })));
    return report;
  }

  #orNothing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isTrouble(error)) throw error;
      if (isDamage(error)) this.#options.suspect();
      throw new StoreError('commit-failed', `${describeSqliteError(error)}. Nothing was joined.`, { cause: error });
    }
  }
}
