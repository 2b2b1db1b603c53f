/** Imports for tests: prepared without a thread, and taken in step by step. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Event, JsonObject, NewEvent } from '../events/event.ts';
import { reportOf } from '../interchange/account.ts';
import { prepare } from '../interchange/prepare.ts';
import type { PreparedImport } from '../interchange/prepared.ts';
import { openSecondWriter } from './connection.ts';
import type { Datastore } from './datastore.ts';
import { type TakingHooks, type TakingPlan, takeIn } from './take-in.ts';
import { temporaryFolder, WINDOW } from './testing.ts';

export type EventsByBucket = Readonly<Record<string, readonly NewEvent[]>>;

/** As ActivityWatch exports it. */
export function exported(buckets: EventsByBucket): string {
  const toWire = ({ start, end, data }: NewEvent) => ({
    timestamp: new Date(start / 1000).toISOString(),
    duration: (end - start) / 1_000_000,
    data,
  });
  const entries = Object.entries(buckets).map(([id, events]) => [id, { ...WINDOW, id, events: events.map(toWire) }]);
  return JSON.stringify({ buckets: Object.fromEntries(entries) });
}

/** Whole milliseconds only: more does not fit into a JavaScript date. */
function preparedImport(buckets: EventsByBucket): PreparedImport {
  const folder = temporaryFolder();
  const source = join(folder, 'export.json');
  writeFileSync(source, exported(buckets));
  return prepare({
    sources: [source],
    file: join(folder, 'prepared.db'),
    hosts: [],
    joined: [],
    record: [],
    onEvents: () => undefined,
  });
}

/** An import under way in a store on a file. */
export class TestImport {
  readonly prepared: PreparedImport;
  readonly plan: TakingPlan;
  readonly #store: Datastore;

  constructor(store: Datastore, buckets: EventsByBucket) {
    this.#store = store;
    this.prepared = preparedImport(buckets);
    this.plan = store.beginIntake(this.prepared);
  }

  /** Takes it in on a connection of its own, as the import's thread does; gives its report. `maxPages`: the size of the disk. */
  take(hooks: Partial<TakingHooks> = {}, maxPages?: number) {
    const connection = openSecondWriter(this.#store.file ?? '');
    try {
      if (maxPages !== undefined) connection.pragma(`max_page_count = ${maxPages}`);
      const imported = takeIn(connection, this.prepared, this.plan, {
        onEvents: () => undefined,
        beforeCommit: () => undefined,
        ...hooks,
      });
      this.#store.endIntake(this.prepared, this.plan, imported);
      return reportOf(this.prepared, this.plan, imported);
    } catch (error) {
      this.giveUp();
      throw error;
    } finally {
      connection.close();
    }
  }

  /** What it would bring, as it is in the record then. */
  events(): readonly Event[] {
    const connection = new Database(this.prepared.file, { readonly: true });
    try {
      const rows = connection
        .prepare<[], { place: number; start: number; duration: number; json: string }>(
          'SELECT place, start, duration, json FROM placed JOIN data ON data.row = placed.data',
        )
        .all();
      return rows.map(({ place, start, duration, json }) => {
        return { id: this.plan.idsAfter + place, start, end: start + duration, data: JSON.parse(json) as JsonObject };
      });
    } finally {
      connection.close();
    }
  }

  giveUp(): void {
    this.#store.endIntake(this.prepared, this.plan, null);
  }
}
