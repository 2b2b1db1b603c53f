/**
 * A bounded memory of the events read last, so that panning and zooming over a year does not read half a million rows
 * again each time.
 *
 * A bucket's events are kept in chunks, by their start, on a fixed grid of time. A chunk is right as long as nothing it
 * covers has changed: who writes says what did (stale.ts), and pending writes are committed over whole chunks
 * (`wholeChunks`) before a read, so that no chunk is kept that lacks one.
 */
import type Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import { LONG_EVENT } from '../store/migrations/0001-initial.ts';
import {
  BYTES_PER_EVENT,
  type Columns,
  type ColumnsRow,
  columnsOf,
  endingFrom,
  slice,
  startingBefore,
} from './columns.ts';
import { columnsReader, type ReadColumns } from './packed-columns.ts';
import { earlier, type RangeParams, rangeParams } from './range.ts';

/** About 38 hours: a day reads two or three chunks, a year 230 of each bucket. */
const CHUNK: Micros = 2 ** 37;
/** What a chunk costs beside its events, roughly. */
const BYTES_PER_CHUNK = 512;

const chunkOf = (moment: Micros): number => Math.floor(moment / CHUNK);

interface Range {
  readonly start: Micros;
  readonly end: Micros;
}

/** What reading `range` looks at and keeps. */
export function wholeChunks({ start, end }: Range): Range {
  return { start: chunkOf(start - LONG_EVENT) * CHUNK, end: (chunkOf(end) + 1) * CHUNK - 1 };
}

interface BucketOfRow {
  readonly id: string;
  readonly row: number;
}

interface Chunk {
  readonly bucket: string;
  readonly index: number;
  readonly columns: Columns;
}

const nameOf = (bucket: string, index: number): string => `${index} ${bucket}`;
const bytesOf = ({ columns }: Chunk): number => BYTES_PER_CHUNK + BYTES_PER_EVENT * columns.length;

export class ColumnCache {
  readonly #columns: ReadColumns;
  readonly #earlier: Database.Statement<[object], ColumnsRow>;
  readonly #edges: Database.Statement<[number, number], [first: Micros | null, last: Micros | null]>;
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #chunks = new Map<string, Chunk>();
  #bytes = 0;

  /** Keeps at most about `capacity` bytes. */
  constructor(db: Database.Database, capacity: number) {
    this.#capacity = capacity;
    this.#columns = columnsReader(db);
    this.#earlier = db
      .prepare<[object], ColumnsRow>(`SELECT e.start, e.duration, e.id, e.data ${earlier('= @row')} ORDER BY e.start`)
      .raw();
    this.#edges = db
      .prepare<[number, number], [Micros | null, Micros | null]>(`SELECT
        (SELECT min(start) FROM events WHERE bucket = ?), (SELECT max(start) FROM events WHERE bucket = ?)`)
      .raw();
  }

  /** The bucket's events in the range (range.ts says which), in pieces that follow each other, sorted by start. */
  *read(bucket: BucketOfRow, range: Range): Generator<Columns, void, void> {
    if (range.start > range.end) return;
    const params = rangeParams(range);
    yield columnsOf(this.#earlier.all({ ...params, row: bucket.row }));

    // Beyond the bucket's first and last event there is nothing to walk through, however wide the range.
    const [first, last] = this.#edges.get(bucket.row, bucket.row) ?? [null, null];
    if (first === null || last === null) return;
    const from = Math.max(first, params.from);
    const to = Math.min(last, params.end);
    if (from > to) return;
    for (let index = chunkOf(from); index <= chunkOf(to); index++) {
      const { columns } = this.#kept(bucket, index) ?? this.#load(bucket, index);
      yield* within(columns, params);
    }
  }

  /** Drops what is kept of a bucket's events that start between these moments. */
  forget(bucket: string, start: Micros, end: Micros): void {
    for (const chunk of this.#chunks.values()) {
      if (chunk.bucket === bucket && chunk.index >= chunkOf(start) && chunk.index <= chunkOf(end)) this.#drop(chunk);
    }
  }

  forgetAll(): void {
    this.#chunks.clear();
    this.#bytes = 0;
  }

  #kept(bucket: BucketOfRow, index: number): Chunk | undefined {
    const name = nameOf(bucket.id, index);
    const chunk = this.#chunks.get(name);
    if (chunk !== undefined) {
      this.#chunks.delete(name);
      this.#chunks.set(name, chunk);
    }
    return chunk;
  }

  #load(bucket: BucketOfRow, index: number): Chunk {
    const columns = this.#columns(bucket.row, index * CHUNK, (index + 1) * CHUNK);
    const chunk = { bucket: bucket.id, index, columns };
    this.#keep(chunk);
    return chunk;
  }

  #keep(chunk: Chunk): void {
    this.#chunks.set(nameOf(chunk.bucket, chunk.index), chunk);
    this.#bytes += bytesOf(chunk);
    for (const oldest of this.#chunks.values()) {
      if (this.#bytes <= this.#capacity) return;
      this.#drop(oldest);
    }
  }

  #drop(chunk: Chunk): void {
    this.#chunks.delete(nameOf(chunk.bucket, chunk.index));
    this.#bytes -= bytesOf(chunk);
  }
}

/** What of a chunk lies in the range: of what starts before it, only what reaches into it. */
function* within(chunk: Columns, { from, start, end }: RangeParams): Generator<Columns, void, void> {
  const inside = startingBefore(chunk, start);
  const before = startingBefore(chunk, from);
  if (before < inside) yield endingFrom(slice(chunk, before, inside), start);
  // Times are integers: what starts at or before the end starts before the next microsecond.
  const after = startingBefore(chunk, end + 1);
  if (inside < after) yield slice(chunk, inside, after);
}
