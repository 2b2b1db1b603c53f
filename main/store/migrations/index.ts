/**
 * Brings a database to the present schema: each step once, in order, each in a transaction of its own that also records
 * it in `user_version`. A step that has been released is never edited; the next one changes what it did.
 */
import type Database from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import * as initial from './0001-initial.ts';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [initial];

/** The schema this program knows. */
export const SCHEMA_VERSION = migrations.length;

/** Fails with `newer-schema` before it touches anything. */
export function migrate(connection: Database.Database, steps: readonly Migration[] = migrations): void {
  for (const [index, step] of steps.entries()) {
    if (step.version !== index + 1) {
      throw new StoreError('internal', `Migration ${index + 1} calls itself ${step.version}: versions have no gaps.`);
    }
  }
  const found = schemaVersion(connection);
  if (found > steps.length) throw newerSchema(connection.name, found, steps.length);
  for (const step of steps.slice(found)) {
    connection.transaction(() => {
      connection.exec(step.sql);
      connection.pragma(`user_version = ${step.version}`);
    })();
  }
}

export function schemaVersion(connection: Database.Database): number {
  return connection.pragma('user_version', { simple: true }) as number;
}

export function newerSchema(file: string, found: number, known = SCHEMA_VERSION): StoreError {
  return new StoreError(
    'newer-schema',
    `${file} was written by a newer Daytrail (schema ${found}, this one knows ${known}). It was not touched. ` +
      'Install the newer Daytrail again, or start this one with another --data-dir.',
  );
}
