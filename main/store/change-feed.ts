/**
 * Tells what changes in the record, as it changes, but at most four times a second: the first change within a
 * millisecond, what follows gathered. Also who is being heard at the moment (`sources`): the newest event of each bucket.
 */
import { label } from '../../preload/contract/label.ts';
import type { EventRow, EventsChanged, Source } from '../../preload/contract/schemas.ts';
import type { Event, Micros } from '../events/event.ts';
import type { Change } from './change.ts';
import { type Clock, systemClock, systemTimer, type Timer } from './clock.ts';

const INTERVAL_MS = 250;
/** More changed events of a bucket than this are told as a range to read again. */
const MAX_EVENTS = 200;

export interface ChangeFeedOptions {
  readonly timer?: Timer;
  readonly clock?: Pick<Clock, 'monotonic'>;
  /** All buckets, in the order of their ids. */
  buckets(): readonly { readonly id: string; readonly type: string }[];
  newestEvent(bucket: string): Event | null;
  onEvents(changed: EventsChanged): void;
  onBuckets(): void;
  onSources(sources: readonly Source[]): void;
}

interface Gathered {
  start: Micros;
  end: Micros;
  /** Null: too many, or some are gone. */
  events: Map<number, Event> | null;
}

export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #timer: Timer;
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Until something is told; none while there is nothing to tell, which would wake the processor for nothing. */
  #waiting: unknown;
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #gathered = new Map<string, Gathered>();
  readonly #newest = new Map<string, Event>();
  /** Buckets whose newest event has to be looked up. */
  readonly #unsure = new Set<string>();
  #bucketsChanged = false;
  #sourcesChanged = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#clock = options.clock ?? systemClock;
  }

  /** Tells the sources as they are. */
  start(): void {
    this.#lookUpAll();
    this.#tellSources();
  }

  add(change: Change): void {
    if (change.kind === 'buckets') this.#bucketsChanged = true;
    else if (change.kind === 'range') this.#addRange(change.bucket, change.start, change.end);
    else this.#addEvents(change.bucket, change.events);
    if (this.#waiting !== undefined) return;
    const wait = Math.max(0, this.#toldAt + INTERVAL_MS - this.#clock.monotonic());
    this.#waiting = this.#timer.set(wait, () => {
      this.#waiting = undefined;
      this.#toldAt = this.#clock.monotonic();
      this.#tell();
    });
  }

  stop(): void {
    this.#timer.clear(this.#waiting);
    this.#waiting = undefined;
  }

  #addRange(bucket: string, start: Micros, end: Micros): void {
    this.#gather(bucket, start, end).events = null;
    this.#unsure.add(bucket);
    this.#sourcesChanged = true;
  }

  #addEvents(bucket: string, events: readonly Event[]): void {
    for (const event of events) {
      const gathered = this.#gather(bucket, event.start, event.end);
      gathered.events?.set(event.id, event);
      if (gathered.events !== null && gathered.events.size > MAX_EVENTS) gathered.events = null;
      const newest = this.#newest.get(bucket);
      if (newest === undefined || event.start >= newest.start) {
        this.#newest.set(bucket, event);
        this.#sourcesChanged = true;
      }
    }
  }

  #gather(bucket: string, start: Micros, end: Micros): Gathered {
    const gathered = this.#gathered.get(bucket) ?? { start, end, events: new Map() };
    gathered.start = Math.min(gathered.start, start);
    gathered.end = Math.max(gathered.end, end);
    this.#gathered.set(bucket, gathered);
    return gathered;
  }

  #tell(): void {
    if (this.#gathered.size > 0) {
      const buckets = Array.from(this.#gathered, ([bucket, { start, end, events }]) => ({
        bucket,
        start,
        end,
        events: events === null ? null : Array.from(events.values(), (event) => toRow(bucket, event)),
      }));
      this.#gathered.clear();
      this.#options.onEvents({ buckets });
    }
    if (this.#bucketsChanged) {
      this.#bucketsChanged = false;
      this.#lookUpAll();
      this.#options.onBuckets();
    }
    if (this.#sourcesChanged) this.#tellSources();
  }

  #lookUpAll(): void {
    this.#newest.clear();
    for (const { id } of this.#options.buckets()) this.#unsure.add(id);
    this.#sourcesChanged = true;
  }

  #tellSources(): void {
    this.#sourcesChanged = false;
    for (const bucket of this.#unsure) {
      const newest = this.#options.newestEvent(bucket);
      if (newest === null) this.#newest.delete(bucket);
      else this.#newest.set(bucket, newest);
    }
    this.#unsure.clear();
    const sources: Source[] = [];
    for (const { id, type } of this.#options.buckets()) {
      const newest = this.#newest.get(id);
      if (newest === undefined) continue;
      const { start, end, data } = newest;
      sources.push({ bucket: id, type, label: label(data).key, since: start, lastSeen: end });
    }
    this.#options.onSources(sources);
  }
}

function toRow(bucket: string, { id, start, end, data }: Event): EventRow {
  return { id, bucket, start, end, data: data as EventRow['data'] };
}
