/**
 * Brings a watcher's beats into its bucket: in order, one at a time, each until the store has taken it. The bucket is made
 * where it is missing. What the store does not take waits, joined to what touches it, so that an hour waits as little.
 *
 * Another program may record into the same bucket, as ActivityWatch's own watchers do. Then it goes first: while its events
 * come, ours wait; what they cover is dropped, and when they have stopped for a while, what they do not cover is written.
 * So nothing is recorded twice and nothing is missing after it ended.
 */
import type { EventRow, EventsChanged } from '../../preload/contract/schemas.ts';
import { equalJson } from '../events/canonical.ts';
import type { BucketSpec, Event, Micros, NewEvent } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';
import type { Clock, Timer } from '../store/clock.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { type Beat, RESTART_WITHIN } from './beat.ts';

export type WriterStore = Pick<StoreHandle, 'createBucket' | 'heartbeat' | 'insertEvents'>;

export interface BucketWriterOptions {
  readonly store: WriterStore;
  readonly bucket: string;
  readonly spec: BucketSpec;
  /** How long another program's silence may last while it still records. */
  readonly quietMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** `lastWritten`, `standsBack` or `problem` is another. */
  onChange(): void;
}

/** Events of ours that are told apart from others'. */
const REMEMBERED = 32;
/** An event that ended before this is no sign of a program that records now: somebody edits the past. */
const RECENT: Micros = 60_000_000;
/** Different events that wait at most; the oldest go first. */
const MOST_WAITING = 10_000;
const RETRY_MS = [500, 1000, 2000, 5000, 10_000, 30_000] as const;

export class BucketWriter {
  readonly #options: BucketWriterOptions;
  readonly #waiting: Beat[] = [];
  /** Ends of our own events by their ids, the newest last. */
  readonly #own = new Map<number, Micros>();
  #sending: Promise<void> | null = null;
  #pause: unknown;
  #failures = 0;
  /** While another program records: what ends its being waited for. */
  #standing: unknown = null;
  #othersSeen = 0;
  /** Up to when its events reach. */
  #othersTo: Micros = Number.NEGATIVE_INFINITY;
  #lastWritten: Micros | null = null;
  #problem: string | null = null;

  constructor(options: BucketWriterOptions) {
    this.#options = options;
  }

  get bucket(): string {
    return this.#options.bucket;
  }

  /** The end of the last piece that the store has taken; null: none yet. */
  get lastWritten(): Micros | null {
    return this.#lastWritten;
  }

  /** Whether another program records into the bucket at the moment. */
  get standsBack(): boolean {
    return this.#standing !== null;
  }

  /** Why nothing is being written although there is something; null: it is. */
  get problem(): string | null {
    return this.#problem;
  }

  write(beats: readonly Beat[]): void {
    for (const beat of beats) this.#add(beat);
    if (this.standsBack) this.#leaveOut();
    this.#send();
  }

