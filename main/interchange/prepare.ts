/**
 * Reads what is to be imported (sources/) and puts it into the store's own form (prepared.ts). An event that cannot be
 * stored is refused and counted; a file that cannot be understood fails as a whole with `invalid`.
 */
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Json, Micros } from '../events/event.ts';
import { DistinctData } from '../store/data.ts';
import { type HostRename, renamed } from './hosts.ts';
import { PREPARED_SQL, type PreparedBucket, type PreparedImport, stopped, withoutDurability } from './prepared.ts';
import { openSource, type SourceBucket, type SourceSink } from './sources/index.ts';

/** Distinct data remembered: as much as a busy month has. */
const KNOWN_DATA = 25_000;
/** Reasons kept for each bucket. */
const MAX_PROBLEMS = 5;
/** Events between two looks at whether to stop. */
const STEP = 1024;

/**
 * Reads the sources, which are files, one after another, into a new file, in whose folder copies may be made. `isStopped` is
 * asked again and again; once it is true, the preparation fails with `closed`. Buckets of a renamed host are prepared as those
 * of its new name.
 */
export function prepare(
  sources: readonly string[],
  file: string,
  isStopped: () => boolean,
  hosts: readonly HostRename[] = [],
): PreparedImport {
  const connection = new Database(file);
  try {
    withoutDurability(connection);
    connection.exec(PREPARED_SQL);
    const preparation = new Preparation(connection, isStopped);
    const settings: Record<string, Json> = {};
    connection.transaction(() => {
      for (const path of sources) {
        if (isStopped()) throw stopped();
        const source = openSource(path, dirname(file));
        try {
          preparation.begin();
          source.read(preparation);
          preparation.end(source.buckets(), hosts);
          Object.assign(settings, source.settings());
        } finally {
          source.close();
        }
      }
    })();
    return { file, buckets: preparation.buckets(), settings };
  } finally {
    connection.close();
  }
}

/** What became of the events of one bucket of one source. */
interface Told {
  readonly index: number;
  events: number;
  fit: number;
  refused: number;
  readonly problems: string[];
}

class Preparation implements SourceSink {
  readonly #buckets = new Map<string, PreparedBucket>();
  readonly #data: DistinctData;
  readonly #insert: Database.Statement<[number, number, number, number, number]>;
  readonly #isStopped: () => boolean;
  readonly #join: Database.Statement<[number, number]>;
  readonly #remove: Database.Statement<[number]>;
  /** By the place of their bucket in the source that is being read. */
  #told: Told[] = [];
  #lastIndex = 0;
  #seq = 0;

  constructor(connection: Database.Database, isStopped: () => boolean) {
    this.#data = new DistinctData(connection, KNOWN_DATA);
    this.#isStopped = isStopped;
    this.#insert = connection.prepare(
      'INSERT OR IGNORE INTO events (bucket, start, duration, data, seq) VALUES (?, ?, ?, ?, ?)',
    );
    this.#join = connection.prepare('UPDATE OR IGNORE events SET bucket = ? WHERE bucket = ?');
    this.#remove = connection.prepare('DELETE FROM events WHERE bucket = ?');
  }

  begin(): void {
    this.#told = [];
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
  end(buckets: readonly SourceBucket[], hosts: readonly HostRename[]): void {
    for (const [place, { id: original, spec: found, refusal }] of buckets.entries()) {
      const { index, fit, refused, problems } = this.#at(place);
      const { id, hostname } = renamed({ id: original, hostname: found.hostname }, hosts);
      const own: PreparedBucket = { index, id, spec: { ...found, hostname }, refusal, fit, refused, problems };
      const known = this.#buckets.get(id);
      this.#buckets.set(id, known === undefined ? own : this.#joined(known, own));
    }
  }

  /** The same bucket in a second file, or by another name that its host had. */
  #joined(known: PreparedBucket, own: PreparedBucket): PreparedBucket {
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

  buckets(): readonly PreparedBucket[] {
    return [...this.#buckets.values()];
  }

  /** The bucket that an event was just told of. */
  #of(place: number): Told {
    const told = this.#at(place);
    told.events++;
    this.#seq++;
    if (this.#seq % STEP === 0 && this.#isStopped()) throw stopped();
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
