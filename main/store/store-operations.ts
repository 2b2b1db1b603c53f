/**
 * The operations as they run in the store thread: writes and single events on the datastore, at once; reads over many events as
 * record-reads.ts has it; imports in a thread of their own.
 */
import type { Activity } from '../../preload/contract/activity.ts';
import type { PrivacyTrial } from '../../preload/contract/privacy.ts';
import type { Breakdown, BucketSummary, EventsPage, Timeline } from '../../preload/contract/schemas.ts';
import type { Bucket, Event, Json, JsonObject } from '../events/event.ts';
import { Importer } from '../interchange/importer.ts';
import type { QueryAnswer } from '../query/language/run-query.ts';
import type { QueryPool } from '../query/pool.ts';
import { type Packed, unpack } from '../query/protocol.ts';
import { readAheadOf } from '../query/read-ahead.ts';
import type { ReadCall, ReadName, ReadResult } from '../query/reads.ts';
import type { ResultCache } from '../query/result-cache.ts';
import type { Timer } from './clock.ts';
import type { Datastore } from './datastore.ts';
import type {
  ExportPiece,
  ImportPreview,
  ImportProgress,
  ImportReport,
  JoinedBucket,
  Operations,
} from './operations.ts';
import { RecordReads } from './record-reads.ts';

export interface StoreOperationsOptions {
  readonly onImport?: (progress: ImportProgress) => void;
  /** Told of every write by whoever is told by the store; null: nothing is kept. */
  readonly results?: ResultCache | null;
  readonly timer?: Timer | undefined;
}

type Args<K extends keyof Operations> = Parameters<Operations[K]>;

export class StoreOperations implements Operations {
  readonly importer: Importer;
  #datastore: Datastore;
  readonly #reads: RecordReads;

  /** `pool` null: the store is in memory. */
  constructor(datastore: Datastore, pool: QueryPool | null, options: StoreOperationsOptions = {}) {
    const { onImport, results = null, timer } = options;
    this.#datastore = datastore;
    this.importer = new Importer({ target: () => this.#datastore, record: datastore.file, onProgress: onImport });
    this.#reads = new RecordReads({ datastore: () => this.#datastore, pool, results, timer });
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

  joinHosts(...args: Args<'joinHosts'>): Promise<readonly JoinedBucket[]> {
    return this.importer.joinHosts(...args);
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
    return this.#reads.readForWindow(call);
  }

  /** What is read ahead waits for the next question. */
  stopReadingAhead(): void {
    this.#reads.stopReadingAhead();
  }

  /**
   * Puts another datastore in the place of this one: `exchange` is called, and must be done when it returns, once no import is
   * under way and no other thread has the file open. Reads that come meanwhile wait, and so do imports.
   */
  replaceStore(exchange: () => Datastore): Promise<void> {
    return this.importer.pause(() =>
      this.#reads.pause(() => {
        this.#datastore = exchange();
      }),
    );
  }

  /** Has a query thread read what a person will look at first (read-ahead.ts). It is ready then, and remembers it. */
  async warmUp(): Promise<void> {
    const ahead = readAheadOf(this.#datastore.listBuckets());
    if (ahead === null || !this.#reads.beside) return;
    await this.#reads.readBefore({ method: 'readTimeline', args: [ahead.timeline] });
    // Who asks something already is in no need of the rest, but of the thread.
    if (ahead.activity === null || !this.#reads.resting) return;
    // Not before the record is open: what it reads the setting with takes a while to load.
    const { CATEGORIES_SETTING, shownCategories } = await import('../query/activity/shown-categories.ts');
    await this.activity({ ...ahead.activity, categories: shownCategories(this.getSetting(CATEGORIES_SETTING)) });
  }

  async #read<K extends ReadName>(method: K, call: ReadCall & { readonly method: K }): Promise<ReadResult<K>> {
    return unpack(method, await this.#reads.read(call));
  }
}
