/**
 * What the store thread does: opens the record, answers calls, runs the HTTP API, tells what changes, and closes all of
 * it in order. The thread around it (store.thread.ts) only carries messages.
 */
import type { Access } from '../api/access.ts';
import type { Api, ApiInfo } from '../api/server.ts';
import type { Bucket } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { newestEventReader } from '../query/newest-event.ts';
import { QueryPool } from '../query/pool.ts';
import type { ReadCall, ReadName } from '../query/reads.ts';
import { ResultCache } from '../query/result-cache.ts';
import type { Change } from './change.ts';
import { ChangeFeed } from './change-feed.ts';
import { Datastore, type DatastoreOptions } from './datastore.ts';
import { DAY_START_SETTING, type DayStart, dayStartIn } from './day-start.ts';
import { deviceId } from './device-id.ts';
import { type Exchange, reopen } from './exchange.ts';
import { isRead } from './operation-names.ts';
import type { OperationName, Operations } from './operations.ts';
import type { Policy } from './policy.ts';
import { PRIVACY_SETTING } from './privacy.ts';
import type { FromStore, StoreThreadOptions, ToStore } from './protocol.ts';
import { StoreError, toErrorValue } from './store-error.ts';
import { StoreOperations } from './store-operations.ts';

/** Calls that take longer are logged by name. */
const SLOW_MS = 100;
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
  /** Loaded only once the file is open: the record comes first. */
  readonly loadApi?: () => Promise<Pick<typeof import('../api/server.ts'), 'createApi' | 'Access'>>;
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
  #api: Api | null = null;
  #access: Access | null = null;
  #policy: Policy;
  /** Null: not listening. */
  #port: number | null = null;
  #attempt: Promise<void> | null = null;
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
    this.#operations = new StoreOperations(
      this.#datastore,
      this.#pool,
      (progress) => post({ kind: 'imports', progress }),
      this.#results,
    );
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
    const { post, thread } = this.#options;
    this.#tellDayStart();
    post({ kind: 'health', health: this.#datastore.health() });
    post({ kind: 'ready' });
    this.#feed.start();
    if (thread.port !== null) await this.#listen(thread.port).catch(() => undefined);
  }

  receive(message: ToStore): void {
    switch (message.kind) {
      case 'call':
        this.#call(message);
        break;
      case 'flush':
        this.#flush();
        break;
      case 'read-ahead':
        void this.#readAhead();
        break;
      case 'listen':
        this.#answer(message.id, this.#listenAgain());
        break;
      case 'reopen':
        this.#answer(message.id, this.#reopen(message.exchange));
        break;
      case 'policy':
        this.#answer(message.id, this.#follow(message.policy));
        break;
      case 'close':
        void this.#close(message.id, message.discard);
        break;
    }
  }

  #call({ id, method, args }: ToStore & { kind: 'call' }): void {
    const { post } = this.#options;
    if (this.#closing) {
      this.#fail(id, new StoreError('closed', 'The record is being closed.'));
      return;
    }
    const started = performance.now();
    const answered = () => {
      const ms = Math.round(performance.now() - started);
      if (ms > SLOW_MS) this.#log.info(`${method} took ${ms} ms.`);
    };
    if (isRead(method)) {
      this.#operations
        .readPacked({ method, args } as ReadCall)
        .then((packed) => post({ kind: 'answer', id, ok: true, packed }, [packed.buffer]))
        .catch((error: unknown) => this.#fail(id, error))
        .finally(answered);
      return;
    }
    try {
      const value = invoke(this.#operations, method, args);
      if (value instanceof Promise) this.#answer(id, value);
      else post({ kind: 'answer', id, ok: true, value });
    } catch (error) {
      this.#fail(id, error);
    }
    answered();
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
    const { port } = this.#options.thread;
    if (this.#closing) throw new StoreError('closed', 'The record is being closed.');
    if (port !== null && this.#port === null) await this.#listen(port);
    return null;
  }

  async #reopen(exchange: Exchange | null): Promise<null> {
    if (this.#closing) throw new StoreError('closed', 'The record is being closed.');
    const before = this.#datastore.listBuckets();
    let failure: unknown = null;
    await this.#operations.replaceStore(() => {
      if (this.#closing) throw new StoreError('closed', 'The record is being closed.');
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
    const { port } = this.#options.thread;
    const wasClosed = 'unusable' in this.#policy.access;
    this.#policy = policy;
    this.#datastore.follow(policy);
    if ('unusable' in policy.access) return null;
    this.#access?.change(policy.access);
    if (wasClosed && port !== null && !this.#closing) await this.#listen(port).catch(() => undefined);
    return null;
  }

  /** Whoever asks while it is being tried waits for the same attempt. */
  #listen(wanted: number): Promise<void> {
    this.#attempt ??= this.#tryToListen(wanted).finally(() => {
      this.#attempt = null;
    });
    return this.#attempt;
  }

  async #tryToListen(wanted: number): Promise<void> {
    const { post } = this.#options;
    post({ kind: 'api', api: { state: 'starting' } });
    try {
      this.#api ??= await this.#createApi();
      const port = await this.#api.listen(wanted);
      this.#port = port;
      post({ kind: 'api', api: { state: 'listening', address: `http://127.0.0.1:${port}`, port } });
    } catch (error) {
      post({ kind: 'api', api: { state: 'failed', error: toErrorValue(error) } });
      throw error;
    }
  }

  async #createApi(): Promise<Api> {
    const { thread, post, loadApi = () => import('../api/server.ts') } = this.#options;
    const { createApi, Access } = await loadApi();
    const rules = this.#policy.access;
    if ('unusable' in rules) throw new StoreError('invalid', `The API is not served. ${rules.unusable}`);
    const access = new Access(rules, (extension) => post({ kind: 'asked', extension }));
    this.#access = access;
    const { hostname, version, testing, dataDir } = thread;
    let info: ApiInfo | null = null;
    return createApi({
      operations: this.#operations,
      log: this.#log,
      importer: this.#operations.importer,
      access,
      info: () => {
        info ??= { hostname, version, testing, device_id: deviceId(dataDir) };
        return info;
      },
    });
  }

  async #close(id: number, discard: boolean): Promise<void> {
    const { post, end } = this.#options;
    this.#closing = true;
    await this.#attempt?.catch(() => undefined);
    const port = this.#port;
    try {
      await Promise.all([this.#operations.importer.close(), this.#api?.close()]);
      this.#port = null;
      // Before anything that takes time: whoever waits for the end may give up waiting.
      if (!discard) this.#datastore.forceCommit();
      await this.#pool?.close(READS_MS);
      this.#datastore.close(discard);
    } catch (error) {
      this.#closing = false;
      this.#pool?.open();
      this.#fail(id, error);
      if (port !== null) await this.#listen(port).catch(() => undefined);
      return;
    }
    this.#feed.stop();
    post({ kind: 'answer', id, ok: true, value: null });
    end();
  }

  #answer(id: number, result: Promise<unknown>): void {
    result.then(
      (value) => this.#options.post({ kind: 'answer', id, ok: true, value }),
      (error: unknown) => this.#fail(id, error),
    );
  }

  #fail(id: number, error: unknown): void {
    this.#options.post({ kind: 'answer', id, ok: false, error: toErrorValue(error) });
  }
}

/** The arguments were typed where the call was made (store-handle.ts). */
function invoke(operations: Operations, method: Exclude<OperationName, ReadName>, args: readonly unknown[]): unknown {
  const operation = operations[method] as (...args: readonly unknown[]) => unknown;
  return operation.apply(operations, [...args]);
}

function postingLog(post: StoreServiceOptions['post']): Log {
  const at = (level: 'info' | 'warn' | 'error') => (message: string) => post({ kind: 'log', level, message });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
