/**
 * What the store's tests share: folders that go away, time that stands still, a store with both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { StoreHealth } from '../../preload/contract/schemas.ts';
import { MICROS_PER_SECOND } from '../events/event.ts';
import { type Log, silentLog } from '../lifecycle/log.ts';
import type { Change } from './change.ts';
import type { Timer } from './clock.ts';
import { openReadOnly, openWriter, type Writer } from './connection.ts';
import { Datastore, type DatastoreOptions } from './datastore.ts';
import { USUAL_POLICY } from './policy.ts';
import type { StoreThreadOptions } from './protocol.ts';
import { StoreError } from './store-error.ts';

/** 2026-03-01T09:00:00Z in µs. */
export const NINE = 1_772_355_600 * MICROS_PER_SECOND;
export const S = MICROS_PER_SECOND;

/** A fresh folder, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a store's thread is started with, for a record in this folder: without backups and without an API. */
export function recordIn(folder: string) {
  return {
    file: join(folder, 'record.db'),
    backupsDir: null,
    dataDir: folder,
    hostname: 'laptop',
    version: '1.2.3',
    testing: true,
    port: null,
    policy: USUAL_POLICY,
  } satisfies Omit<StoreThreadOptions, 'flushed'>;
}

/** A clock and timers that move when told to. */
export class ManualTime implements Timer {
  ms = 0;
  readonly #waiting = new Map<object, { at: number; run: () => void }>();

  readonly now = () => NINE + this.ms * 1000;
  readonly monotonic = () => this.ms;

  set(ms: number, run: () => void): unknown {
    const handle = {};
    this.#waiting.set(handle, { at: this.ms + ms, run });
    return handle;
  }

  clear(handle: unknown): void {
    this.#waiting.delete(handle as object);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  advance(ms: number): void {
    const until = this.ms + ms;
    for (;;) {
      const [next] = [...this.#waiting].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at);
      if (next === undefined) break;
      this.#waiting.delete(next[0]);
      this.ms = next[1].at;
      next[1].run();
    }
    this.ms = until;
  }
}

export interface TestStore {
  readonly store: Datastore;
  readonly file: string;
  readonly time: ManualTime;
  readonly changes: Change[];
  readonly healths: StoreHealth[];
}

/** On a real file in a fresh folder unless told otherwise; closed, whatever it holds, when the test ends. */
export function openTestStore(options: Partial<DatastoreOptions> = {}): TestStore {
  const file = options.file === undefined ? join(temporaryFolder(), 'daytrail.db') : options.file;
  const time = new ManualTime();
  const changes: Change[] = [];
  const healths: StoreHealth[] = [];
  const store = Datastore.open({
    backupsDir: null,
    log: silentLog,
    now: time.now,
    monotonic: time.monotonic,
    timer: time,
    onChange: (change) => changes.push(change),
    onHealth: (health) => healths.push(health),
    ...options,
    file,
  });
  onTestFinished(() => store.close(true));
  return { store, file: file ?? '', time, changes, healths };
}

/** What `run` fails with, which must be a StoreError. */
export function storeErrorOf(run: () => unknown): StoreError {
  try {
    run();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** Runs `read` on a connection of its own, which sees only what is committed. */
export function reading<T>(file: string, read: (connection: Database.Database) => T): T {
  const connection = openReadOnly(file);
  try {
    return read(connection);
  } finally {
    connection.close();
  }
}

export interface PlainEvent {
  readonly id: number;
  readonly bucket: string;
  readonly start: number;
  readonly end: number;
  readonly data: string;
}

/** Everything committed, as the disk has it. */
export function eventsOnDisk(file: string): PlainEvent[] {
  return reading(file, (connection) => allEvents(connection));
}

export function allEvents(connection: Database.Database): PlainEvent[] {
  return connection
    .prepare<[], PlainEvent>(
      `SELECT e.id, b.id AS bucket, e.start, e.start + e.duration AS end, d.json AS data
         FROM events e JOIN buckets b ON b.row = e.bucket JOIN data d ON d.row = e.data ORDER BY e.id`,
    )
    .all();
}

export class RecordingLog implements Log {
  readonly lines: string[] = [];
  readonly info = (message: string) => void this.lines.push(`info ${message}`);
  readonly warn = (message: string) => void this.lines.push(`warn ${message}`);
  readonly error = (message: string) => void this.lines.push(`error ${message}`);
}

export const WINDOW = { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'laptop' } as const;

/** A heartbeat of no length, `seconds` after nine. */
export function beat(seconds: number, title = 'x', length = 0) {
  const start = NINE + seconds * S;
  return { start, end: start + length * S, data: { app: 'Code', title } };
}

/** A writer whose COMMIT can be made to fail, below better-sqlite3's interface, and that notes when one has returned. */
export class FaultyWriter {
  /** The SQLite code that COMMIT, or every write, fails with. */
  failCommit: string | null = null;
  failWrites: string | null = null;
  readonly calls: string[] = [];

  readonly open = (file: string | null): Writer => {
    const writer = openWriter(file);
    const prepare = writer.connection.prepare.bind(writer.connection);
    const wrapped = (sql: string) => {
      const statement = prepare(sql);
      if (/^(COMMIT|BEGIN|INSERT|UPDATE|DELETE)/.test(sql)) this.#wrap(statement, sql.split(' ')[0] ?? sql);
      return statement;
    };
    writer.connection.prepare = wrapped as typeof writer.connection.prepare;
    return writer;
  };

  #wrap(statement: Database.Statement, verb: string): void {
    for (const name of ['run', 'get'] as const) {
      const real = statement[name].bind(statement) as (...args: unknown[]) => Database.RunResult;
      statement[name] = (...args: unknown[]) => {
        const code = verb === 'COMMIT' ? this.failCommit : this.failWrites;
        if (code !== null) throw new Database.SqliteError(`injected at ${verb}`, code);
        const result = real(...args);
        if (verb === 'COMMIT') this.calls.push('COMMIT returned');
        return result;
      };
    }
  }
}
