/**
 * Exports as they are read: one piece after another, each asked for when the one before has been taken. Events that come
 * in the meantime are newer than where the reading is and do not get in; a bucket that is deleted ends where it is.
 */
import type { Bucket } from '../events/event.ts';
import { bucketToWire } from '../query/wire.ts';
import type { EventRange, ExportQuery, Operations } from '../store/operations.ts';
import { StoreError } from '../store/store-error.ts';
import { csvHeader } from './csv.ts';

/** ActivityWatch's export: `{"buckets":{"ID":{…,"events":[…]}}}`, events newest first with their ids. */
export async function* exportJson(operations: Operations, buckets: readonly Bucket[]): AsyncGenerator<Uint8Array> {
  let before = '{"buckets":{';
  for (const bucket of buckets) {
    const head = JSON.stringify(bucketToWire(bucket)).slice(0, -1);
    yield Buffer.from(`${before}${JSON.stringify(bucket.id)}:${head},"events":[`);
    yield* pieces(operations, { bucket: bucket.id, range: {}, format: { kind: 'json' } });
    before = ']},';
  }
  yield Buffer.from(buckets.length === 0 ? '{"buckets":{}}' : ']}}}');
}

/** A row of column names, then a row for each event, newest first and cut to the range. */
export async function* exportCsv(
  operations: Operations,
  bucket: string,
  range: EventRange,
  limit?: number,
): AsyncGenerator<Uint8Array> {
  const keys = await operations.listKeys(bucket);
  yield Buffer.from(csvHeader(keys));
  yield* pieces(operations, { bucket, range, format: { kind: 'csv', keys } }, limit);
}

async function* pieces(
  operations: Operations,
  query: Omit<ExportQuery, 'limit' | 'after'>,
  limit = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Uint8Array> {
  let left = limit;
  let after: ExportQuery['after'] = null;
  try {
    do {
      const { bytes, written, next } = await operations.exportEvents({ ...query, limit: left, after });
      left -= written;
      after = next;
      if (bytes.length > 0) yield bytes;
    } while (after !== null && left > 0);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'not-found') return;
    throw error;
  }
}
