/**
 * The query threads: none until something is read, a second one while the first is busy, none again after a while of
 * quiet, so that what they keep costs nothing while nobody looks.
 *
 * A read goes to a thread at once, together with what has become stale since the thread's last read. A thread that dies
 * fails its reads; the next read starts another, after a pause that grows while threads keep dying.
 */
import { Worker } from 'node:worker_threads';
import type { Log } from '../lifecycle/log.ts';
import type { Change } from '../store/change.ts';
import { systemClock, systemTimer, type Timer } from '../store/clock.ts';
import { fromErrorValue, StoreError } from '../store/store-error.ts';
import { threadFile } from '../store/thread-file.ts';
import type { FromQuery, Packed, QueryThreadOptions, ToQuery } from './protocol.ts';
import type { ReadCall } from './reads.ts';
import { StaleSince } from './stale.ts';

const MOST_THREADS = 2;
const IDLE_MS = 60_000;
/** About a year of busy recording in columns (28 bytes an event). */
export const CACHE_BYTES = 20_000_000;
/** With less for what is young, a program over a year spends a fifth more of its time moving events that live on. */
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 48 };
/** A program may run for many seconds, as may rules of a person's own: reads take the other thread, even if that has a few to do. */
const PROGRAM_WEIGHT = 16;
/** After the first death, the second in a row, and so on. */
const PAUSES_MS = [0, 100, 1000, 5000, 15_000];

export interface PoolOptions {
  readonly file: string;
  readonly log: Log;
  readonly timer?: Timer;
  /** ms of a clock that never jumps. */
  readonly monotonic?: () => number;
  readonly start?: (options: QueryThreadOptions) => Worker;
}

/** `file`: that of the thread's code. */
export const startThread = (options: QueryThreadOptions, file: URL = threadFile('query')): Worker =>
  new Worker(file, { workerData: options, name: 'query', resourceLimits: HEAP });

