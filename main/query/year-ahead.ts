/**
 * While a person looks at the window, what they may look at next: a query thread reads the last year ahead, a week after
 * the other from two days before the newest event back, so that a month or a year that is asked for finds it in memory.
 *
 * It begins once nothing was asked for a while after a person's own question, waits whenever they ask something, and goes
 * on afterwards. It starts no thread and keeps none: what was read goes when the thread ends. A question that comes
 * meanwhile waits for one week at most, since those are asked for one by one.
 */
import type { ActivityQuery } from '../../preload/contract/activity.ts';
import { type Bucket, MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import type { Period } from '../events/query-event.ts';
import type { Timer } from '../store/clock.ts';
import { BYTES_PER_EVENT } from './columns.ts';
import { type Packed, unpack } from './protocol.ts';
import type { ReadCall } from './reads.ts';

const DAY: Micros = 86_400 * MICROS_PER_SECOND;
const WEEK: Micros = 7 * DAY;
/** A calendar year that ends today or tomorrow. */
const YEAR: Micros = 367 * DAY;
/** What is being written, which a read would have committed at once; and who looks begins with it. */
const RECENT: Micros = 2 * DAY;
/** Without a question. */
const REST_MS = 1000;
/** Between two weeks, for whoever else wants the processor. */
const PAUSE_MS = 20;
/** Of what a thread keeps: more would push out what was looked at. */
const MOST_OF_CACHE = 0.9;

type KnownBucket = Pick<Bucket, 'start' | 'end'>;

export interface YearAheadOptions {
  readonly timer: Timer;
  /** How much a query thread keeps of the events that it reads. */
  readonly cacheBytes: number;
  buckets(): readonly KnownBucket[];
  /** Whether there is a thread, and none has anything to do. */
  resting(): boolean;
  /** Null: not now. */
  read(call: ReadCall): Promise<Packed> | null;
  /** Another whenever what was read ahead is gone. */
  generation(): number;
}

export class YearAhead {
  readonly #options: YearAheadOptions;
  /** As it was asked last: its rules and hosts are those of the next question, too. */
  #activity: ActivityQuery | null = null;
  #asked = 0;
  /** Whether a person asked about a time, so that they may ask about another. */
  #looked = false;
  /** Null: not to be read until a person asks. Another object whenever what is under way is to end. */
  #turn: object | null = null;
  #waiting: unknown;
  /** From where on everything was read but the last days. */
  #from: Micros = Number.POSITIVE_INFINITY;
  #events = 0;
  #generation = Number.NaN;

  constructor(options: YearAheadOptions) {
    this.#options = options;
  }

  /** The answer of `read` to what a person asked. */
  async after(call: ReadCall, read: () => Promise<Packed>): Promise<Packed> {
    this.stop();
    this.#asked++;
    try {
      const packed = await read();
      if (call.method === 'activity') [this.#activity] = call.args;
      return packed;
    } finally {
      this.#asked--;
      this.#looked ||= isLook(call);
      if (this.#asked === 0 && this.#looked && this.#options.resting()) this.#begin();
    }
  }

  /** Whether the thread that is asked first has nearly everything in memory from this moment on. */
  covers(moment: Micros): boolean {
    this.#forgetWhatIsGone();
    return moment >= this.#from;
  }

  /** Until a person asks again. */
  stop(): void {
    this.#turn = null;
    this.#options.timer.clear(this.#waiting);
  }

  #begin(): void {
    const turn = {};
    this.#turn = turn;
    this.#wait(REST_MS, turn);
  }

  #wait(ms: number, turn: object): void {
    this.#waiting = this.#options.timer.set(ms, () => {
      this.#readNext(turn).catch(() => this.#giveUp(turn));
    });
  }

  /** Whoever asks the same is told why. A person's own rules may take too long, and must not do so after each question. */
  #giveUp(turn: object): void {
    this.#from = Number.POSITIVE_INFINITY;
    this.#events = Number.POSITIVE_INFINITY;
    if (this.#turn === turn) this.stop();
  }

  async #readNext(turn: object): Promise<void> {
    this.#forgetWhatIsGone();
    const buckets = this.#options.buckets();
    const week = this.#nextWeek(buckets);
    if (week === null) return;
    let events = 0;
    for (const call of callsFor(week, this.#activity)) {
      const packed = await this.#options.read(call);
      if (packed === null || this.#turn !== turn) return;
      if (call.method === 'readTimeline') events = countIn(packed);
    }
    this.#from = week.start <= startOf(buckets) ? Number.NEGATIVE_INFINITY : week.start;
    this.#events += events;
    this.#wait(PAUSE_MS, turn);
  }

  /** Null: all that is wanted was read. */
  #nextWeek(buckets: readonly KnownBucket[]): Period | null {
    const newest = Math.max(...buckets.map(({ end }) => end ?? Number.NEGATIVE_INFINITY));
    const isFull = this.#events * BYTES_PER_EVENT > this.#options.cacheBytes * MOST_OF_CACHE;
    if (!Number.isFinite(newest) || isFull || this.#from <= newest - YEAR) return null;
    const end = Math.min(this.#from, newest - RECENT);
    return { start: end - WEEK, end };
  }

  #forgetWhatIsGone(): void {
    const generation = this.#options.generation();
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#from = Number.POSITIVE_INFINITY;
    this.#events = 0;
  }
}

const isLook = ({ method }: ReadCall): boolean => method === 'activity' || method === 'readTimeline';

/**
 * What makes a thread read the week and, where a person asks what they did, work out what depends on its data alone; the
 * answers are as small as can be.
 */
function callsFor(week: Period, like: ActivityQuery | null): readonly ReadCall[] {
  const timeline: ReadCall = { method: 'readTimeline', args: [{ ...week, resolution: WEEK }] };
  if (like === null) return [timeline];
  return [timeline, { method: 'activity', args: [{ ...like, periods: [week], parts: [], limit: 1 }] }];
}

function countIn(packed: Packed): number {
  const { lanes } = unpack('readTimeline', packed);
  return lanes.reduce((sum, { count }) => count.reduce((all, events) => all + events, sum), 0);
}

const startOf = (buckets: readonly KnownBucket[]): Micros =>
  Math.min(...buckets.map(({ start }) => start ?? Number.POSITIVE_INFINITY));
