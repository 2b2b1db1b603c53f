/**
 * Reads what can be read of a damaged database, row by row: a page that cannot be read costs its own rows and no others,
 * and events whose page is lost are looked for in the index that holds all their columns too.
 */
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from './migrations/index.ts';
import { isTrouble } from './sqlite-error.ts';
import type { StoredBucket } from './writes.ts';

/** An event as its row says it; nothing in it can be relied on yet. */
export interface RawEvent {
  readonly id: unknown;
  readonly bucket: unknown;
  readonly start: unknown;
  readonly duration: unknown;
  readonly data: unknown;
}

export interface RawSetting {
  readonly key: string;
  readonly value: string;
  readonly modified: number;
}

/** Ids that fail one by one before the search goes on in strides; a page holds more rows than a stride is wide. */
const SINGLE_STEPS = 64;
const STRIDE = 32;
/** Bytes of the header, which the list of tables follows on the first page. */
const HEADER = 100;
/** How far behind the last row that could be read to look for more, where nothing says which id was the last. */
const BEYOND = 100_000;

/**
 * The database opened for reading, however damaged; null where not even its list of tables can be read. With the first
 * page spoilt, a copy in the folder `scratch` gets that of a new database: tables of one schema lie at the same pages.
 */
export function openDamaged(file: string, scratch: string): Database.Database | null {
  const asItIs = openTolerant(file);
  if (asItIs !== null) return asItIs;
  const copy = join(scratch, 'copy.db');
  const wal = existsSync(`${file}-wal`);
  const firstPage = firstPageOfNew(join(scratch, 'new.db'), wal, statSync(file).size);
  for (const length of [HEADER, firstPage.length]) {
    copyFileSync(file, copy);
    rmSync(`${copy}-shm`, { force: true });
    if (wal) copyFileSync(`${file}-wal`, `${copy}-wal`);
    overwriteStart(copy, firstPage.subarray(0, length));
    const mended = openTolerant(copy);
    if (mended !== null) return mended;
  }
  return null;
}

