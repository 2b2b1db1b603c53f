/**
 * The record: the only writer of the database. Every write is applied in the open batch before it returns and is then seen
 * by every read here; it is on disk once `forceCommit` or `close` has returned. What each operation means is said in
 * operations.ts; what the batch promises, in open-batch.ts.
 */
import type Database from 'better-sqlite3';
import type { StoreHealth } from '../../preload/contract/schemas.ts';
import {
  type Bucket,
  type BucketPatch,
  type BucketSpec,
  type Event,
  type Json,
  type JsonObject,
  type Micros,
  type NewEvent,
  NOT_RECORDED,
} from '../events/event.ts';
import type { HostRename } from '../interchange/hosts.ts';
import type { PreparedImport } from '../interchange/prepared.ts';
import type { Log } from '../lifecycle/log.ts';
import { Buckets, type LiveBucket, lastAutoincrement, toBucket } from './buckets.ts';
import type { Change } from './change.ts';
import { type Clock, systemClock, systemTimer, type Timer } from './clock.ts';
import { openWriter } from './connection.ts';
import { DAY_START_SETTING, parseDayStart } from './day-start.ts';
import { EventBook } from './event-book.ts';
import { HealthFeed } from './health-feed.ts';
import { countJoin, type JoinedExtents, join, planJoin } from './join-hosts.ts';
import { OpenBatch } from './open-batch.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';
import type { EventRange, EventToWrite, JoinedBucket, Operations } from './operations.ts';
import type { Policy } from './policy.ts';
import { PRIVACY_SETTING, Privacy } from './privacy.ts';
import { Settings } from './settings.ts';
import { describeSqliteError, isDamage, isTrouble } from './sqlite-error.ts';
import { StoreError } from './store-error.ts';
import { type Extent, StoredEvents } from './stored-events.ts';
import type { Taking, TakingPlan } from './take-in.ts';
import { bridged, covers, OWN_WORD, outside, type Stretch } from './unrecorded.ts';
import { checkBucket, checkBucketId, checkData, checkJson, checkMoment, checkSettingKey } from './validate.ts';
import { RowWriter, type StoredBucket } from './writes.ts';

/** How many writes are kept in memory while commits fail: about a day of busy recording. */
const MAX_RETAINED = 100_000;

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

type SynchronousOperations = {
  [Name in keyof Operations as ReturnType<Operations[Name]> extends Promise<unknown> ? never : Name]: Operations[Name];
};

export class Datastore implements Omit<SynchronousOperations, 'cancelImport' | 'importProgress'> {
  readonly file: string | null;
  readonly #options: DatastoreOptions;
  readonly #clock: Clock;
  readonly #opened: OpenedDatabase;
  readonly #buckets: Buckets;
  readonly #settings: Settings;
  readonly #stored: StoredEvents;
  readonly #events: EventBook;
  readonly #batch: OpenBatch;
  readonly #rows: RowWriter;
  readonly #health: HealthFeed;
  readonly #privacy: Privacy;
  #notRecorded: readonly Stretch[] = [];
  /** Whether the open batch holds a bucket that came, went or was changed. */
  #bucketsTouched = false;
  /** Buckets that an import under way will have created, and their rows. */
  readonly #expected = new Map<string, StoredBucket>();
  #closed = false;

  /** Fails with `newer-schema`, `locked` or `unwritable`; a damaged file is set aside and what can be read of it kept. */
  static open(options: DatastoreOptions): Datastore {
    const { file, backupsDir, log, openConnection = openWriter } = options;
    const now = options.now ?? systemClock.now;
    return openDatabase({ file, backupsDir, log, now, openConnection }, (opened) => new Datastore(options, opened));
  }