export class QueryPool {
  readonly #options: PoolOptions;
  readonly #timer: Timer;
  readonly #monotonic: () => number;
  readonly #threads = new Set<QueryThread>();
  #idle: unknown;
  #closed = false;
  /** Threads that died in a row without having answered anything. */
  #deaths = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  #generation = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#monotonic = options.monotonic ?? systemClock.monotonic;
  }

  /** How many threads are running. */
  get size(): number {
    return this.#threads.size;
  }

  /**
   * Fails with the read's StoreError, `internal` where the thread died, or `closed`. Everything a reader keeps is settled by
   * the caller before (column-cache.ts: `wholeChunks`). `ahead`: nobody waits for it, and it is short, so that what is asked
   * meanwhile had better wait for it than for the start of another thread.
   */
  read(call: ReadCall, ahead = false): Promise<Packed> {
    if (this.#closed) return Promise.reject(new StoreError('closed', 'The record is being closed.'));
    this.#restUntilIdle();
    try {
      return this.#pick().read(call, ahead);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Has the thread that is asked first read something that nobody waits for. Null where not all are at rest: none is started
   * for it, and none lives longer for it. It must be short, for what is asked meanwhile waits for it. Otherwise as `read`.
   */
  readAhead(call: ReadCall): Promise<Packed> | null {
    const [first] = this.#threads;
    return first !== undefined && this.resting ? first.read(call, true) : null;
  }

  /** Whether there is a thread, and none has anything to do. */
  get resting(): boolean {
    return !this.#closed && this.#threads.size > 0 && [...this.#threads].every(({ resting }) => resting);
  }

  /** Another whenever a thread has ended, or has everything to forget that it keeps. */
  get generation(): number {
    return this.#generation;
  }

  /** To be told of every write, before a read that has to see it. */
  changed(change: Change): void {
    if (change.kind === 'buckets') this.#generation++;
    for (const { stale } of this.#threads) stale.add(change);
  }

  /** Answers what was asked, but stops programs, then ends the threads. The next read starts one again. */
  async rest(): Promise<void> {
    this.#timer.clear(this.#idle);
    await Promise.all(Array.from(this.#threads, (thread) => thread.close()));
  }

  /**
   * The same for good: reads fail with `closed` from here on, for one that followed another would start a thread that nobody
   * ends; and what is not answered after `patienceMs` is not waited for any more.
   */
  async close(patienceMs: number): Promise<void> {
    this.#closed = true;
    const late = this.#timer.set(patienceMs, () => {
      for (const thread of this.#threads) thread.stop();
    });
    await this.rest();
    this.#timer.clear(late);
  }

  /** After `close`: takes reads again. */
  open(): void {
    this.#closed = false;
  }

  #pick(): QueryThread {
    const threads = [...this.#threads].filter(({ closing }) => !closing);
    // Always the same one first: what it keeps is of use again.
    const [first] = threads.sort((a, b) => a.busy - b.busy);
    if (first !== undefined && (first.busy === 0 || threads.length >= MOST_THREADS)) return first;
    return this.#startOr(first);
  }

  #startOr(other: QueryThread | undefined): QueryThread {
    const pause = this.#notBefore - this.#monotonic();
    if (pause > 0) {
      if (other !== undefined) return other;
      const seconds = Math.ceil(pause / 1000);
      throw new StoreError('internal', `Reading failed repeatedly. It can be tried again in ${seconds} s.`);
    }
    const { file, start = startThread } = this.#options;
    const thread = new QueryThread(start({ file, cacheBytes: CACHE_BYTES }), {
      answered: () => {
        this.#deaths = 0;
      },
      ended: (reason) => this.#ended(thread, reason),
    });
    this.#threads.add(thread);
    return thread;
  }

  #ended(thread: QueryThread, reason: string | null): void {
    this.#threads.delete(thread);
    this.#generation++;
    if (reason === null) return;
    const pause = PAUSES_MS[Math.min(this.#deaths, PAUSES_MS.length - 1)] ?? 0;
    this.#deaths++;
    this.#notBefore = this.#monotonic() + pause;
    this.#options.log.error(`A query thread ended: ${reason}`);
  }

  /** Ends the threads once nothing was asked for a while. */
  #restUntilIdle(): void {
    this.#timer.clear(this.#idle);
    this.#idle = this.#timer.set(IDLE_MS, () => {
      if ([...this.#threads].some(({ busy }) => busy > 0)) this.#restUntilIdle();
      else void this.rest();
    });
  }
}

interface ThreadEvents {
  answered(): void;
  /** Once. Null: it ended because it was asked to. */
  ended(reason: string | null): void;
}

interface Pending {
  /** It runs what people wrote: nobody knows for how long. */
  readonly program: boolean;
  /** Nobody waits for it, and it is short. */
  readonly ahead: boolean;
  resolve(packed: Packed): void;
  reject(error: StoreError): void;
}

class QueryThread {
  readonly stale = new StaleSince();
  closing = false;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exit: Promise<void>;
  #lastId = 0;

  constructor(worker: Worker, events: ThreadEvents) {
    this.#worker = worker;
    let reason = 'it exited';
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    worker.on('message', (message: FromQuery) => {
      events.answered();
      this.#answer(message);
    });
    this.#exit = new Promise((resolve) => {
      worker.on('exit', () => {
        events.ended(this.closing ? null : reason);
        this.#failAll();
        resolve();
      });
    });
  }

  /** How many reads are not yet answered, in reads of the usual length. What is read ahead is no reason to start another thread. */
  get busy(): number {
    const asked = [...this.#pending.values()].filter(({ ahead }) => !ahead);
    return asked.length + (asked.some(({ program }) => program) ? PROGRAM_WEIGHT : 0);
  }

  get resting(): boolean {
    return this.#pending.size === 0 && !this.closing;
  }

  read(call: ReadCall, ahead = false): Promise<Packed> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const program = call.method === 'query' || call.method === 'activity';
      this.#pending.set(id, { program, ahead, resolve, reject });
      this.#send({ kind: 'read', id, call, stale: this.stale.take() });
    });
  }

  async close(): Promise<void> {
    // Nobody knows how long a program goes on.
    if (this.#runsProgram()) this.stop();
    else if (!this.closing) this.#send({ kind: 'close' });
    this.closing = true;
    await this.#exit;
  }

  /** It may be stopped anywhere: its connection cannot write, and has no lock to leave. */
  stop(): void {
    void this.#worker.terminate();
  }

  #runsProgram(): boolean {
    return [...this.#pending.values()].some(({ program }) => program);
  }

  #send(message: ToQuery): void {
    this.#worker.postMessage(message);
  }

  #answer(message: FromQuery): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.ok) pending?.resolve(message.packed);
    else pending?.reject(fromErrorValue(message.error));
  }

  #failAll(): void {
    for (const { reject } of this.#pending.values()) {
      reject(new StoreError('internal', 'Reading failed: the query thread ended. Try again.'));
    }
    this.#pending.clear();
  }
}
