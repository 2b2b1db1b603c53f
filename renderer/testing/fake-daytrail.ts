/**
 * A Daytrail for tests and for looking at the window without a store: events in memory, answered as the contract says, with every call
 * recorded and every push at hand.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { label } from '../../preload/contract/label.ts';
import type { Failure } from '../../preload/contract/result.ts';
import { DaytrailError } from '../../preload/contract/result.ts';
import type {
  BucketSummary,
  EventRow,
  EventsChanged,
  EventsQuery,
  Lane,
  Status,
  TimelineQuery,
} from '../../preload/contract/schemas.ts';

export type FakeBucket = Omit<BucketSummary, 'count' | 'first' | 'last'>;

export function aStatus(changes: Partial<Status> = {}): Status {
  return {
    version: '0.1.0',
    testing: false,
    hostname: 'desk',
    shell: 'headless',
    dataDir: '/home/ada/.local/share/daytrail',
    api: { state: 'listening', address: 'http://127.0.0.1:5600' },
    store: aHealth(),
    sources: [],
    ...changes,
  };
}

export function aHealth(changes: Partial<Status['store']> = {}): Status['store'] {
  return {
    state: 'ready',
    pending: 0,
    pendingSince: null,
    lastSavedAt: null,
    problem: null,
    notices: [],
    inMemory: false,
    ...changes,
  };
}

export function aBucket(id: string, type: string, changes: Partial<FakeBucket> = {}): FakeBucket {
  return { id, type, name: null, client: id.replace(/_.*/, ''), hostname: 'desk', created: 0, ...changes };
}

type Method = keyof Daytrail;

export class FakeDaytrail implements Daytrail {
  readonly calls: { readonly method: Method; readonly args: readonly unknown[] }[] = [];
  /** What is in the store, to be changed at will. */
  readonly data: { buckets: FakeBucket[]; events: EventRow[]; status: Status };
  /** What calls of a method fail with from now on. */
  readonly failures = new Map<Method, Failure>();
  /** Calls of these methods are never answered. */
  readonly silent = new Set<Method>();
  readonly #status = new Set<(payload: Status) => void>();
  readonly #events = new Set<(payload: EventsChanged) => void>();
  readonly #buckets = new Set<(payload: null) => void>();

  constructor(given: { buckets?: FakeBucket[]; events?: EventRow[]; status?: Partial<Status> } = {}) {
    this.data = { buckets: given.buckets ?? [], events: given.events ?? [], status: aStatus(given.status) };
  }

  status = () => this.#answer('status', [], () => this.data.status);
  commit = () => this.#answer('commit', [], () => null);
  retryApi = () => this.#answer('retryApi', [], () => null);
  quit = () => this.#answer('quit', [], () => null);

  buckets = () =>
    this.#answer('buckets', [], () =>
      this.data.buckets.map((bucket) => {
        const events = this.data.events.filter((event) => event.bucket === bucket.id);
        return {
          ...bucket,
          count: events.length,
          first: events.length === 0 ? null : Math.min(...events.map((event) => event.start)),
          last: events.length === 0 ? null : Math.max(...events.map((event) => event.end)),
        };
      }),
    );

  events = (query: EventsQuery) =>
    this.#answer('events', [query], () => {
      const found = this.data.events
        .filter((event) => event.start <= query.end && event.end >= query.start)
        .filter((event) => query.buckets === undefined || query.buckets.includes(event.bucket))
        .sort((a, b) => a.start - b.start || a.id - b.id);
      if (query.order === 'newest') found.reverse();
      return { total: found.length, events: found.slice(query.offset, query.offset + query.limit) };
    });

  timeline = (query: TimelineQuery) =>
    this.#answer('timeline', [query], () => ({
      start: query.start,
      end: query.end,
      resolution: query.resolution,
      lanes: this.data.buckets
        .filter((bucket) => query.buckets === undefined || query.buckets.includes(bucket.id))
        .map((bucket) => laneOf(bucket, this.data.events, query)),
    }));

  describe = (query: { bucket: string; start: number; end: number }) =>
    this.#answer('describe', [query], () => {
      const events = this.data.events.filter(
        (event) => event.bucket === query.bucket && event.start <= query.end && event.end >= query.start,
      );
      const rows = events.map((event) => ({ ...label(event.data), busy: event.end - event.start, count: 1 }));
      const busy = rows.reduce((sum, row) => sum + row.busy, 0);
      return { events: events.length, busy, rows: rows.slice(0, 8), others: { count: 0, busy: 0 } };
    });

  onStatus = (listener: (payload: Status) => void) => subscribe(this.#status, listener);
  onEvents = (listener: (payload: EventsChanged) => void) => subscribe(this.#events, listener);
  onBuckets = (listener: (payload: null) => void) => subscribe(this.#buckets, listener);

  pushStatus(changes: Partial<Status>): void {
    this.data.status = { ...this.data.status, ...changes };
    for (const listener of this.#status) listener(this.data.status);
  }

  /** Stores the events (by id, new or changed) and tells of them. */
  pushEvents(events: readonly EventRow[]): void {
    const ids = new Set(events.map((event) => event.id));
    this.data.events = [...this.data.events.filter((event) => !ids.has(event.id)), ...events];
    const buckets = [...new Set(events.map((event) => event.bucket))].map((bucket) => {
      const own = events.filter((event) => event.bucket === bucket);
      return {
        bucket,
        start: Math.min(...own.map((event) => event.start)),
        end: Math.max(...own.map((event) => event.end)),
        events: own,
      };
    });
    for (const listener of this.#events) listener({ buckets });
  }

  pushBuckets(buckets: FakeBucket[]): void {
    this.data.buckets = buckets;
    for (const listener of this.#buckets) listener(null);
  }

  called(method: Method): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  #answer<T>(method: Method, args: readonly unknown[], answer: () => T): Promise<T> {
    this.calls.push({ method, args });
    if (this.silent.has(method)) return new Promise(() => {});
    const failure = this.failures.get(method);
    return failure === undefined ? Promise.resolve(answer()) : Promise.reject(new DaytrailError(failure));
  }
}

function subscribe<T>(listeners: Set<(payload: T) => void>, listener: (payload: T) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function laneOf(bucket: FakeBucket, all: readonly EventRow[], range: TimelineQuery): Lane {
  const events = all
    .filter((event) => event.bucket === bucket.id && event.start <= range.end && event.end >= range.start)
    .sort((a, b) => a.start - b.start);
  const labels = events.map((event) => label(event.data));
  const keys = [...new Set(labels.map((each) => each.key))];
  const titles = [...new Set(labels.map((each) => each.title))];
  return {
    bucket: bucket.id,
    type: bucket.type,
    client: bucket.client,
    hostname: bucket.hostname,
    keys,
    titles,
    start: events.map((event) => event.start),
    end: events.map((event) => event.end),
    key: labels.map((each) => keys.indexOf(each.key)),
    title: labels.map((each) => titles.indexOf(each.title)),
    count: events.map(() => 1),
    busy: events.map((event) => event.end - event.start),
    id: events.map((event) => event.id),
  };
}
