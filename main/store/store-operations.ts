/**
 * The operations as they run in the store thread: writes and single events on the datastore, at once; reads over many
 * events in a query thread, after what is pending and matters to them has been committed. Reads of a few events, and all
 * where no other connection can see everything (in memory, or while commits fail), run on the writer's own.
 */
import type { Activity } from '../../preload/contract/activity.ts';
import type { PrivacyTrial } from '../../preload/contract/privacy.ts';
import type { Breakdown, BucketSummary, EventsPage, Timeline, TimelineQuery } from '../../preload/contract/schemas.ts';
import {
  type Bucket,
  type Event,
  type Json,
  type JsonObject,
  MICROS_PER_SECOND,
  type Micros,
} from '../events/event.ts';
import { Importer } from '../interchange/importer.ts';
import { rememberHosts } from '../interchange/joined-hosts.ts';
import { wholeChunks } from '../query/column-cache.ts';
import type { QueryAnswer } from '../query/language/run-query.ts';
import { CACHE_BYTES, type QueryPool } from '../query/pool.ts';
import { type Packed, pack, unpack } from '../query/protocol.ts';
import { readAheadOf } from '../query/read-ahead.ts';
import { createReader, type ReadCall, type Reader, type ReadName, type ReadResult, run } from '../query/reads.ts';
import type { ResultCache } from '../query/result-cache.ts';
import { EVERYTHING } from '../query/stale.ts';
import { Turns } from '../query/turns.ts';
import { YearAhead } from '../query/year-ahead.ts';
import { systemTimer, type Timer } from './clock.ts';
import type { Datastore } from './datastore.ts';
import type {
  EventRange,
  ExportPiece,
  ImportPreview,
  ImportProgress,
  ImportReport,
  JoinedBucket,
  Operations,
} from './operations.ts';

const DAY: Micros = 86_400 * MICROS_PER_SECOND;
/** Beyond this, a second thread saves more than its start costs. */
const WIDE: Micros = 14 * DAY;

/** Listed in the store thread: what clients ask that look for the newest event, or the newest few. */
const FEW_EVENTS = 100;

/** Those that run or wait. ActivityWatch's own clients send them one by one. */
const MOST_PROGRAMS = 32;
/** In the store thread, heartbeats wait for as long as a program runs. */
const OWN_PROGRAM_MS = 3000;

type Args<K extends keyof Operations> = Parameters<Operations[K]>;

export class StoreOperations implements Operations {
  readonly importer: Importer;
  #datastore: Datastore;
  /** Until it settles, reads over many events wait. */
  #gate: Promise<unknown> | null = null;
  readonly #pool: QueryPool | null;
  readonly #results: ResultCache | null;
  /** One at a time, so that a thread is left for the window whatever programs do. */
  readonly #programs = new Turns(MOST_PROGRAMS);
  readonly #yearAhead: YearAhead;
  #ownReader: Reader | null = null;