  private constructor(options: DatastoreOptions, opened: OpenedDatabase) {
    const { connection } = opened;
    const timer = options.timer ?? systemTimer;
    this.file = options.file;
    this.#options = options;
    this.#opened = opened;
    this.#clock = { now: options.now ?? systemClock.now, monotonic: options.monotonic ?? systemClock.monotonic };
    this.#buckets = new Buckets(connection);
    this.#settings = new Settings(connection);
    this.#health = new HealthFeed(timer, () => options.onHealth(this.health()));
    this.#privacy = new Privacy({ monotonic: this.#clock.monotonic, onNotice: () => this.#health.moved() });
    this.#privacy.load(this.#settings.get(PRIVACY_SETTING));
    this.#rows = new RowWriter(connection);
    this.#batch = new OpenBatch({
      connection,
      rows: this.#rows,
      clock: this.#clock,
      timer,
      log: options.log,
      maxRetained: options.maxRetained ?? MAX_RETAINED,
      onRollback: () => this.#buckets.forgetNewest(),
      onCommit: () => {
        for (const bucket of this.#buckets.all()) bucket.touched = null;
        this.#bucketsTouched = false;
        this.#health.moved();
      },
      onProblem: (error) => {
        if (isDamage(error)) opened.suspect();
        this.#health.happened();
      },
      onRecovered: () => {
        this.#buckets.forgetAll();
        this.#health.happened();
      },
    });
    this.#stored = new StoredEvents(connection, () => (this.#batch.detached ? this.#batch.journal : null));
    this.#events = new EventBook({
      buckets: this.#buckets,
      events: this.#stored,
      batch: this.#batch,
      lastId: lastAutoincrement(connection, 'events'),
      changed: (change) => this.#changed(change),
    });
  }

  /** The writer's own connection, for reads where no read-only connection can serve. */
  get connection(): Database.Database {
    return this.#opened.connection;
  }

  listBuckets(): readonly Bucket[] {
    this.#assertOpen();
    return this.#buckets.list().map((bucket) => this.#view(bucket));
  }

  getBucket(id: string): Bucket {
    this.#assertOpen();
    return this.#view(this.#buckets.get(id));
  }

  createBucket(id: string, spec: BucketSpec): boolean {
    this.#assertOpen();
    checkBucketId(id);
    if (this.#buckets.find(id) !== undefined) return false;
    checkBucket(spec);
    const created = spec.created ?? this.#clock.now();
    checkMoment(created, 'creation time of a bucket');
    const stored = this.#newBucket(id, spec, created, this.#expected.get(id)?.row);
    this.#bucketsTouched = true;
    this.#batch.write('bucket', 1, [{ kind: 'insert-bucket', bucket: stored }]);
    const bucket = this.#buckets.put(stored);
    bucket.extent = null;
    bucket.newest = null;
    this.#changed({ kind: 'buckets' });
    return true;
  }

  updateBucket(id: string, patch: BucketPatch): Bucket {
    this.#assertOpen();
    const bucket = this.#buckets.get(id);
    checkBucket(patch);
    const before = bucket.stored;
    const { type = before.type, client = before.client, hostname = before.hostname, name = before.name } = patch;
    const data = patch.data === undefined ? before.data : checkData(patch.data);
    const stored: StoredBucket = { ...before, type, client, hostname, name, data };
    this.#bucketsTouched = true;
    this.#batch.write('bucket', 1, [{ kind: 'update-bucket', bucket: stored }]);
    bucket.stored = stored;
    bucket.data = patch.data ?? bucket.data;
    this.#changed({ kind: 'buckets' });
    return this.#view(bucket);
  }

  deleteBucket(id: string): void {
    this.#assertOpen();
    const { row } = this.#buckets.get(id).stored;
    this.#bucketsTouched = true;
    this.#expected.delete(id);
    this.#batch.write('bucket', 1, [{ kind: 'delete-bucket', row }]);
    this.#buckets.remove(id);
    this.#changed({ kind: 'buckets' });
  }

  heartbeat(id: string, beat: NewEvent, pulsetime: Micros): Event {
    this.#assertOpen();
    const stretches = this.#isOwnWord(id) ? [] : this.#notRecorded;
    const inTime = outside(stretches, beat);
    if (inTime === null) return { ...beat, id: NOT_RECORDED };
    const recorded = this.#privacy.pass(id, inTime);
    if (recorded === null) return this.#events.unrecorded(id, beat);
    return this.#events.heartbeat(id, recorded, bridged(stretches, recorded.start, pulsetime));
  }

  insertEvents(id: string, events: readonly EventToWrite[]): readonly Event[] {
    this.#assertOpen();
    return this.#events.insert(id, this.#privacy.passAll(id, this.#insertable(id, events)));
  }

  /**
   * What is inserted while nothing is recorded may be a recording, too: what happens meanwhile is left out. What was before is
   * somebody's entry, and so is what takes the place of an event.
   */
  #insertable(id: string, events: readonly EventToWrite[]): readonly EventToWrite[] {
    const present = this.#notRecorded.filter((stretch) => covers(stretch, this.#clock.now()));
    if (present.length === 0 || this.#isOwnWord(id)) return events;
    return events.flatMap((event) => (event.id === undefined ? (outside(present, event) ?? []) : event));
  }

  /** `not-found` where there is no such bucket. */
  #isOwnWord(id: string): boolean {
    return this.#notRecorded.length > 0 && this.#buckets.get(id).stored.type === OWN_WORD;
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

  /** What is pending is committed before, so that it has a transaction, and a failure, of its own. */
  joinHosts(host: HostRename): readonly JoinedBucket[] {
    this.#assertOpen();
    if (this.#batch.held) throw new StoreError('locked', 'An import is being saved. Join the hosts when it is done.');
    this.forceCommit();
    const joins = planJoin(
      this.#buckets.list().map(({ stored }) => stored),
      host,
    );
    let report: readonly JoinedBucket[];
    let extents: JoinedExtents;
    try {
      report = countJoin(this.connection, joins);
      extents = join(this.connection, joins);
    } catch (error) {
      if (!isTrouble(error)) throw error;
      if (isDamage(error)) this.#opened.suspect();
      throw new StoreError('commit-failed', `${describeSqliteError(error)}. Nothing was joined.`, { cause: error });
    }
    for (const { bucket, into, id, hostname } of joins) {
      const { stored } = this.#buckets.get(bucket.id);
      this.#buckets.remove(bucket.id);
      if (into === null) this.#buckets.put({ ...stored, id, hostname });
    }
    this.#changed({ kind: 'buckets' });
    this.#events.cameIn(joins.map(({ id }, at) => ({ bucket: id, extent: extents[at] ?? null })));
    return report;
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
    const takings = prepared.buckets
      .filter(({ refusal }) => refusal === null)
      .map(({ index, id, spec }): Taking => {
        const known = this.#buckets.find(id)?.stored;
        const bucket = known ?? this.#newBucket(id, spec, spec.created ?? this.#clock.now());
        return { index, bucket, isNew: known === undefined };
      });
    for (const { bucket, isNew } of takings) if (isNew) this.#expected.set(bucket.id, bucket);
    const plan = {
      takings,
      idsAfter: this.#events.reserveIds(prepared.places),
      dataAfter: this.#rows.reserveData(prepared.data),
    };
    this.#batch.hold();
    return plan;
  }

  /** `imported` as `takeIn` gives it; null: nothing is there of it. */
  endIntake({ buckets }: PreparedImport, { takings }: TakingPlan, imported: readonly number[] | null): void {
    if (imported !== null) {
      const created = takings.filter(({ isNew, bucket }) => isNew && this.#expected.has(bucket.id));
      for (const { bucket } of created) if (this.#buckets.find(bucket.id) === undefined) this.#buckets.put(bucket);
      if (created.length > 0) this.#changed({ kind: 'buckets' });
      const lies = new Map(buckets.map(({ index, lies }) => [index, lies]));
      this.#events.cameIn(
        takings
          .filter((_, at) => imported[at] !== 0)
          .map(({ index, bucket }) => ({ bucket: bucket.id, extent: lies.get(index) ?? null })),
      );
    }
    this.#expected.clear();
    const heldUp = this.#batch.pending > 0;
    this.#batch.release();
    // Whoever read meanwhile did not see what was held up, and may have kept what they read.
    if (heldUp) this.#changed({ kind: 'buckets' });
  }

  /** For a process that cannot wait for the end of an import that holds no lock any more: what came meanwhile is saved now. */
  endHold(): void {
    this.#batch.release();
  }

  /** The buckets that heartbeats have come for since the record was opened. */
  heard(): readonly Bucket[] {
    const heard = this.#buckets.list().filter(({ newest }) => newest !== undefined && newest !== null);
    return heard.map((bucket) => this.#view(bucket));
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
    checkSettingKey(key);
    checkJson(value);
    const rules = key === PRIVACY_SETTING ? this.#privacy.read(value) : null;
    if (key === DAY_START_SETTING) parseDayStart(value);
    // As it was given: the order of keys in a setting is the person's.
    const json = JSON.stringify(value);
    this.#batch.write('setting', 1, [{ kind: 'set-setting', key, value: json, modified: this.#clock.now() }]);
    this.#settings.set(key, json);
    if (rules !== null) this.#privacy.use(rules);
    this.#settingChanged(key);
  }

  deleteSetting(key: string): boolean {
    this.#assertOpen();
    if (!this.#settings.has(key)) return false;
    this.#batch.write('setting', 1, [{ kind: 'delete-setting', key }]);
    this.#settings.delete(key);
    if (key === PRIVACY_SETTING) this.#privacy.use([]);
    this.#settingChanged(key);
    return true;
  }

  /** What may be recorded; as long as nothing is said, all but private windows. */
  follow({ recordPrivateWindows, notRecorded }: Pick<Policy, 'recordPrivateWindows' | 'notRecorded'>): void {
    this.#privacy.recordPrivateWindows(recordPrivateWindows);
    this.#notRecorded = notRecorded;
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
    const asked = buckets === undefined ? this.#buckets.all() : buckets.map((id) => this.#buckets.find(id));
    const matters = this.#bucketsTouched || [...asked].some((bucket) => overlaps(bucket?.touched ?? null, range));
    if (!matters) return true;
    return this.#batch.problem === null && this.#batch.commit();
  }

  health(): StoreHealth {
    const { pending, pendingSince, lastSavedAt, problem } = this.#batch;
    const kept = `${pending} ${pending === 1 ? 'change is' : 'changes are'} kept in memory and saved as soon as possible.`;
    return {
      state: this.#closed ? 'closed' : problem === null ? 'ready' : 'unsaved',
      pending,
      pendingSince,
      lastSavedAt,
      problem: problem === null ? null : { kind: 'commit-failed', message: `${problem}. ${kept}` },
      notices: [...this.#opened.notices, ...this.#privacy.notices],
      inMemory: this.file === null,
    };
  }

  /** Commits, empties the -wal file, closes. Fails with `commit-failed` and lives on, unless unsaved writes are to be discarded. */
  close(discard = false): void {
    if (this.#closed) return;
    if (!this.#batch.commit()) {
      if (!discard) throw this.#commitFailed();
      this.#batch.discard();
    }
    this.#batch.stop();
    this.#health.stop();
    this.#closed = true;
    this.#opened.close();
    this.#options.onHealth(this.health());
  }

  #newBucket(id: string, spec: BucketSpec, created: Micros, row = this.#buckets.nextRow()): StoredBucket {
    const { type, client, hostname, name = null, data = {} } = spec;
    return { row, id, name, type, client, hostname, created, data: checkData(data) };
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('closed', 'The record is closed.');
  }

  #commitFailed(): StoreError {
    return new StoreError('commit-failed', this.health().problem?.message ?? 'The record could not be saved.');
  }

  #view(bucket: LiveBucket): Bucket {
    if (bucket.extent === undefined) bucket.extent = this.#stored.extent(bucket.stored.row);
    return toBucket(bucket, bucket.extent);
  }

  #settingChanged(key: string): void {
    this.#options.onSetting?.(key);
    this.#health.moved();
  }

  #changed(change: Change): void {
    this.#options.onChange(change);
    this.#health.moved();
  }
}

function overlaps(touched: Extent | null, range: EventRange): boolean {
  if (touched === null) return false;
  return (
    (range.start === undefined || touched.end >= range.start) && (range.end === undefined || touched.start <= range.end)
  );
}
