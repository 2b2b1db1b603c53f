/**
 * What the store thread does: opens the record, answers calls, runs the HTTP API, tells what changes, and closes all of
 * it in order. The thread around it (store.thread.ts) only carries messages.
 */
import type { Bucket } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { newestEventReader } from '../query/newest-event.ts';
import { QueryPool } from '../query/pool.ts';
import { ResultCache } from '../query/result-cache.ts';
import { Answers } from './answers.ts';
import type { Change } from './change.ts';
import { ChangeFeed } from './change-feed.ts';
import { Datastore, type DatastoreOptions } from './datastore.ts';
import { DAY_START_SETTING, type DayStart, dayStartIn } from './day-start.ts';
import { type Exchange, reopen } from './exchange.ts';
import type { Policy } from './policy.ts';
import { PRIVACY_SETTING } from './privacy.ts';
import type { FromStore, StoreThreadOptions, ToStore } from './protocol.ts';
import { type LoadApi, ServedApi } from './served-api.ts';
import { StoreError, toErrorValue } from './store-error.ts';
import { StoreOperations } from './store-operations.ts';

/** What is kept of answers: thousands of days' summaries. */
const RESULT_BYTES = 16_000_000;
/** How long closing waits for what was asked of the query threads. */
const READS_MS = 500;
/** How long a process that ends at once waits for an import to let go of the file. */
const IMPORT_MS = 2000;

export interface StoreServiceOptions {
  readonly thread: StoreThreadOptions;
  post(message: FromStore, transfer?: readonly ArrayBuffer[]): void;
  /** Everything is closed and answered: the thread may end. */
  end(): void;
  readonly openDatastore?: (options: DatastoreOptions) => Datastore;
  readonly loadApi?: LoadApi;
}

export class StoreService {
  readonly #options: StoreServiceOptions;
  readonly #log: Log;
  #datastore: Datastore;
  #newestEvent: ReturnType<typeof newestEventReader>;
  /** Its closing and opening are not the record's. */
  #reopening = false;
  readonly #pool: QueryPool | null;
  readonly #results = new ResultCache(RESULT_BYTES);
  readonly #operations: StoreOperations;
  readonly #feed: ChangeFeed;
  readonly #api: ServedApi;
  readonly #answers: Answers;
  #policy: Policy;
  #closing = false;
  /** As it was told last. */
  #dayStart: DayStart | null = null;

  /** Opens the record; fails with the datastore's StoreError. */
  static open(options: StoreServiceOptions): StoreService {
    return new StoreService(options);
  }