  /** What changed in the record, as the store tells it. */
  changed({ buckets }: EventsChanged): void {
    for (const { bucket, events } of buckets) {
      if (bucket !== this.#options.bucket) continue;
      for (const row of events ?? []) if (this.#isAnothers(row)) this.#standBack(row);
    }
  }

  /** Resolves when the store has taken everything that it can be given now; a failure is not waited for. */
  async drain(): Promise<void> {
    while (this.#sending !== null) await this.#sending;
  }

  /** The same before Daytrail ends: another's event that came but once may have been an edit, and then only we know the rest. */
  async finish(): Promise<void> {
    if (this.standsBack && this.#othersSeen < 2) this.#stepForward();
    await this.drain();
    this.#stopTimers();
  }

  #stopTimers(): void {
    const { timer } = this.#options;
    timer.clear(this.#pause);
    if (this.#standing !== null) timer.clear(this.#standing);
  }

  #add(beat: Beat): void {
    const before = this.#waiting.at(-1);
    // The first may be on its way.
    const joinable = before !== undefined && (this.#waiting.length > 1 || this.#sending === null);
    if (joinable && beat.joint === 'goes-on' && beat.start === before.end && equalJson(beat.data, before.data)) {
      this.#waiting[this.#waiting.length - 1] = { ...before, end: beat.end };
    } else {
      this.#waiting.push(beat);
      if (this.#waiting.length > MOST_WAITING) this.#waiting.splice(1, 1);
    }
  }

  #send(): void {
    if (this.#sending !== null || this.#pause !== undefined || this.standsBack) return;
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = null;
    });
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const beat = this.#waiting[0];
      if (beat === undefined || this.standsBack) return;
      try {
        this.#taken(await this.#put(beat), beat);
      } catch (error) {
        if (!this.#failed(error)) return;
      }
      // Another program's events may have taken it out meanwhile.
      if (this.#waiting[0] === beat) this.#waiting.shift();
    }
  }

  /** The event that it became, or a part of; null: the store has reasons to leave it out. */
  async #put({ start, end, data, joint }: Beat): Promise<Event | null> {
    const { bucket, spec, store } = this.#options;
    const event = { start, end, data };
    try {
      if (joint === 'fresh') return await this.#insert(event);
      return await store.heartbeat(bucket, event, joint === 'first' ? RESTART_WITHIN : 0);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'not-found') throw error;
      await store.createBucket(bucket, spec);
      return await this.#insert(event);
    }
  }

  async #insert(event: NewEvent): Promise<Event | null> {
    const [written] = await this.#options.store.insertEvents(this.#options.bucket, [event]);
    return written ?? null;
  }

  #taken(event: Event | null, beat: Beat): void {
    if (event !== null) this.#remember(event);
    this.#failures = 0;
    this.#lastWritten = beat.end;
    this.#problem = null;
    this.#options.onChange();
  }

  #remember({ id, end }: Event): void {
    this.#own.delete(id);
    this.#own.set(id, end);
    const [oldest] = this.#own.keys();
    if (this.#own.size > REMEMBERED && oldest !== undefined) this.#own.delete(oldest);
  }

  /** Whether to go on with the next. */
  #failed(error: unknown): boolean {
    const { log, bucket, timer } = this.#options;
    const message = messageOf(error);
    if (error instanceof StoreError && error.kind === 'invalid') {
      log.error(`watchers: the store refused what was to be recorded in ${bucket}: ${message}`);
      return true;
    }
    if (this.#failures === 0) log.warn(`watchers: ${bucket} is not being written, trying again: ${message}`);
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0;
    this.#failures += 1;
    this.#problem = message;
    this.#options.onChange();
    this.#pause = timer.set(wait, () => {
      this.#pause = undefined;
      this.#send();
    });
    return false;
  }

  #isAnothers({ id, end }: EventRow): boolean {
    const own = this.#own.get(id);
    return own === undefined ? end > this.#options.clock.now() - RECENT : end > own;
  }

  #standBack({ end }: EventRow): void {
    const { timer, log, bucket, quietMs, onChange } = this.#options;
    if (this.#standing === null) {
      log.info(`watchers: another program records into ${bucket}, which goes before`);
      this.#othersSeen = 0;
      this.#othersTo = Number.NEGATIVE_INFINITY;
    } else {
      timer.clear(this.#standing);
    }
    this.#othersSeen += 1;
    this.#standing = timer.set(quietMs, () => {
      log.info(`watchers: no other program records into ${bucket} any more`);
      this.#stepForward();
    });
    this.#othersTo = Math.max(end, this.#othersTo);
    this.#leaveOut();
    onChange();
  }

  #stepForward(): void {
    this.#options.timer.clear(this.#standing);
    this.#standing = null;
    this.#options.onChange();
    this.#send();
  }

  /** What ends before the other's events do is in them; what goes on after them begins there. */
  #leaveOut(): void {
    const to = this.#othersTo;
    const rest = this.#waiting.filter(({ end }) => end > to);
    const first = rest[0];
    if (first !== undefined && first.start < to) rest[0] = { ...first, start: to, joint: 'goes-on' };
    this.#waiting.splice(0, this.#waiting.length, ...rest);
  }
}
