/**
 * The record: the only writer of the database. Every write is applied in the open batch before it returns and is then seen
 * by every read here; it is on disk once `forceCommit` or `close` has returned. What each operation means is said in
 * operations.ts; what the batch promises, in open-batch.ts. This file puts the parts together, each in a file of its own, and
 * knows whether the record is open.
 */
import type Database from 'better-sqlite3';
import type { StoreHealth } from '../../preload/contract/schemas.ts';
import type { Bucket, BucketPatch, BucketSpec, Event, Json, JsonObject, Micros, NewEvent } from '../events/event.ts';
import type { HostRename } from '../interchange/hosts.ts';
import type { PreparedImport } from '../interchange/prepared.ts';
import type { Log } from '../lifecycle/log.ts';
import { BucketBook } from './bucket-book.ts';
import { Buckets, lastAutoincrement } from './buckets.ts';
import type { Change } from './change.ts';
import { systemClock, systemTimer, type Timer } from './clock.ts';
import { openWriter } from './connection.ts';
import { EventBook } from './event-book.ts';
import { HealthFeed, healthOf } from './health-feed.ts';
import { HeldImport } from './held-import.ts';
import { HostJoiner } from './host-joiner.ts';
import type { Join, Joined } from './join-hosts.ts';
import { OpenBatch } from './open-batch.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';
import type { EventRange, EventToWrite, JoinedBucket, SynchronousOperations } from './operations.ts';
import type { Policy } from './policy.ts';
import { Privacy } from './privacy.ts';
import { Recorder } from './recorder.ts';
import { Settings } from './settings.ts';
import { isDamage } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';
import { StoredEvents } from './stored-events.ts';
import type { TakingPlan } from './take-in.ts';
import { RowWriter, type Write } from './writes.ts';

export interface DatastoreOptions {
  /** Null: in memory. */
  readonly file: string | null;
  readonly backupsDir: string | null;
  readonly log: Log;
  /** The wall clock, µs. */
  readonly now?: () => Micros;
  /** ms of a clock that never jumps. */
  readonly monotonic?: () => number;
  readonly timer?: Timer;
  readonly maxRetained?: number;
  readonly openConnection?: typeof openWriter;
  /** After each applied write. */
  onChange(change: Change): void;
  /** Whenever it changed; while only counts move, at most four times a second. */
  onHealth(health: StoreHealth): void;
  /** After a setting was set or deleted. */
  onSetting?(key: string): void;
}

export class Datastore implements Omit<SynchronousOperations, 'cancelImport' | 'importProgress'> {
  readonly file: string | null;
  readonly #opened: OpenedDatabase;
  readonly #batch: OpenBatch;
  readonly #buckets: Buckets;
  readonly #bucketBook: BucketBook;
  readonly #events: EventBook;
  readonly #privacy: Privacy;
  readonly #recorder: Recorder;
  readonly #settings: Settings;
  readonly #import: HeldImport;
  readonly #hosts: HostJoiner;
  readonly #health: HealthFeed;
  #closed = false;

  /** Fails with `newer-schema`, `locked` or `unwritable`; a damaged file is set aside and what can be read of it kept. */
  static open(options: DatastoreOptions): Datastore {
    const { file, backupsDir, log, now = systemClock.now, openConnection = openWriter } = options;
    return openDatabase({ file, backupsDir, log, now, openConnection }, (opened) => new Datastore(options, opened));
  }

