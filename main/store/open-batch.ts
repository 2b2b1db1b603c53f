/**
 * The one open batch: writes are applied to a transaction at once, retained until its COMMIT has returned, and committed
 * when the policy (batch.ts) says so. A COMMIT or a write that fails for the disk's sake loses nothing: the transaction is
 * rolled back, the retained writes are applied to a new one, and the commit is tried again with back-off. Where even that
 * cannot be, the batch is `detached`: writes are retained without being applied until the disk takes them.
 *
 * While another connection has a long transaction (an import's), the batch is `held`: detached, and without trying to commit.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { isDue, MAX_AGE_MS, retryDelayMs, type WriteKind } from './batch.ts';
import type { Clock, Timer } from './clock.ts';
import { Journal } from './journal.ts';
import { describeSqliteError, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';
import { erases, type RowWriter, type Write } from './writes.ts';

/** How long to wait for readers to let go of the -wal file that holds something deleted. */
const SCRUB_RETRY_MS = 1000;
/** How many writes are kept in memory while commits fail: about a day of busy recording. */
const MAX_RETAINED = 100_000;

/** Why nothing is committed into a file that has no name any more, or not its own. */
const DISPLACED = 'The file of the record was moved, deleted or replaced by another program. Put it back';

export interface OpenBatchOptions {
  readonly connection: Database.Database;
  readonly rows: RowWriter;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** How many writes may be retained while commits fail; one more is `full`. */
  readonly maxRetained?: number | undefined;
  /** Whether what is committed can be found again. */
  readonly inPlace: () => boolean;
  /** What was read from the transaction may be wrong now. */
  readonly onRollback: () => void;
  readonly onCommit: () => void;
  readonly onProblem: (error: unknown) => void;
  /** The first commit after a problem has returned. */
  readonly onRecovered: () => void;
}

export class OpenBatch {
  readonly #options: OpenBatchOptions;
  readonly #connection: Database.Database;
  readonly #begin: Database.Statement<[]>;
  readonly #commit: Database.Statement<[]>;
  readonly journal = new Journal();
  #pending = 0;
  /** Monotonic ms of the first write, and the wall clock's µs. */
  #since = 0;
  #pendingSince: Micros | null = null;
  #lastSavedAt: Micros | null = null;
  #detached = false;
  #held = false;
  #failures = 0;
  #problem: string | null = null;
  #commitTimer: unknown;
  #scrubTimer: unknown;
  #scrubDue = false;

  constructor(options: OpenBatchOptions) {
    this.#options = options;
    this.#connection = options.connection;
    this.#begin = this.#connection.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#connection.prepare('COMMIT');
  }

  /** Changes acknowledged since the last commit. */
  get pending(): number {
    return this.#pending;
  }

  get pendingSince(): Micros | null {
    return this.#pendingSince;
  }

  get lastSavedAt(): Micros | null {
    return this.#lastSavedAt;
  }

  /** Why the last commit failed; null while all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Whether the connection does not see the retained writes. */
  get detached(): boolean {
    return this.#detached;
  }

  /** Whether another connection writes, and what is written here waits in memory. */
  get held(): boolean {
    return this.#held;
  }

  /** To be called with nothing pending. */
  hold(): void {
    this.#held = true;
    this.#detached = true;
  }

  /** Commits what came meanwhile; where that fails, it is retained and tried again as ever. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#detached = this.journal.size > 0;
    if (this.#detached) this.commit();
  }

  /** Applies all or none. `changes` is what they count for. Fails with `full`, or `internal` for a defect. */
  write(kind: WriteKind, changes: number, writes: readonly Write[]): void {
    this.#apply(writes);
    this.#retain(kind, changes, writes);
  }

