/**
 * The store's side of `window.daytrail`, in memory, with its behaviour: levels of detail on a fixed grid, whole events, inclusive
 * ranges. Answers can be slow or fail, and events can be told. What has nothing to do with the record is refused: tests that need
 * it put their own answers there.
 */

import type { Push } from '../../../preload/contract/channels.ts';
import type { Daytrail } from '../../../preload/contract/daytrail.ts';
import { label } from '../../../preload/contract/label.ts';
import { type Call, daytrailOver, type Subscribe } from '../../../preload/contract/methods.ts';
import { DaytrailError } from '../../../preload/contract/result.ts';
import type {
  Breakdown,
  EventRow,
  EventsPage,
  EventsQuery,
  Lane,
  Payload,
  Status,
  TimelineQuery,
} from '../../../preload/contract/schemas.ts';
import type { Micros, Range } from '../micros.ts';
import type { FakeBucket } from './record.ts';

export interface FakeDaytrail extends Daytrail {
  /** Every call so far, by name. */
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** Answers take so long, in milliseconds. */
  delay: number;
  /** Calls are refused with this message while it is set. */
  failure: string | null;
  /** Records an event as a heartbeat would (one with a known id takes its place) and tells it. */
  record(event: EventRow): void;
  tell(payload: Payload<'events'>): void;
  tellBuckets(): void;
  tellStatus(status: Status): void;
  push<P extends Push>(push: P, payload: Payload<P>): void;
}

export function fakeDaytrail(buckets: readonly FakeBucket[], now: () => Micros = () => 0): FakeDaytrail {
  const listeners = new Map<Push, Set<(payload: never) => void>>();
  const subscribe: Subscribe = (push, listener) => {
    const all = listeners.get(push) ?? new Set();
    listeners.set(push, all.add(listener));
    return () => {
      all.delete(listener);
    };
  };
  const refuse: Call = (channel) =>
    Promise.reject(new DaytrailError({ kind: 'unsupported', message: `This Daytrail has no ${channel}.` }));
  const answer = async <T>(name: string, args: readonly unknown[], value: () => T): Promise<T> => {
    fake.calls.push({ name, args });
    if (fake.delay > 0) await new Promise((done) => setTimeout(done, fake.delay));
    if (fake.failure !== null) throw new DaytrailError({ kind: 'internal', message: fake.failure });
    return value();
  };
  const chosen = (ids: readonly string[] | undefined) =>
    buckets.filter(({ id }) => ids === undefined || ids.includes(id));

  const fake: FakeDaytrail = {
    ...daytrailOver(refuse, subscribe),
    calls: [],
    delay: 0,
    failure: null,
    status: () => answer('status', [], () => fakeStatus(buckets)),
    commit: () => answer('commit', [], () => null),
    retryApi: () => answer('retryApi', [], () => null),
    quit: () => answer('quit', [], () => null),
    buckets: () =>
      answer('buckets', [], () =>
        buckets.map(({ events, ...bucket }) => ({
          ...bucket,
          name: null,
          created: events[0]?.start ?? now(),
          count: events.length,
          first: events[0]?.start ?? null,
          last: events.at(-1)?.end ?? null,
        })),
      ),
    timeline: (query) =>
      answer('timeline', [query], () => ({
        start: query.start,
        end: query.end,
        resolution: query.resolution,
        lanes: chosen(query.buckets).map((bucket) => detail(bucket, query)),
      })),
    describe: (query) => answer('describe', [query], () => breakdown(buckets, query)),
    events: (query) => answer('events', [query], () => page(chosen(query.buckets), query)),
    access: () => answer('access', [], () => ({ apiKey: false, extensions: [], requests: [] })),
    returned: () => answer('returned', [], () => ({ absence: null, recent: [] })),
    findImports: () => answer('findImports', [], () => []),
    importProgress: () => answer('importProgress', [], () => ({ state: 'idle', done: 0, total: null })),
    cancelImport: () => answer('cancelImport', [], () => null),
    joinedHosts: () => answer('joinedHosts', [], () => []),
    offerImport: () => answer('offerImport', [], () => null),
    dismissImport: () => answer('dismissImport', [], () => null),
    record(event) {
      const bucket = buckets.find(({ id }) => id === event.bucket);
      if (bucket === undefined) throw new Error(`no bucket ${event.bucket}`);
      const known = bucket.events.findIndex(({ id }) => id === event.id);
      if (known !== -1) bucket.events.splice(known, 1);
      bucket.events.splice(bucket.events.findLastIndex(({ start }) => start <= event.start) + 1, 0, event);
      fake.tell({ buckets: [{ bucket: event.bucket, start: event.start, end: event.end, events: [event] }] });
    },
    tell: (payload) => fake.push('events', payload),
    tellBuckets: () => fake.push('buckets', null),
    tellStatus: (status) => fake.push('status', status),
    push(push, payload) {
      for (const listener of listeners.get(push) ?? []) listener(payload as never);
    },
  };
  return fake;
}

