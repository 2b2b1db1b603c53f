/**
 * Keeps the cached lists true as events arrive. An event that a list already shows is changed in place; only one that
 * is new to it makes its pages be read again, at most once a second, because reading makes the store commit what is
 * pending.
 */
import { hashKey, type Query, type QueryClient } from '@tanstack/react-query';
import type { BucketSummary, EventRow, EventsChanged } from '../../preload/contract/schemas.ts';
import { ACTIVITY_KEY } from './activity.ts';
import { BUCKETS_KEY, EVENTS_KEY, type EventList, type LoadedPage } from './queries.ts';

const REREAD_EVERY_MS = 1000;

type BucketChange = EventsChanged['buckets'][number];

/** The cached pages of one list. */
interface CachedList {
  readonly list: EventList;
  readonly pages: Query[];
}

export class LiveCache {
  readonly #client: QueryClient;
  /** By list, the ids that are counted in its total, as far as is known: those shown or told of before. */
  #counted = new Map<string, Set<number>>();
  /** By bucket, the highest id told of: higher ones are new events, lower ones have grown. */
  readonly #newest = new Map<string, number>();
  /** The keys to read again, by their hash. */
  readonly #stale = new Map<string, readonly unknown[]>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /** Takes one push of changed events into everything cached that it touches. */
  take(changed: EventsChanged): void {
    const lists = this.#lists();
    for (const change of changed.buckets) {
      for (const [hash, cached] of lists) {
        if (touches(change, cached.list)) this.#intoList(hash, cached, change);
      }
      this.#intoBuckets(change);
      // What only grew is added to the activity when the minute is over; what was deleted or imported may be anywhere in it.
      if (change.events === null) this.#activityIsStale();
    }
    this.#reread();
  }

  /** A bucket came, went or was changed. */
  takeBuckets(): void {
    this.#markStale(BUCKETS_KEY);
    this.#activityIsStale();
    this.#reread();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#stale.clear();
  }

  #lists(): Map<string, CachedList> {
    const lists = new Map<string, CachedList>();
    for (const query of this.#client.getQueryCache().findAll({ queryKey: EVENTS_KEY })) {
      const list = query.queryKey[1] as EventList;
      const hash = hashKey([list]);
      const cached = lists.get(hash) ?? { list, pages: [] };
      cached.pages.push(query);
      lists.set(hash, cached);
    }
    this.#counted = new Map([...this.#counted].filter(([hash]) => lists.has(hash)));
    return lists;
  }

  #intoList(hash: string, { list, pages }: CachedList, change: BucketChange): void {
    const counted = this.#counted.get(hash) ?? new Set();
    this.#counted.set(hash, counted);
    let reread = change.events === null;
    for (const query of pages) {
      const page = query.state.data as LoadedPage | undefined;
      for (const event of page?.events ?? []) counted.add(event.id);
      const events = page === undefined ? [] : withChanges(page.events, change.events ?? []);
      if (page !== undefined && events !== page.events) {
        this.#client.setQueryData<LoadedPage>(query.queryKey, { ...page, events });
      }
      // An answer that is on its way may be older than what was just told.
      if (query.state.fetchStatus === 'fetching') reread = true;
    }
    for (const event of change.events ?? []) {
      if (touches(event, list) && !counted.has(event.id)) {
        counted.add(event.id);
        reread = true;
      }
    }
    if (reread) for (const query of pages) this.#markStale(query.queryKey);
  }

  #intoBuckets(change: BucketChange): void {
    const newest = this.#newest.get(change.bucket) ?? 0;
    const highest = Math.max(newest, ...(change.events ?? []).map((event) => event.id));
    this.#newest.set(change.bucket, highest);
    if (change.events === null || highest > newest) {
      this.#markStale(BUCKETS_KEY);
      return;
    }
    this.#client.setQueryData<BucketSummary[]>(BUCKETS_KEY, (buckets) =>
      buckets?.map((bucket) =>
        bucket.id === change.bucket ? { ...bucket, last: Math.max(bucket.last ?? change.end, change.end) } : bucket,
      ),
    );
  }

  #activityIsStale(): void {
    const read = this.#client.getQueryCache().findAll({ queryKey: ACTIVITY_KEY });
    for (const { queryKey } of read) this.#markStale(queryKey);
  }

  #markStale(key: readonly unknown[]): void {
    this.#stale.set(hashKey(key), key);
  }

  /** At once, and then not again for a second. */
  #reread(): void {
    if (this.#timer !== null || this.#stale.size === 0) return;
    const keys = [...this.#stale.values()];
    this.#stale.clear();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#reread();
    }, REREAD_EVERY_MS);
    for (const queryKey of keys) void this.#client.invalidateQueries({ queryKey, exact: true });
  }
}

function touches(what: { start: number; end: number; bucket: string }, list: EventList): boolean {
  return (
    (list.buckets === undefined || list.buckets.includes(what.bucket)) &&
    what.start <= list.end &&
    what.end >= list.start
  );
}

/** The same array where none of its rows changed. */
function withChanges(rows: EventRow[], changes: readonly EventRow[]): EventRow[] {
  const byId = new Map(changes.map((event) => [event.id, event]));
  return rows.some((row) => byId.has(row.id)) ? rows.map((row) => byId.get(row.id) ?? row) : rows;
}
