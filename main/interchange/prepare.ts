/**
 * Reads what is to be imported (sources/) and puts it into the store's own form (prepared.ts). An event that cannot be
 * stored is refused and counted; a file that cannot be understood fails as a whole with `invalid`, and so does a rename of a
 * host that it does not know: mistyped, it would bring everything in under the name that was to go.
 */
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Json, Micros } from '../events/event.ts';
import { StoreError } from '../store/store-error.ts';
import type { HostedBucket, HostRename } from './hosts.ts';
import { joinsFor } from './joined-hosts.ts';
import { type JoinedPlace, JoinedPlaces } from './joined-places.ts';
import {
  PLACE_SQL,
  PREPARED_SQL,
  type PreparedBucket,
  type PreparedExtent,
  type PreparedImport,
  withoutDurability,
} from './prepared.ts';
import { PreparedData } from './prepared-data.ts';
import { openSource, type SourceBucket, type SourceKind, type SourceSink } from './sources/index.ts';

/** Reasons kept for each bucket. */
const MAX_PROBLEMS = 5;
/** Events between two calls of `onEvents`. */
const STEP = 1024;

export interface PrepareOptions {
  /** Files, read one after another. */
  readonly sources: readonly string[];
  /** The new file, in whose folder copies may be made. */
  readonly file: string;
  /** Their buckets are prepared as those of the new name; a host that is renamed to itself keeps its own. */
  readonly hosts: readonly HostRename[];
  /** Renamed as well, where nothing else is said of them, and where they occur. */
  readonly joined: readonly HostRename[];
  /** The buckets that the record has: what is joined goes into one of them where it belongs there. */
  readonly record: readonly HostedBucket[];
  /** Told how many events were read, of how many if that is known; what it throws ends the preparation. */
  onEvents(done: number, total: number | null): void;
}

/** Cache of the prepared file: random places are written to until it is in order. */
const CACHE_KIB = 65_536;

export function prepare({ sources, file, hosts, joined, record, onEvents }: PrepareOptions): PreparedImport {
  const connection = new Database(file);
  try {
    withoutDurability(connection);
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma('temp_store = MEMORY');
    connection.exec(PREPARED_SQL);
    let kind: SourceKind = 'activitywatch-json';
    const preparation = new Preparation(connection, onEvents, new JoinedPlaces(joinsFor(joined, hosts), record));
    const settings: Record<string, Json> = {};
    connection.transaction(() => {
      for (const path of sources) {
        const source = openSource(path, dirname(file));
        try {
          kind = source.kind;
          preparation.begin(source.total);
          source.read(preparation);
          preparation.end(source.buckets());
          Object.assign(settings, source.settings());
        } finally {
          source.close();
        }
      }
      preparation.expectHosts(hosts);
      connection.exec(PLACE_SQL);
    })();
    const { places, data } = countsOf(connection);
    return {
      file,
      kind,
      buckets: preparation.buckets(extentsIn(connection)),
      hosts: preparation.hosts(),
      settings,
      places,
      data,
    };
  } finally {
    connection.close();
  }
}

function countsOf(connection: Database.Database): { places: number; data: number } {
  const count = (table: 'placed' | 'data') =>
    connection.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  return { places: count('placed'), data: count('data') };
}

/** By the index of the bucket. */
function extentsIn(connection: Database.Database): ReadonlyMap<number, PreparedExtent> {
  const rows = connection
    .prepare<[], PreparedExtent & { readonly bucket: number }>(`
      SELECT bucket, min(place) AS firstPlace, max(place) AS lastPlace, min(start) AS start, max(start + duration) AS end
      FROM placed GROUP BY bucket`)
    .all();
  return new Map(rows.map(({ bucket, ...extent }) => [bucket, extent]));
}

/** Where its events lie is known only once all are there. */
type Gathered = Omit<PreparedBucket, 'lies'>;

/** What became of the events of one bucket of one source. */
interface Told {
  readonly index: number;
  events: number;
  fit: number;
  refused: number;
  readonly problems: string[];
}

