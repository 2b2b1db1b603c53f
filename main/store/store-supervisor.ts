/**
 * Keeps the store thread: starts it, brings it back when it dies, ends it, and remembers what it told last. What callers
 * may rely on is said in store-handle.ts.
 */
import { Worker } from 'node:worker_threads';
import type { ImportProgress } from '../../preload/contract/imports.ts';
import type { EventsChanged, Source, StoreHealth } from '../../preload/contract/schemas.ts';
import type { AskingExtension } from '../api/access.ts';
import type { Log } from '../lifecycle/log.ts';
import { systemClock } from './clock.ts';
import { type DayStart, USUAL_DAY_START } from './day-start.ts';
import type { Policy } from './policy.ts';
import type { ApiState, StoreThreadOptions } from './protocol.ts';
import { StoreError, toErrorValue } from './store-error.ts';
import { threadFile } from './thread-file.ts';
import { type News, ThreadLink } from './thread-link.ts';

export interface StoreEvents {
  readonly api: ApiState;
  readonly health: StoreHealth;
  readonly sources: readonly Source[];
  readonly events: EventsChanged;
  /** A bucket came, went or was changed. */
  readonly buckets: null;
  /** When a person's day begins is set otherwise. */
  readonly 'day-start': DayStart;
  /** The rules of privacy are others, whoever changed them. */
  readonly privacy: null;
  /** At most four times a second, and when it ends. */
  readonly imports: ImportProgress;
  /** An extension wants more of the API than it may have. */
  readonly asked: AskingExtension;
}

/** How a thread that died is brought back. */
export interface RestartPolicy {
  /** Before the first attempt, the second, and so on; then it is given up. */
  readonly pausesMs: readonly number[];
  /** A thread that lived as long as this starts the count anew. */
  readonly healthyMs: number;
}

export interface SupervisorOptions extends Omit<StoreThreadOptions, 'flushed'> {
  readonly log: Log;
  readonly restart?: RestartPolicy;
  readonly startThread?: (options: StoreThreadOptions) => Worker;
}

const RESTART: RestartPolicy = { pausesMs: [100, 1000, 5000], healthyMs: 60_000 };

const startStoreThread = (options: StoreThreadOptions): Worker =>
  new Worker(threadFile('store'), { workerData: options, name: 'store' });