  private constructor(options: DatastoreOptions, opened: OpenedDatabase) {
    const { log, now = systemClock.now, monotonic = systemClock.monotonic, timer = systemTimer } = options;
    const { connection } = opened;
    const changed = (change: Change) => {
      options.onChange(change);
      this.#health.moved();
    };
    const settingChanged = (key: string) => {
      options.onSetting?.(key);
      this.#health.moved();
    };
    this.file = options.file;
    this.#opened = opened;
    this.#health = new HealthFeed(timer, () => options.onHealth(this.health()));
    const buckets = new Buckets(connection);
    const rows = new RowWriter(connection);
    const batch = new OpenBatch({
      connection,
      rows,
      clock: { now, monotonic },
      timer,
      log,
      maxRetained: options.maxRetained,
      inPlace: opened.inPlace,
      onRollback: () => buckets.forgetNewest(),
      onCommit: () => {
        buckets.committed();
        this.#health.moved();
      },
      onProblem: (error) => {
        if (isDamage(error)) opened.suspect();
        this.#health.happened();
      },
      onRecovered: () => {
        buckets.forgetAll();
        this.#health.happened();
      },
    });
    const stored = new StoredEvents(connection, () => (batch.detached ? batch.journal : null));
    const lastId = lastAutoincrement(connection, 'events');
    const events = new EventBook({ buckets, events: stored, batch, lastId, changed });
    const bucketBook = new BucketBook({ buckets, events: stored, batch, now, changed });
    const privacy = new Privacy({ monotonic, onNotice: () => this.#health.moved() });
    this.#batch = batch;
    this.#buckets = buckets;
    this.#bucketBook = bucketBook;
    this.#events = events;
    this.#privacy = privacy;
    this.#recorder = new Recorder({ buckets, events, privacy, now });
    this.#settings = new Settings({ connection, batch, privacy, now, changed: settingChanged });
    this.#import = new HeldImport({ buckets, bucketBook, events, rows, batch, changed });
    this.#hosts = new HostJoiner({ connection, rows, buckets, events, batch, suspect: opened.suspect, changed });
  }

  /** The writer's own connection, for reads where no read-only connection can serve. */
  get connection(): Database.Database {
    return this.#opened.connection;
  }

  listBuckets(): readonly Bucket[] {
    this.#assertOpen();
    return this.#bucketBook.list();
  }

  getBucket(id: string): Bucket {
    this.#assertOpen();
    return this.#bucketBook.get(id);
  }

  createBucket(id: string, spec: BucketSpec): boolean {
    this.#assertOpen();
    return this.#bucketBook.create(id, spec);
  }

  updateBucket(id: string, patch: BucketPatch): Bucket {
    this.#assertOpen();
    this.#hosts.refuseUnderWay(id);
    return this.#bucketBook.update(id, patch);
  }

  deleteBucket(id: string): void {
    this.#assertOpen();
    this.#hosts.refuseUnderWay(id);
    this.#bucketBook.delete(id);
  }

  heartbeat(id: string, beat: NewEvent, pulsetime: Micros): Event {
    this.#assertOpen();
    return this.#recorder.heartbeat(id, beat, pulsetime);
  }

  insertEvents(id: string, events: readonly EventToWrite[]): readonly Event[] {
    this.#assertOpen();
    return this.#recorder.insert(id, events);
  }

  getEvent(id: string, eventId: number): Event {
    this.#assertOpen();
    return this.#events.get(id, eventId);
  }

  deleteEvent(id: string, eventId: number): boolean {
    this.#assertOpen();
    return this.#events.delete(id, eventId);
  }

  deleteEvents(id: string, eventIds: readonly number[]): number {
    this.#assertOpen();
    return this.#events.deleteMany(id, eventIds);
  }

  /**
   * What is pending is committed before, so that it has a transaction, and a failure, of its own. It takes a second for a
   * quarter of a million events, in which nobody is answered: where `takesInBeside`, the way over `beginJoin` is better.
   * `remembered` is written in the same transaction.
   */
  joinHosts(host: HostRename, remembered?: Write): readonly JoinedBucket[] {
    this.#beforeJoin();
    return this.#hosts.join(host, remembered);
  }

  /** Saves what is pending. From here to `endJoin` writes are kept in memory, and answered as ever. Fails as `joinHosts` does. */
  beginJoin(host: HostRename): readonly Join[] {
    this.#beforeJoin();
    return this.#hosts.begin(host);
  }

  /** `joined` as join-hosts.ts gives it; null: nothing was joined. */
  endJoin(joins: readonly Join[], joined: Joined | null): void {
    this.#hosts.end(joins, joined);
  }

  #beforeJoin(): void {
    this.#assertOpen();
    if (this.#batch.held)
      throw new StoreError('locked', 'An import or a join of hosts is being saved. Join these when it is done.');
    this.forceCommit();
  }

  /**
   * Whether an import can be taken in on a connection of its own (take-in.ts), so that the store goes on meanwhile; else it
   * has to be done on `connection`.
   */
  get takesInBeside(): boolean {
    return this.file !== null && this.connection.pragma('journal_mode', { simple: true }) === 'wal';
  }

  /**
   * Saves what is pending and sets aside what the import needs. From here to `endIntake` writes are kept in memory, and
   * answered as ever. `commit-failed` where what is pending cannot be saved.
   */
  beginIntake(prepared: PreparedImport): TakingPlan {
    this.forceCommit();
    return this.#import.begin(prepared);
  }

  /** `imported` as `takeIn` gives it; null: nothing is there of it. */
  endIntake(prepared: PreparedImport, plan: TakingPlan, imported: readonly number[] | null): void {
    this.#import.end(prepared, plan, imported);
  }

  /** For a process that cannot wait for the end of an import, or of joining, that holds no lock any more: what came meanwhile is saved now. */
  endHold(): void {
    this.#hosts.giveUp();
    this.#batch.release();
  }

  /** The buckets that heartbeats have come for since the record was opened. */
  heard(): readonly Bucket[] {
    return this.#bucketBook.heard();
  }

  /** Has the file checked at the next start. */
  suspectDamage(): void {
    this.#opened.suspect();
  }

  listSettings(): JsonObject {
    this.#assertOpen();
    return this.#settings.list();
  }

  getSetting(key: string): Json {
    this.#assertOpen();
    return this.#settings.get(key);
  }

  setSetting(key: string, value: Json): void {
    this.#assertOpen();
    this.#settings.set(key, value);
  }

  deleteSetting(key: string): boolean {
    this.#assertOpen();
    return this.#settings.delete(key);
  }

  /** What may be recorded; as long as nothing is said, all but private windows. */
  follow(policy: Pick<Policy, 'recordPrivateWindows' | 'notRecorded'>): void {
    this.#recorder.follow(policy);
  }

  forceCommit(): void {
    this.#assertOpen();
    if (!this.#batch.commit()) throw this.#commitFailed();
  }

  /**
   * Commits the open batch if it holds writes that a read of these buckets (undefined: all) and range would have to see.
   * True: a read-only connection sees everything asked for. False: the commit failed or the store is in memory; read on
   * `connection`. While commits fail, only their back-off tries again, not every read.
   */
  settleForRead(buckets: readonly string[] | undefined, range: EventRange): boolean {
    this.#assertOpen();
    if (this.file === null) return false;
    // What an import holds up is seen once it is through; what was there before can be read meanwhile.
    if (this.#batch.pending === 0 || this.#batch.held) return true;
    if (!this.#buckets.isTouched(buckets, range)) return true;
    return this.#batch.problem === null && this.#batch.commit();
  }

  health(): StoreHealth {
    return healthOf(this.#batch, {
      closed: this.#closed,
      notices: [...this.#opened.notices, ...this.#privacy.notices],
      inMemory: this.file === null,
    });
  }

  /** Commits, empties the -wal file, closes. Fails with `commit-failed` and lives on, unless unsaved writes are to be discarded. */
  close(discard = false): void {
    if (this.#closed) return;
    if (!this.#batch.commit()) {
      // Why, and no more: whether the changes are kept on is decided by whoever is closing.
      if (!discard) throw new StoreError('commit-failed', `${this.#batch.problem ?? 'The record could not be saved'}.`);
      this.#batch.discard();
    }
    this.#batch.stop();
    this.#health.stop();
    this.#closed = true;
    this.#opened.close();
    this.#health.happened();
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('closed', 'The record is closed.');
  }

  #commitFailed(): StoreError {
    return new StoreError('commit-failed', this.health().problem?.message ?? 'The record could not be saved.');
  }
}