  /** `pool` null: the store is in memory. `results` is told of every write by whoever is told by the store; null: nothing is kept. */
  constructor(
    datastore: Datastore,
    pool: QueryPool | null,
    onImport?: (progress: ImportProgress) => void,
    results: ResultCache | null = null,
    timer: Timer = systemTimer,
  ) {
    this.#datastore = datastore;
    this.importer = new Importer({
      target: () => this.#datastore,
      record: datastore.file,
      ...(onImport === undefined ? {} : { onProgress: onImport }),
    });
    this.#pool = pool;
    this.#results = results;
    this.#yearAhead = new YearAhead({
      timer,
      cacheBytes: CACHE_BYTES,
      buckets: () => this.#datastore.listBuckets(),
      resting: () => pool?.resting ?? false,
      read: (call) => this.#readAhead(call),
      generation: () => pool?.generation ?? 0,
    });
  }

  listBuckets(): readonly Bucket[] {
    return this.#datastore.listBuckets();
  }

  getBucket(...args: Args<'getBucket'>): Bucket {
    return this.#datastore.getBucket(...args);
  }

  createBucket(...args: Args<'createBucket'>): boolean {
    return this.#datastore.createBucket(...args);
  }

  updateBucket(...args: Args<'updateBucket'>): Bucket {
    return this.#datastore.updateBucket(...args);
  }

  deleteBucket(...args: Args<'deleteBucket'>): void {
    this.#datastore.deleteBucket(...args);
  }

  heartbeat(...args: Args<'heartbeat'>): Event {
    return this.#datastore.heartbeat(...args);
  }

  insertEvents(...args: Args<'insertEvents'>): readonly Event[] {
    return this.#datastore.insertEvents(...args);
  }

  getEvent(...args: Args<'getEvent'>): Event {
    return this.#datastore.getEvent(...args);
  }

  deleteEvent(...args: Args<'deleteEvent'>): boolean {
    return this.#datastore.deleteEvent(...args);
  }

  deleteEvents(...args: Args<'deleteEvents'>): number {
    return this.#datastore.deleteEvents(...args);
  }

  previewImport(...args: Args<'previewImport'>): Promise<ImportPreview> {
    return this.importer.preview(...args);
  }

  runImport(...args: Args<'runImport'>): Promise<ImportReport> {
    return this.importer.run(...args);
  }

  cancelImport(): void {
    this.importer.cancel();
  }

  importProgress(): ImportProgress {
    return this.importer.progress;
  }

  previewJoin(...args: Args<'previewJoin'>): Promise<readonly JoinedBucket[]> {
    return this.#read('previewJoin', { method: 'previewJoin', args });
  }

  joinHosts(...args: Args<'joinHosts'>): readonly JoinedBucket[] {
    const joined = this.#datastore.joinHosts(...args);
    rememberHosts(this.#datastore, args);
    return joined;
  }

  listSettings(): JsonObject {
    return this.#datastore.listSettings();
  }

  getSetting(...args: Args<'getSetting'>): Json {
    return this.#datastore.getSetting(...args);
  }

  setSetting(...args: Args<'setSetting'>): void {
    this.#datastore.setSetting(...args);
  }

  deleteSetting(...args: Args<'deleteSetting'>): boolean {
    return this.#datastore.deleteSetting(...args);
  }

  tryPrivacyRule(...args: Args<'tryPrivacyRule'>): Promise<PrivacyTrial> {
    return this.#read('tryPrivacyRule', { method: 'tryPrivacyRule', args });
  }

  async forceCommit(): Promise<void> {
    await this.importer.released;
    this.#datastore.forceCommit();
  }

  listEvents(...args: Args<'listEvents'>): Promise<Uint8Array> {
    return this.#read('listEvents', { method: 'listEvents', args });
  }

  countEvents(...args: Args<'countEvents'>): Promise<number> {
    return this.#read('countEvents', { method: 'countEvents', args });
  }

  summarizeBuckets(): Promise<readonly BucketSummary[]> {
    return this.#read('summarizeBuckets', { method: 'summarizeBuckets', args: [] });
  }

  readTimeline(...args: Args<'readTimeline'>): Promise<Timeline> {
    return this.#read('readTimeline', { method: 'readTimeline', args });
  }

  describe(...args: Args<'describe'>): Promise<Breakdown> {
    return this.#read('describe', { method: 'describe', args });
  }

  pageEvents(...args: Args<'pageEvents'>): Promise<EventsPage> {
    return this.#read('pageEvents', { method: 'pageEvents', args });
  }

  exportEvents(...args: Args<'exportEvents'>): Promise<ExportPiece> {
    return this.#read('exportEvents', { method: 'exportEvents', args });
  }

  listKeys(...args: Args<'listKeys'>): Promise<readonly string[]> {
    return this.#read('listKeys', { method: 'listKeys', args });
  }

  query(...args: Args<'query'>): Promise<QueryAnswer> {
    return this.#read('query', { method: 'query', args });
  }

  activity(...args: Args<'activity'>): Promise<Activity> {
    return this.#read('activity', { method: 'activity', args });
  }

  /** What the window asks. The answer is bytes (query/protocol.ts: `unpack`), for a caller that passes them on to another thread. */
  readPacked(call: ReadCall): Promise<Packed> {
    return this.#yearAhead.after(call, () => this.#packed(call));
  }

  /** What is read ahead waits for the next question. */
  stopReadingAhead(): void {
    this.#yearAhead.stop();
  }

  #packed(call: ReadCall): Promise<Packed> {
    const kept = this.#results?.find(call) ?? null;
    if (kept !== null) return Promise.resolve(kept);
    const readNow = () => this.#readNow(call);
    const read = () => this.#results?.keep(call, readNow) ?? readNow();
    // What is pending is settled when a program's turn comes, not when it begins to wait.
    return call.method === 'query' ? this.#programs.take(read) : read();
  }

  async #readNow(call: ReadCall): Promise<Packed> {
    if (this.#gate !== null) await this.#gate;
    const { buckets, range } = touchedBy(call);
    const settled = this.#datastore.settleForRead(buckets, range);
    if (!settled || this.#pool === null || isFew(call)) return pack(call.method, run(this.#reader(), call));
    if (call.method === 'readTimeline') return this.#readTimeline(this.#pool, ...call.args);
    return this.#pool.read(call);
  }

  /**
   * Puts another datastore in the place of this one: `exchange` is called, and must be done when it returns, once no import is
   * under way and no other thread has the file open. Reads that come meanwhile wait, and so do imports.
   */
  replaceStore(exchange: () => Datastore): Promise<void> {
    return this.importer.pause(async () => {
      const gate = Promise.withResolvers<void>();
      this.#gate = gate.promise;
      try {
        await this.#pool?.rest();
        this.#datastore = exchange();
        this.#ownReader = null;
      } finally {
        this.#gate = null;
        gate.resolve();
      }
    });
  }

  /** Has a query thread read what a person will look at first: the last day. It is ready then, and remembers it. */
  async warmUp(): Promise<void> {
    const ahead = readAheadOf(this.#datastore.listBuckets());
    if (ahead === null || this.#pool === null) return;
    await this.readTimeline(ahead.timeline);
    if (ahead.activity !== null) await this.activity(ahead.activity);
  }

  /** Null: not now. */
  #readAhead(call: ReadCall): Promise<Packed> | null {
    if (this.#pool === null || this.#gate !== null || !this.#pool.resting) return null;
    const { buckets, range } = touchedBy(call);
    return this.#datastore.settleForRead(buckets, range) ? this.#pool.readAhead(call) : null;
  }

  /** A wide timeline that was not read ahead is read in two halves side by side: each thread reads, and remembers, its buckets. */
  async #readTimeline(pool: QueryPool, query: TimelineQuery): Promise<Packed> {
    const read = (args: TimelineQuery) => pool.read({ method: 'readTimeline', args: [args] });
    const buckets = [...new Set(query.buckets ?? this.#datastore.listBuckets().map(({ id }) => id))].sort();
    if (buckets.length < 2 || query.end - query.start < WIDE || this.#yearAhead.covers(query.start)) return read(query);
    const half = Math.ceil(buckets.length / 2);
    const halves = [buckets.slice(0, half), buckets.slice(half)];
    const parts = await Promise.all(halves.map((ids) => read({ ...query, buckets: ids })));
    const lanes = parts.flatMap((part) => unpack('readTimeline', part).lanes);
    const { start, end, resolution } = query;
    return pack('readTimeline', { start, end, resolution, lanes });
  }

  async #read<K extends ReadName>(method: K, call: ReadCall & { readonly method: K }): Promise<ReadResult<K>> {
    return unpack(method, await this.#packed(call));
  }

  /** On the writer's own connection, which nobody tells what has changed: it keeps nothing from one read to the next. */
  #reader(): Reader {
    this.#ownReader ??= createReader(this.#datastore.connection, 0, OWN_PROGRAM_MS);
    this.#ownReader.forget(EVERYTHING);
    return this.#ownReader;
  }
}

/** A few rows of one index cost less than handing the question to another thread, and need not wake one. */
function isFew(call: ReadCall): boolean {
  if (call.method !== 'listEvents') return false;
  const [, , limit] = call.args;
  return limit !== undefined && limit <= FEW_EVENTS;
}

interface Touched {
  /** Undefined: all. */
  readonly buckets: readonly string[] | undefined;
  readonly range: EventRange;
}

/** What has to be committed before the read. */
function touchedBy(call: ReadCall): Touched {
  switch (call.method) {
    case 'listEvents':
    case 'countEvents': {
      const [bucket, range] = call.args;
      return { buckets: [bucket], range };
    }
    case 'summarizeBuckets':
    case 'previewJoin':
      return { buckets: undefined, range: {} };
    case 'tryPrivacyRule': {
      const [{ start, end }] = call.args;
      return { buckets: undefined, range: { start, end } };
    }
    case 'readTimeline': {
      const [query] = call.args;
      return { buckets: query.buckets, range: wholeChunks(query) };
    }
    case 'describe': {
      const [{ bucket, start, end }] = call.args;
      return { buckets: [bucket], range: { start, end } };
    }
    case 'pageEvents': {
      const [{ buckets, start, end }] = call.args;
      return { buckets, range: { start, end } };
    }
    case 'exportEvents': {
      // What is newer than where it goes on does not matter: heartbeats in the meantime are not committed one by one for it.
      const [{ bucket, range, after }] = call.args;
      return { buckets: [bucket], range: after === null ? range : { start: range.start, end: after.start } };
    }
    case 'listKeys':
      return { buckets: call.args, range: {} };
    case 'query':
    case 'activity': {
      const [{ periods }] = call.args;
      const start = Math.min(...periods.map((period) => period.start));
      const end = Math.max(...periods.map((period) => period.end));
      return { buckets: undefined, range: wholeChunks({ start, end }) };
    }
  }
}