export class StoreSupervisor {
  api: ApiState = { state: 'starting' };
  health: StoreHealth;
  sources: readonly Source[] = [];
  dayStart: DayStart = USUAL_DAY_START;
  readonly #options: SupervisorOptions;
  #policy: Policy;
  readonly #flushed = new SharedArrayBuffer(4);
  readonly #listeners = new Map<keyof StoreEvents, Set<(payload: never) => void>>();
  #life: 'stopped' | 'starting' | 'running' | 'restarting' | 'over' = 'stopped';
  /** The thread once it is ready; pending while it starts, rejected while there is none to wait for. */
  #thread = rejecting(new StoreError('closed', 'The store has not been started.'));
  /** The thread there is, also before it is ready. */
  #link: ThreadLink | null = null;
  #runningSince = 0;
  #restarts = 0;
  #pause: NodeJS.Timeout | undefined;
  #closing: Promise<void> | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#policy = options.policy;
    this.health = {
      state: 'starting',
      pending: 0,
      pendingSince: null,
      lastSavedAt: null,
      problem: null,
      notices: [],
      inMemory: options.file === null,
    };
  }

  async start(): Promise<void> {
    if (this.#life === 'stopped') {
      this.#life = 'starting';
      this.#thread = pending();
      this.#launch();
    }
    await this.#thread.promise;
  }

  /**
   * `use` runs at once where there is a thread, so that what it asks is under way before a flush or a close that follows;
   * else as soon as there is one. Rejects with `closed` where there will be none.
   */
  async withThread<T>(use: (thread: ThreadLink) => Promise<T>): Promise<T> {
    if (this.#life === 'over') return this.#thread.promise.then(use);
    if (this.#closing !== null) throw new StoreError('closed', 'The store is being closed.');
    if (this.#life === 'running' && this.#link !== null) return use(this.#link);
    return this.#thread.promise.then(use);
  }

  /** Resolves once it holds: at once where there is no thread, since one that starts is given it. */
  async setPolicy(policy: Policy): Promise<void> {
    this.#policy = policy;
    // A thread that dies before it answers is followed by one that knows.
    await this.#link?.ask({ kind: 'policy', policy }).catch(() => undefined);
  }

  readAhead(): void {
    // A store that cannot be read says so to whoever reads.
    this.withThread(async (thread) => thread.readAhead()).catch(() => undefined);
  }

  on<E extends keyof StoreEvents>(event: E, listener: (payload: StoreEvents[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  close(discard: boolean, deadlineMs: number): Promise<void> {
    if (this.#closing !== null) return this.#closing;
    const closing = this.#close(discard, deadlineMs);
    this.#closing = closing;
    // A store that lives on takes calls again, and can be asked to close again.
    closing.catch(() => {
      if (this.#life !== 'over') this.#closing = null;
    });
    return closing;
  }

  flushSync(timeoutMs: number): 'committed' | 'failed' | 'timed-out' {
    if (this.#link === null) return 'failed';
    const flag = new Int32Array(this.#flushed);
    Atomics.store(flag, 0, 0);
    this.#link.flush();
    if (Atomics.wait(flag, 0, 0, timeoutMs) === 'timed-out') return 'timed-out';
    return Atomics.load(flag, 0) === 1 ? 'committed' : 'failed';
  }

  #launch(): void {
    const { startThread = startStoreThread, log: _log, restart: _restart, ...options } = this.#options;
    const link = new ThreadLink(startThread({ ...options, policy: this.#policy, flushed: this.#flushed }), (news) =>
      this.#hear(news),
    );
    this.#link = link;
    void link.exited.then((why) => this.#ended(why));
    link.ready.then(
      () => {
        this.#life = 'running';
        this.#runningSince = systemClock.monotonic();
        this.#thread.resolve(link);
      },
      // The exit that follows says the same.
      () => undefined,
    );
  }

  #ended(why: StoreError): void {
    this.#link = null;
    if (this.#life === 'over' || this.#closing !== null) return;
    this.#options.log.error(why.message);
    // An import that was under way ended with it.
    this.#tell('imports', { state: 'idle', done: 0, total: null });
    if (this.#life === 'starting') {
      this.#life = 'stopped';
      this.#fail(why);
      return;
    }
    const { pausesMs, healthyMs } = this.#options.restart ?? RESTART;
    if (this.#life === 'running') {
      this.#life = 'restarting';
      this.#thread = pending();
      if (systemClock.monotonic() - this.#runningSince >= healthyMs) this.#restarts = 0;
    }
    const pause = pausesMs[this.#restarts++];
    if (pause === undefined) {
      this.#life = 'over';
      this.#fail(why);
      return;
    }
    this.#tell('api', { state: 'starting' });
    this.#tell('health', { ...this.#without(why), state: 'starting' });
    this.#pause = setTimeout(() => this.#launch(), pause);
  }

  /** There is no thread, and nobody need wait for one. */
  #fail(why: StoreError): void {
    this.#thread.reject(why);
    this.#thread = rejecting(why);
    this.#tell('api', { state: 'failed', error: toErrorValue(why) });
    this.#tell('health', { ...this.#without(why), state: 'failed' });
  }

  /** The health without a thread: what was pending is gone with it. */
  #without({ kind, message }: StoreError): StoreHealth {
    return { ...this.health, pending: 0, pendingSince: null, problem: { kind, message } };
  }

  async #close(discard: boolean, deadlineMs: number): Promise<void> {
    clearTimeout(this.#pause);
    const link = this.#link;
    try {
      if (link !== null) await within(deadlineMs, closeThread(link, discard));
    } catch (error) {
      if (link?.ended || error instanceof DeadlineError)
        this.#end(error instanceof StoreError ? error : new StoreError('closed', String(error)));
      throw error;
    }
    this.#end(new StoreError('closed', 'The store is closed.'));
  }

  #end(why: StoreError): void {
    this.#life = 'over';
    this.#thread.reject(why);
    this.#thread = rejecting(why);
    if (this.health.state !== 'closed') this.#tell('health', { ...this.health, state: 'closed' });
  }

  #hear(news: News): void {
    switch (news.kind) {
      case 'log':
        this.#options.log[news.level](news.message);
        break;
      case 'api':
        this.#tell('api', news.api);
        break;
      case 'health':
        this.#tell('health', news.health);
        break;
      case 'sources':
        this.#tell('sources', news.sources);
        break;
      case 'events':
        this.#tell('events', news.changed);
        break;
      case 'buckets':
        this.#tell('buckets', null);
        break;
      case 'day-start':
        this.#tell('day-start', news.minutes);
        break;
      case 'privacy':
        this.#tell('privacy', null);
        break;
      case 'asked':
        this.#tell('asked', news.extension);
        break;
      case 'imports':
        this.#tell('imports', news.progress);
        break;
    }
  }

  #tell<E extends keyof StoreEvents>(event: E, payload: StoreEvents[E]): void {
    if (event === 'api') this.api = payload as ApiState;
    if (event === 'health') this.health = payload as StoreHealth;
    if (event === 'sources') this.sources = payload as readonly Source[];
    if (event === 'day-start') this.dayStart = payload as DayStart;
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: StoreEvents[E]) => void)(payload);
      } catch (error) {
        this.#options.log.error(`A listener to the store's ${event} failed: ${toErrorValue(error).stack}`);
      }
    }
  }
}

type Deferred = PromiseWithResolvers<ThreadLink>;

function pending(): Deferred {
  const deferred = Promise.withResolvers<ThreadLink>();
  // Nobody may be waiting.
  deferred.promise.catch(() => undefined);
  return deferred;
}

function rejecting(why: StoreError): Deferred {
  const deferred = pending();
  deferred.reject(why);
  return deferred;
}

async function closeThread(link: ThreadLink, discard: boolean): Promise<void> {
  try {
    await link.ready;
  } catch {
    // It never opened anything, and is gone.
    return;
  }
  await link.ask({ kind: 'close', discard });
  await link.exited;
}

class DeadlineError extends StoreError {}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineError('closed', `The store did not close within ${ms} ms.`)), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