function overwriteStart(file: string, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  try {
    writeSync(descriptor, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(descriptor);
  }
}

function openTolerant(file: string): Database.Database | null {
  let connection: Database.Database | null = null;
  try {
    connection = new Database(file, { readonly: true, fileMustExist: true });
    // Lets SQLite read a file that is shorter than its header says (btree.c, lockBtree).
    connection.unsafeMode(true);
    connection.pragma('writable_schema = ON');
    connection.pragma('cell_size_check = ON');
    const tables = connection.prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('buckets', 'data', 'events')");
    if (tables.pluck().get() === 3) return connection;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  connection?.close();
  return null;
}

function firstPageOfNew(file: string, wal: boolean, size: number): Buffer {
  const connection = new Database(file);
  migrate(connection);
  const pageSize = connection.pragma('page_size', { simple: true }) as number;
  connection.close();
  const page = readFileSync(file).subarray(0, pageSize);
  // Offsets of sqlite.org/fileformat2.html#the_database_header: versions 18 and 19 say whether a -wal file belongs to it,
  // 28 is the size in pages, and 24 equal to 92 makes that size count.
  page.fill(wal ? 2 : 1, 18, 20);
  page.writeUInt32BE(Math.floor(size / pageSize), 28);
  page.copy(page, 92, 24, 28);
  return page;
}

/** Reads one damaged (or whole) database. */
export class Salvage {
  readonly #connection: Database.Database;
  readonly #json: Database.Statement<[number], unknown>;
  /** Ids between which nothing could be read: from, to, both inclusive, ascending. */
  readonly #lost: [number, number][] = [];
  readonly #lostBuckets: [number, number][] = [];
  #lostSettings = false;
  readonly #unreadableData = new Set<number>();

  constructor(connection: Database.Database) {
    this.#connection = connection;
    this.#json = connection.prepare<[number], unknown>('SELECT json FROM data WHERE row = ?').pluck();
  }

  /** Whether anything was there that could not be read. */
  get complete(): boolean {
    const lost = this.#lost.length + this.#lostBuckets.length + this.#unreadableData.size;
    return lost === 0 && !this.#lostSettings;
  }

  get lostSettings(): boolean {
    return this.#lostSettings;
  }

  /** The largest id an event ever had; 0 where that cannot be read. */
  get lastEventId(): number {
    return this.#last('events') ?? 0;
  }

  /** Whether an event of this id may have been there without being read. Others that are not there were deleted. */
  mayHaveLost(id: number): boolean {
    return this.#unreadableData.has(id) || within(this.#lost, id);
  }

  mayHaveLostBucket(row: number): boolean {
    return within(this.#lostBuckets, row);
  }

  *buckets(): Iterable<StoredBucket> {
    const sql = 'SELECT *, row AS key FROM buckets NOT INDEXED WHERE row >= ? ORDER BY row';
    yield* this.#byKey<StoredBucket>(sql, this.#last('buckets'), this.#lostBuckets);
  }

  /** Up to the first that cannot be read: a table of a few rows. */
  *settings(): Iterable<RawSetting> {
    try {
      yield* this.#connection.prepare<[], RawSetting>('SELECT key, value, modified FROM settings').iterate();
    } catch (error) {
      if (!isTrouble(error)) throw error;
      this.#lostSettings = true;
    }
  }

  /** Each event with its data's JSON; one may come twice. */
  *events(): Iterable<RawEvent> {
    const columns = 'id, bucket, start, duration, data, id AS key FROM events';
    const table = `SELECT ${columns} NOT INDEXED WHERE id >= ? ORDER BY id`;
    for (const event of this.#byKey<RawEvent>(table, this.#last('events'), this.#lost)) yield* this.#withData(event);
    if (this.#lost.length === 0) return;
    for (const direction of ['ASC', 'DESC']) {
      yield* this.#untilDamage(
        `SELECT ${columns} INDEXED BY events_by_start ORDER BY bucket ${direction}, start ${direction}`,
      );
    }
  }

  *#untilDamage(sql: string): Iterable<RawEvent> {
    try {
      for (const event of this.#connection.prepare<[], RawEvent>(sql).iterate()) {
        if (this.mayHaveLost(Number(event.id))) yield* this.#withData(event);
      }
    } catch (error) {
      if (!isTrouble(error)) throw error;
    }
  }

  *#withData(event: RawEvent): Iterable<RawEvent> {
    try {
      const data = this.#json.get(Number(event.data));
      if (data !== undefined) yield { ...event, data };
      else this.#unreadableData.add(Number(event.id));
    } catch (error) {
      if (!isTrouble(error)) throw error;
      this.#unreadableData.add(Number(event.id));
    }
  }

  /** Rows in the order of their key, from which reading goes on behind each place that cannot be read. */
  *#byKey<Row>(sql: string, last: number | null, lost: [number, number][]): Iterable<Row> {
    const statement = this.#connection.prepare<[number], Row & { readonly key: number }>(sql);
    let next = 0;
    let failures = 0;
    let strode = false;
    let end = last ?? BEYOND;
    while (next <= end) {
      try {
        for (const row of statement.iterate(next)) {
          if (strode) break;
          yield row;
          failures = 0;
          // A spoilt page may give keys that cannot be: following them would lead back, or past everything.
          if (!(row.key >= next && row.key <= end)) continue;
          next = row.key + 1;
          if (last === null) end = next + BEYOND;
        }
        if (!strode) return;
        // Something can be read here, and perhaps before it, as far back as the last stride began.
        next -= STRIDE - 1;
        failures = 0;
        strode = false;
      } catch (error) {
        if (!isTrouble(error)) throw error;
        strode = failures >= SINGLE_STEPS;
        failures += 1;
        const step = strode ? STRIDE : 1;
        addLost(lost, next, next + step - 1);
        next += step;
      }
    }
    addLost(lost, next, Number.MAX_SAFE_INTEGER);
  }

  /** The largest id ever used; null where that cannot be read. */
  #last(table: 'buckets' | 'events'): number | null {
    try {
      const find = this.#connection.prepare<[string], unknown>('SELECT seq FROM sqlite_sequence WHERE name = ?');
      const last = find.pluck().get(table);
      return Number.isSafeInteger(last) ? (last as number) : null;
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return null;
    }
  }
}

function within(ranges: readonly [number, number][], id: number): boolean {
  return ranges.some(([from, to]) => id >= from && id <= to);
}

function addLost(lost: [number, number][], from: number, to: number): void {
  const before = lost.at(-1);
  if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to);
  else lost.push([from, to]);
}