export function fakeStatus(buckets: readonly FakeBucket[]): Status {
  return {
    version: '0.1.0',
    testing: true,
    hostname: 'workbench',
    shell: 'headless',
    dataDir: 'data',
    api: { state: 'listening', address: 'http://127.0.0.1:5666' },
    store: {
      state: 'ready',
      pending: 0,
      pendingSince: null,
      lastSavedAt: null,
      problem: null,
      notices: [],
      inMemory: false,
    },
    sources: buckets.flatMap(({ id, type, events }) => {
      const last = events.at(-1);
      if (last === undefined) return [];
      return [{ bucket: id, type, label: label(last.data).key, since: last.start, lastSeen: last.end }];
    }),
    recording: { state: 'recording', until: null },
    dayStart: 240,
  };
}

/** The events of a range; both ends sorted, so that both are found by halving. */
function within({ events }: FakeBucket, { start, end }: Range): readonly EventRow[] {
  const find = (test: (event: EventRow) => boolean) => {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = events[middle];
      if (event !== undefined && test(event)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return events.slice(
    find((event) => event.end >= start),
    find((event) => event.start > end),
  );
}

function detail(bucket: FakeBucket, { start, end, resolution }: TimelineQuery): Lane {
  const keys = new Numbered();
  const titles = new Numbered();
  const { events: _, id, ...info } = bucket;
  const lane: Lane = {
    bucket: id,
    ...info,
    keys: keys.all,
    titles: titles.all,
    start: [],
    end: [],
    key: [],
    title: [],
    count: [],
    busy: [],
    id: [],
  };
  let cell: EventRow[] = [];
  const flush = () => {
    const first = cell[0];
    if (first === undefined) return;
    const busy = new Map<string, Micros>();
    for (const event of cell) {
      const { key } = label(event.data);
      busy.set(key, (busy.get(key) ?? 0) + event.end - event.start);
    }
    const top = [...busy].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    lane.start.push(first.start);
    lane.end.push(Math.max(...cell.map((event) => event.end)));
    lane.key.push(keys.of(top[0]));
    lane.title.push(titles.of(cell.length === 1 ? label(first.data).title : ''));
    lane.count.push(cell.length);
    lane.busy.push(cell.reduce((sum, event) => sum + event.end - event.start, 0));
    lane.id.push(cell.length === 1 ? first.id : 0);
    cell = [];
  };
  for (const event of within(bucket, { start, end })) {
    const before = cell[0];
    const short = event.end - event.start < resolution;
    const joins =
      before !== undefined && Math.floor(before.start / resolution) === Math.floor(event.start / resolution);
    if (!short || !joins) flush();
    cell.push(event);
    if (!short) flush();
  }
  flush();
  return lane;
}

class Numbered {
  readonly all: string[] = [];
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const number = this.#known.get(text) ?? this.all.push(text) - 1;
    this.#known.set(text, number);
    return number;
  }
}

function breakdown(buckets: readonly FakeBucket[], query: Range & { readonly bucket: string }): Breakdown {
  const bucket = buckets.find(({ id }) => id === query.bucket);
  if (bucket === undefined)
    throw new DaytrailError({ kind: 'not-found', message: `There is no bucket ${query.bucket}.` });
  const rows = new Map<string, { key: string; title: string; busy: Micros; count: number }>();
  // What only touches the edge is the neighbour's.
  const events = within(bucket, query).filter(
    ({ start, end }) => start === end || (start < query.end && end > query.start),
  );
  for (const event of events) {
    const { key, title } = label(event.data);
    const row = rows.get(`${key}\n${title}`) ?? { key, title, busy: 0, count: 0 };
    row.busy += Math.max(0, Math.min(event.end, query.end) - Math.max(event.start, query.start));
    row.count++;
    rows.set(`${key}\n${title}`, row);
  }
  const sorted = [...rows.values()].sort((a, b) => b.busy - a.busy);
  const sum = (list: readonly { busy: Micros }[]) => list.reduce((total, { busy }) => total + busy, 0);
  return {
    events: events.length,
    busy: sum(sorted),
    rows: sorted.slice(0, 8),
    others: { count: sorted.slice(8).reduce((total, { count }) => total + count, 0), busy: sum(sorted.slice(8)) },
  };
}

function page(buckets: readonly FakeBucket[], query: EventsQuery): EventsPage {
  const events = buckets.flatMap((bucket) => within(bucket, query)).sort((a, b) => a.start - b.start || a.id - b.id);
  if (query.order === 'newest') events.reverse();
  return { total: events.length, events: events.slice(query.offset, query.offset + query.limit) };
}
