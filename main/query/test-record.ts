/**
 * Small records for the tests of the readers, and what their answers ought to be, worked out the slow and obvious way.
 */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { JsonObject, Micros } from '../events/event.ts';
import { LONG_EVENT, sql } from '../store/migrations/0001-initial.ts';
import type { EventRange } from '../store/operations.ts';

export const SECOND = 1_000_000;
export const HOUR = 3600 * SECOND;
/** 2026-01-05 09:00 UTC. */
export const MORNING: Micros = Date.UTC(2026, 0, 5, 9) * 1000;

export interface TestEvent {
  readonly start: Micros;
  readonly duration: Micros;
  readonly data: JsonObject;
}

export interface StoredTestEvent extends TestEvent {
  readonly id: number;
  readonly bucket: string;
}

/** A database with these events, numbered in the order given. */
export function record(
  buckets: Readonly<Record<string, readonly TestEvent[]>>,
  file = ':memory:',
): { db: Database.Database; events: readonly StoredTestEvent[] } {
  const db = new Database(file);
  if (file !== ':memory:') db.pragma('journal_mode = WAL');
  db.exec(sql);
  db.exec('CREATE INDEX data_by_json ON data (json)');
  const events: StoredTestEvent[] = [];
  db.transaction(() => {
    for (const [bucket, its] of Object.entries(buckets)) {
      addBucket(db, bucket);
      for (const event of its) events.push({ ...event, bucket, id: addEvent(db, bucket, event) });
    }
  })();
  return { db, events };
}

export function addBucket(db: Database.Database, bucket: string): void {
  db.prepare("INSERT INTO buckets (id, type, client, hostname, created, data) VALUES (?, 't', 'c', 'h', 0, '{}')").run(
    bucket,
  );
}

export function addEvent(db: Database.Database, bucket: string, { start, duration, data }: TestEvent): number {
  const json = JSON.stringify(data);
  db.prepare(
    'INSERT INTO data (hash, json) SELECT 0, @json WHERE NOT EXISTS (SELECT 1 FROM data WHERE json = @json)',
  ).run({ json });
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO events (bucket, start, duration, data)
      VALUES ((SELECT row FROM buckets WHERE id = ?), ?, ?, (SELECT row FROM data WHERE json = ?))`)
    .run(bucket, start, duration, json);
  return Number(lastInsertRowid);
}

export function inRange({ start, duration }: TestEvent, range: EventRange): boolean {
  const from = range.start ?? Number.NEGATIVE_INFINITY;
  const to = range.end ?? Number.POSITIVE_INFINITY;
  return from <= to && start + duration >= from && start <= to;
}

/** Moments and lengths that meet at edges often: of the range, of a long event, of nothing. */
const moment = fc.integer({ min: -60, max: 60 }).map((step) => MORNING + step * (HOUR / 4));
const length = fc.constantFrom(
  0,
  1,
  HOUR / 4,
  HOUR / 2,
  LONG_EVENT - 1,
  LONG_EVENT,
  LONG_EVENT + 1,
  3 * HOUR,
  50 * HOUR,
);
const app = fc.constantFrom('Editor', 'Browser', 'Terminal');

export const someEvents: fc.Arbitrary<TestEvent[]> = fc.array(
  fc.record({ start: moment, duration: length, data: fc.record({ app, title: fc.constantFrom('a', 'b') }) }),
  { maxLength: 30 },
);
export const someRange: fc.Arbitrary<{ start: Micros; end: Micros }> = fc.record({ start: moment, end: moment });