class Preparation implements SourceSink {
  readonly #buckets = new Map<string, Gathered>();
  readonly #data: PreparedData;
  readonly #insert: Database.Statement<[number, number, number, number, number]>;
  readonly #onEvents: PrepareOptions['onEvents'];
  readonly #join: Database.Statement<[number, number]>;
  readonly #remove: Database.Statement<[number]>;
  readonly #joining: JoinedPlaces;
  /** By the place of their bucket in the source that is being read. */
  #told: Told[] = [];
  #lastIndex = 0;
  #seq = 0;
  #total: number | null = null;

  constructor(connection: Database.Database, onEvents: PrepareOptions['onEvents'], joining: JoinedPlaces) {
    this.#joining = joining;
    this.#data = new PreparedData(connection);
    this.#onEvents = onEvents;
    this.#insert = connection.prepare(
      'INSERT OR IGNORE INTO events (bucket, start, duration, data, seq) VALUES (?, ?, ?, ?, ?)',
    );
    this.#join = connection.prepare('UPDATE OR IGNORE events SET bucket = ? WHERE bucket = ?');
    this.#remove = connection.prepare('DELETE FROM events WHERE bucket = ?');
  }

  begin(total: number | null): void {
    this.#told = [];
    this.#total = total === null ? null : this.#seq + total;
    this.#onEvents(this.#seq, this.#total);
  }

  event(bucket: number, start: Micros, duration: Micros, data: string): void {
    const told = this.#of(bucket);
    told.fit++;
    this.#insert.run(told.index, start, duration, this.#data.rowOf(data), this.#seq);
  }

  refused(bucket: number, why: string): void {
    const told = this.#of(bucket);
    told.refused++;
    if (told.problems.length < MAX_PROBLEMS) told.problems.push(`Event ${told.events}: ${why}`);
  }

  /** The source has told everything: these are its buckets. */
  end(buckets: readonly SourceBucket[]): void {
    const places = this.#joining.placesOf(buckets);
    for (const [place, { spec: found, refusal }] of buckets.entries()) {
      const { index, fit, refused, problems } = this.#at(place);
      const { id, hostname } = places[place] as JoinedPlace;
      const own = { index, id, spec: { ...found, hostname }, refusal, fit, refused, problems };
      const known = this.#buckets.get(id);
      this.#buckets.set(id, known === undefined ? own : this.#joined(known, own));
    }
  }

  /** Throws `invalid` where one of these hosts is in none of the sources. */
  expectHosts(hosts: readonly HostRename[]): void {
    const found = this.hosts().map(({ from }) => from);
    const unknown = hosts.find(({ from }) => !found.includes(from));
    if (unknown === undefined) return;
    const known = found.join(', ');
    throw new StoreError(
      'invalid',
      `Nothing in the file was recorded on the host ${unknown.from}. ${known === '' ? 'It names no hosts.' : `Its hosts are: ${known}.`}`,
    );
  }

  /** As the sources call them, and as what they were taken. */
  hosts(): readonly HostRename[] {
    return this.#joining.hosts();
  }

  /** The same bucket in a second file, or by another name that its host had. */
  #joined(known: Gathered, own: Gathered): Gathered {
    this.#join.run(known.index, own.index);
    this.#remove.run(own.index);
    return {
      ...known,
      ...(known.refusal === null ? {} : { spec: own.spec, refusal: own.refusal }),
      fit: known.fit + own.fit,
      refused: known.refused + own.refused,
      problems: [...known.problems, ...own.problems].slice(0, MAX_PROBLEMS),
    };
  }

  buckets(extents: ReadonlyMap<number, PreparedExtent>): readonly PreparedBucket[] {
    return Array.from(this.#buckets.values(), (bucket) => ({ ...bucket, lies: extents.get(bucket.index) ?? null }));
  }

  /** The bucket that an event was just told of. */
  #of(place: number): Told {
    const told = this.#at(place);
    told.events++;
    this.#seq++;
    if (this.#seq % STEP === 0) this.#onEvents(this.#seq, this.#total);
    return told;
  }

  #at(place: number): Told {
    let told = this.#told[place];
    if (told === undefined) {
      told = { index: this.#lastIndex++, events: 0, fit: 0, refused: 0, problems: [] };
      this.#told[place] = told;
    }
    return told;
  }
}