  /** False where the event is not there any more; nothing has been done then. */
  lengthen(id: number, duration: Micros): boolean {
    const writes: readonly Write[] = [{ kind: 'lengthen-event', id, duration }];
    if (!this.#apply(writes)) return false;
    this.#retain('events', 1, writes);
    return true;
  }

  /** True once everything is on disk. False: it failed, is retained and will be tried again, or the batch is held. Never throws. */
  commit(): boolean {
    if (this.#held) return this.journal.size === 0;
    if (this.journal.size === 0 && !this.#connection.inTransaction && this.#problem === null) return true;
    try {
      if (!this.#options.inPlace()) throw new Error(DISPLACED);
      if (!this.#connection.inTransaction) this.#replay();
      this.#commit.run();
    } catch (error) {
      this.#rollback();
      this.#failed(error);
      this.#replayOrDetach();
      return false;
    }
    const recovered = this.#problem !== null;
    this.#lastSavedAt = this.#options.clock.now();
    this.#reset();
    this.#options.onCommit();
    if (recovered) {
      this.#options.log.info('The record can be saved again.');
      this.#options.onRecovered();
    }
    this.#scrub();
    return true;
  }

  /** Gives up what could not be committed. */
  discard(): void {
    this.#rollback();
    this.#reset();
  }

  /** Ends the timers; nothing may be written afterwards. */
  stop(): void {
    this.#options.timer.clear(this.#commitTimer);
    this.#options.timer.clear(this.#scrubTimer);
  }

  #apply(writes: readonly Write[]): boolean {
    this.#refuseWhenFull(writes.length);
    if (this.#detached) return true;
    try {
      if (!this.#connection.inTransaction) this.#replay();
      let found = true;
      for (const write of writes) found = this.#options.rows.apply(write) && found;
      return found;
    } catch (error) {
      this.#rollback();
      if (!isTrouble(error)) {
        this.#replayOrDetach();
        throw error;
      }
      this.#detached = true;
      this.#failed(error);
      this.#refuseWhenFull(writes.length);
      return true;
    }
  }

  #retain(kind: WriteKind, changes: number, writes: readonly Write[]): void {
    for (const write of writes) {
      this.journal.add(write);
      if (erases(write)) this.#scrubDue = true;
    }
    if (this.#pendingSince === null) {
      this.#since = this.#options.clock.monotonic();
      this.#pendingSince = this.#options.clock.now();
      if (this.#failures === 0 && !this.#held) this.#commitIn(MAX_AGE_MS);
    }
    this.#pending += changes;
    // While commits fail, the back-off alone says when to try again; while the batch is held, its release.
    if (this.#failures > 0 || this.#held) return;
    if (isDue({ since: this.#since, events: this.#pending }, this.#options.clock.monotonic(), kind)) this.commit();
  }

  #refuseWhenFull(more: number): void {
    if (this.#failures === 0 && !this.#held) return;
    const { maxRetained = MAX_RETAINED } = this.#options;
    if (this.journal.size + more <= maxRetained) return;
    throw new StoreError(
      'full',
      `${this.#problem ?? 'An import or a join of hosts is being saved'}, and ${this.#pending} changes already wait in memory. This one was not taken.`,
    );
  }

  /** SQLite rolls back by itself on some errors, and then refuses to do it again. */
  #rollback(): void {
    if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
    this.#options.rows.forget();
    this.#options.onRollback();
  }

  /** Begins a transaction with all that is retained in it. */
  #replay(): void {
    this.#begin.run();
    for (const write of this.journal.writes) this.#options.rows.apply(write);
    this.#detached = false;
  }

  #replayOrDetach(): void {
    if (this.journal.size === 0) return;
    try {
      this.#replay();
    } catch (error) {
      this.#rollback();
      this.#detached = true;
      if (this.#failures === 0) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    const problem = describeSqliteError(error);
    if (problem !== this.#problem) {
      this.#options.log.error(
        `The record could not be saved: ${problem}. ${this.#pending} changes are kept in memory.`,
      );
    }
    this.#problem = problem;
    this.#failures += 1;
    this.#commitIn(retryDelayMs(this.#failures));
    this.#options.onProblem(error);
  }

  #reset(): void {
    this.journal.clear();
    this.#pending = 0;
    this.#pendingSince = null;
    this.#detached = false;
    this.#failures = 0;
    this.#problem = null;
    this.#options.timer.clear(this.#commitTimer);
    this.#commitTimer = undefined;
  }

  #commitIn(ms: number): void {
    this.#options.timer.clear(this.#commitTimer);
    this.#commitTimer = this.#options.timer.set(ms, () => this.commit());
  }

  /**
   * Deleted means deleted: secure_delete has zeroed what was deleted in the database's pages, and emptying the -wal file
   * removes its older copies. A reader in the middle of a long read, or a full disk, delays it.
   */
  #scrub(): void {
    if (!this.#scrubDue || this.#connection.inTransaction) return;
    this.#options.timer.clear(this.#scrubTimer);
    const patience = this.#connection.pragma('busy_timeout', { simple: true });
    try {
      this.#connection.pragma('busy_timeout = 0');
      const [outcome] = this.#connection.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      this.#scrubDue = outcome.busy !== 0;
    } catch (error) {
      if (!isTrouble(error)) throw error;
    } finally {
      this.#connection.pragma(`busy_timeout = ${patience}`);
    }
    if (this.#scrubDue) this.#scrubTimer = this.#options.timer.set(SCRUB_RETRY_MS, () => this.#scrub());
  }
}
