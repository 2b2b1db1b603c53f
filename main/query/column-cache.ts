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
import { earlier, type RangeParams, rangeParams } from './range.ts';

/** About 38 hours: a day reads two or three chunks, a year 230 of each bucket. */
const CHUNK: Micros = 2 ** 37;
/** So many missing chunks are read with one statement, few enough that their rows are garbage soon and cheaply. */
const CHUNKS_PER_READ = 4;
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
  readonly #between: Database.Statement<[object], ColumnsRow>;
  readonly #earlier: Database.Statement<[object], ColumnsRow>;
  readonly #edges: Database.Statement<[number, number], [first: Micros | null, last: Micros | null]>;
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #chunks = new Map<string, Chunk>();
  #bytes = 0;

  /** Keeps at most about `capacity` bytes. */
  constructor(db: Database.Database, capacity: number) {
    this.#capacity = capacity;
    const columns = 'SELECT e.start, e.duration, e.id, e.data';
    this.#between = db
      .prepare<[object], ColumnsRow>(`${columns} FROM events e INDEXED BY events_by_start
        WHERE e.bucket = @row AND e.start >= @from AND e.start < @to ORDER BY e.start`)
      .raw();
    this.#earlier = db.prepare<[object], ColumnsRow>(`${columns} ${earlier('= @row')} ORDER BY e.start`).raw();
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
    let index = chunkOf(from);
    while (index <= chunkOf(to)) {
      const chunk = this.#kept(bucket, index);
      const chunks = chunk === undefined ? this.#load(bucket, index, chunkOf(to)) : [chunk];
      for (const { columns } of chunks) yield* within(columns, params);
      index += chunks.length;
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

  /** Reads the chunk and those after it that are missing too. */
  #load(bucket: BucketOfRow, first: number, last: number): readonly Chunk[] {
    const most = Math.min(last, first + CHUNKS_PER_READ - 1);
    let end = first + 1;
    while (end <= most && !this.#chunks.has(nameOf(bucket.id, end))) end++;

    const rows = this.#between.all({ row: bucket.row, from: first * CHUNK, to: end * CHUNK });
    const chunks: Chunk[] = [];
    let from = 0;
    for (let index = first; index < end; index++) {
      let to = from;
      while (to < rows.length && (rows[to]?.[0] ?? 0) < (index + 1) * CHUNK) to++;
      chunks.push({ bucket: bucket.id, index, columns: columnsOf(rows, from, to) });
      from = to;
    }
    for (const chunk of chunks) this.#keep(chunk);
    return chunks;
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
