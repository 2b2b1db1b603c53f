/** What is in a record, and whether a file is one that can be opened. */
import Database from 'better-sqlite3';
import type { Micros } from '../../events/event.ts';
import { bucketRows } from '../../query/bucket-rows.ts';
import { summaryReader } from '../../query/summary.ts';
import { openReadOnly } from '../connection.ts';
import { SCHEMA_VERSION, schemaVersion } from '../migrations/index.ts';
import { isDamage, isTrouble, quickCheck } from '../sqlite-error.ts';
import { StoreError } from '../store-error.ts';

export interface RecordFacts {
  readonly schema: number;
  readonly buckets: number;
  readonly events: number;
  /** The earliest start and the latest end; null where there are no events. */
  readonly first: Micros | null;
  readonly last: Micros | null;
}

export function factsOf(connection: Database.Database): RecordFacts {
  const schema = schemaVersion(connection);
  const buckets = summaryReader(connection, bucketRows(connection))();
  const firsts = buckets.flatMap(({ first }) => first ?? []);
  const lasts = buckets.flatMap(({ last }) => last ?? []);
  return {
    schema,
    buckets: buckets.length,
    events: buckets.reduce((sum, { count }) => sum + count, 0),
    first: firsts.length === 0 ? null : Math.min(...firsts),
    last: lasts.length === 0 ? null : Math.max(...lasts),
  };
}

/**
 * What is in the file. `newer-schema` where this Daytrail does not know it, `invalid` where it is no record or damaged;
 * `wholly`: every page of it is looked at.
 */
export function inspect(file: string, wholly: boolean): RecordFacts {
  let connection: Database.Database | null = null;
  try {
    connection = openReadOnly(file);
    const schema = schemaVersion(connection);
    if (schema > SCHEMA_VERSION) throw newer(schema);
    if (wholly) quickCheck(connection);
    if (schema < 1) throw new StoreError('invalid', 'It is not a record of Daytrail.');
    return factsOf(connection);
  } catch (error) {
    if (isDamage(error)) throw new StoreError('invalid', 'It is damaged.', { cause: error });
    if (error instanceof Database.SqliteError && !isTrouble(error))
      throw new StoreError('invalid', 'It is not a record of Daytrail.', { cause: error });
    throw error;
  } finally {
    connection?.close();
  }
}

const newer = (schema: number): StoreError =>
  new StoreError(
    'newer-schema',
    `It was made by a newer Daytrail (schema ${schema}, this one knows ${SCHEMA_VERSION}). Install the newer one again.`,
  );
