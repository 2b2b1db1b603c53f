/**
 * Reads over many events as the store thread has them done: in a query thread, after what is pending and matters to them has
 * been committed. Reads of a few events, and all where no other connection can see everything (in memory, or while commits
 * fail), run on the writer's own.
 */
import type { TimelineQuery } from '../../preload/contract/schemas.ts';
import { MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import { CACHE_BYTES, type QueryPool } from '../query/pool.ts';
import { type Packed, pack, unpack } from '../query/protocol.ts';
import { createReader, type ReadCall, type Reader, run } from '../query/reads.ts';
import type { ResultCache } from '../query/result-cache.ts';
import { EVERYTHING } from '../query/stale.ts';
import { Turns } from '../query/turns.ts';
import { YearAhead } from '../query/year-ahead.ts';
import { systemTimer, type Timer } from './clock.ts';
import type { Datastore } from './datastore.ts';
import { touchedBy } from './touched-by.ts';

const DAY: Micros = 86_400 * MICROS_PER_SECOND;
/** Beyond this, a second thread saves more than its start costs. */
const WIDE: Micros = 14 * DAY;

/** Listed in the store thread: what clients ask that look for the newest event, or the newest few. */
const FEW_EVENTS = 100;

/** Those that run or wait. ActivityWatch's own clients send them one by one. */
const MOST_PROGRAMS = 32;
/** In the store thread, heartbeats wait for as long as a program runs. */
const OWN_PROGRAM_MS = 3000;

export interface RecordReadsOptions {
  /** The record as it is now. */
  readonly datastore: () => Datastore;
  /** Null: the store is in memory. */
  readonly pool: QueryPool | null;
  /** Told of every write by whoever is told by the store; null: nothing is kept. */
  readonly results: ResultCache | null;
  readonly timer?: Timer | undefined;
}

export class RecordReads {
  readonly #datastore: () => Datastore;
  readonly #pool: QueryPool | null;
  readonly #results: ResultCache | null;
  /** One at a time, so that a thread is left for the window whatever programs do. */
  readonly #programs = new Turns(MOST_PROGRAMS);
  /** Until it settles, reads wait. */
  #gate: Promise<unknown> | null = null;
  readonly #yearAhead: YearAhead;
  #ownReader: Reader | null = null;

  constructor({ datastore, pool, results, timer = systemTimer }: RecordReadsOptions) {
    this.#datastore = datastore;
    this.#pool = pool;
    this.#results = results;
    this.#yearAhead = new YearAhead({
      timer,
      cacheBytes: CACHE_BYTES,
      buckets: () => datastore().listBuckets(),
      resting: () => this.resting,
      read: (call) => this.#readAhead(call),
      generation: () => pool?.generation ?? 0,
    });
  }

  /** Whether there are threads to read in, beside this one. */
  get beside(): boolean {
    return this.#pool !== null;
  }

  /** Whether there is a thread to read in, and none has anything to do. */
  get resting(): boolean {
    return this.#pool?.resting ?? false;
  }

  /** Has a thread, started for it where there is none, read what a person is about to ask for, which must be short. */
  async readBefore(call: ReadCall): Promise<void> {
    if (this.#gate !== null) await this.#gate;
    if (this.#settleFor(call)) await this.#pool?.read(call, true);
  }

  /** What a person asks, who may go on from there. */
  readForWindow(call: ReadCall): Promise<Packed> {
    return this.#yearAhead.after(call, () => this.read(call));
  }

  /** What is read ahead waits for the next question. */
  stopReadingAhead(): void {
    this.#yearAhead.stop();
  }

  read(call: ReadCall): Promise<Packed> {
    const kept = this.#results?.find(call) ?? null;
    if (kept !== null) return Promise.resolve(kept);
    const readNow = () => this.#readNow(call);
    const read = () => this.#results?.keep(call, readNow) ?? readNow();
    // What is pending is settled when a program's turn comes, not when it begins to wait.
    return call.method === 'query' ? this.#programs.take(read) : read();
  }

  /** Calls `work`, which must be done when it returns, once no other thread has the file open. Reads that come meanwhile wait. */
  async pause(work: () => void): Promise<void> {
    const gate = Promise.withResolvers<void>();
    this.#gate = gate.promise;
    try {
      await this.#pool?.rest();
      work();
      this.#ownReader = null;
    } finally {
      this.#gate = null;
      gate.resolve();
    }
  }

  async #readNow(call: ReadCall): Promise<Packed> {
    if (this.#gate !== null) await this.#gate;
    const settled = this.#settleFor(call);
    if (!settled || this.#pool === null || isFew(call)) return pack(call.method, run(this.#reader(), call));
    if (call.method === 'readTimeline') return this.#readTimeline(this.#pool, ...call.args);
    return this.#pool.read(call);
  }

  /** Null: not now. */
  #readAhead(call: ReadCall): Promise<Packed> | null {
    if (this.#pool === null || this.#gate !== null || !this.#pool.resting) return null;
    return this.#settleFor(call) ? this.#pool.readAhead(call) : null;
  }

  /** Whether a connection that only reads sees everything that the call asks for. */
  #settleFor(call: ReadCall): boolean {
    const { buckets, range } = touchedBy(call);
    return this.#datastore().settleForRead(buckets, range);
  }

  /** A wide timeline that was not read ahead is read in two halves side by side: each thread reads, and remembers, its buckets. */
  async #readTimeline(pool: QueryPool, query: TimelineQuery): Promise<Packed> {
    const read = (args: TimelineQuery) => pool.read({ method: 'readTimeline', args: [args] });
    const all =
      query.buckets ??
      this.#datastore()
        .listBuckets()
        .map(({ id }) => id);
    const buckets = [...new Set(all)].sort();
    if (buckets.length < 2 || query.end - query.start < WIDE || this.#yearAhead.covers(query.start)) return read(query);
    const half = Math.ceil(buckets.length / 2);
    const halves = [buckets.slice(0, half), buckets.slice(half)];
    const parts = await Promise.all(halves.map((ids) => read({ ...query, buckets: ids })));
    const lanes = parts.flatMap((part) => unpack('readTimeline', part).lanes);
    const { start, end, resolution } = query;
    return pack('readTimeline', { start, end, resolution, lanes });
  }

  /** On the writer's own connection, which nobody tells what has changed: it keeps nothing from one read to the next. */
  #reader(): Reader {
    this.#ownReader ??= createReader(this.#datastore().connection, 0, OWN_PROGRAM_MS);
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