  private constructor(options: StoreServiceOptions) {
    const { post, thread } = options;
    this.#options = options;
    this.#policy = thread.policy;
    this.#log = postingLog(post);
    const { file } = thread;
    this.#pool = file === null ? null : new QueryPool({ file, log: this.#log });
    this.#datastore = this.#open();
    this.#newestEvent = newestEventReader(this.#datastore.connection);
    this.#operations = new StoreOperations(this.#datastore, this.#pool, {
      onImport: (progress) => post({ kind: 'imports', progress }),
      results: this.#results,
    });
    const parts = { operations: this.#operations, log: this.#log, post };
    this.#api = new ServedApi({ ...parts, thread, load: options.loadApi });
    this.#answers = new Answers(parts);
    this.#feed = new ChangeFeed({
      buckets: () => this.#datastore.listBuckets(),
      newestEvent: (bucket) => this.#newestEvent(bucket),
      onEvents: (changed) => post({ kind: 'events', changed }),
      onBuckets: () => post({ kind: 'buckets' }),
      onSources: (sources) => post({ kind: 'sources', sources }),
    });
  }

  #open(): Datastore {
    const { post, thread, openDatastore = Datastore.open } = this.#options;
    const { file, backupsDir } = thread;
    const store = openDatastore({
      file,
      backupsDir,
      log: this.#log,
      onChange: (change) => this.#changed(change),
      onHealth: (health) => {
        if (!this.#reopening) post({ kind: 'health', health });
      },
      onSetting: (key) => {
        if (key === DAY_START_SETTING) this.#tellDayStart();
        if (key === PRIVACY_SETTING) post({ kind: 'privacy' });
      },
    });
    store.follow(this.#policy);
    return store;
  }

  #changed(change: Change): void {
    this.#pool?.changed(change);
    this.#results.changed(change);
    this.#feed.add(change);
  }

  /** Says that the record is open, then listens. */
  async start(): Promise<void> {
    const { post } = this.#options;
    this.#tellDayStart();
    post({ kind: 'health', health: this.#datastore.health() });
    post({ kind: 'ready' });
    this.#feed.start();
    await this.#serve();
  }

  receive(message: ToStore): void {
    switch (message.kind) {
      case 'call':
        if (this.#closing) this.#answers.fail(message.id, closing());
        else this.#answers.call(message);
        break;
      case 'flush':
        this.#flush();
        break;
      case 'read-ahead':
        void this.#readAhead();
        break;
      case 'listen':
        this.#answers.settle(message.id, this.#listenAgain());
        break;
      case 'reopen':
        this.#answers.settle(message.id, this.#reopen(message.exchange));
        break;
      case 'policy':
        this.#answers.settle(message.id, this.#follow(message.policy));
        break;
      case 'close':
        void this.#close(message.id, message.discard);
        break;
    }
  }

  async #readAhead(): Promise<void> {
    if (this.#closing) return;
    await this.#operations.warmUp().catch((error: unknown) => {
      if (this.#closing) return;
      this.#log.warn(`The last day could not be read ahead: ${toErrorValue(error).message}`);
    });
  }

  #flush(): void {
    const flag = new Int32Array(this.#options.thread.flushed);
    let done = 2;
    try {
      this.#operations.importer.closeNow(IMPORT_MS);
      this.#datastore.forceCommit();
      done = 1;
    } catch (error) {
      this.#log.error(`A last commit failed: ${toErrorValue(error).message}`);
    }
    Atomics.store(flag, 0, done);
    Atomics.notify(flag, 0);
  }

  async #listenAgain(): Promise<null> {
    if (this.#closing) throw closing();
    if (this.#api.port === null) await this.#api.listen();
    return null;
  }

  async #reopen(exchange: Exchange | null): Promise<null> {
    if (this.#closing) throw closing();
    const before = this.#datastore.listBuckets();
    let failure: unknown = null;
    await this.#operations.replaceStore(() => {
      if (this.#closing) throw closing();
      this.#reopening = true;
      try {
        const reopened = reopen(this.#datastore, () => this.#open(), exchange);
        this.#datastore = reopened.store;
        failure = reopened.failure;
      } catch (error) {
        // Without a file there is nothing to go on with: the thread that follows tries again.
        if (this.#datastore.health().state === 'closed')
          setImmediate(() => {
            throw error;
          });
        throw error;
      } finally {
        this.#reopening = false;
      }
      this.#newestEvent = newestEventReader(this.#datastore.connection);
      return this.#datastore;
    });
    this.#options.post({ kind: 'health', health: this.#datastore.health() });
    this.#tellDayStart();
    this.#options.post({ kind: 'privacy' });
    this.#tellAll(before);
    if (failure !== null) throw failure;
    return null;
  }

  #tellDayStart(): void {
    const minutes = dayStartIn(this.#datastore.getSetting(DAY_START_SETTING));
    if (minutes === this.#dayStart) return;
    this.#dayStart = minutes;
    this.#options.post({ kind: 'day-start', minutes });
  }

  /** Anything may be another. */
  #tellAll(before: readonly Bucket[]): void {
    this.#changed({ kind: 'buckets' });
    for (const { id, start, end } of [...before, ...this.#datastore.listBuckets()]) {
      if (start !== null && end !== null) this.#changed({ kind: 'range', bucket: id, start, end });
    }
  }

  /** From here on the policy holds; where the API was closed for want of one that can be used, it listens now. */
  async #follow(policy: Policy): Promise<null> {
    this.#policy = policy;
    this.#datastore.follow(policy);
    const mayListen = this.#api.follow(policy.access);
    if (mayListen && !this.#closing) await this.#serve();
    return null;
  }

  /** Where it cannot listen, that has been told; the record is open all the same. */
  #serve(port?: number): Promise<void> {
    return this.#api.listen(port).catch(() => undefined);
  }

  async #close(id: number, discard: boolean): Promise<void> {
    this.#closing = true;
    await this.#api.settled();
    const { port } = this.#api;
    try {
      await Promise.all([this.#operations.importer.close(), this.#api.close()]);
      // Before anything that takes time: whoever waits for the end may give up waiting.
      if (!discard) this.#datastore.forceCommit();
      await this.#pool?.close(READS_MS);
      this.#operations.stopReadingAhead();
      this.#datastore.close(discard);
    } catch (error) {
      this.#closing = false;
      this.#pool?.open();
      this.#answers.fail(id, error);
      if (port !== null) await this.#serve(port);
      return;
    }
    this.#feed.stop();
    this.#answers.give(id, null);
    this.#options.end();
  }
}

const closing = () => new StoreError('closed', 'The record is being closed.');

function postingLog(post: StoreServiceOptions['post']): Log {
  const at = (level: 'info' | 'warn' | 'error') => (message: string) => post({ kind: 'log', level, message });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
