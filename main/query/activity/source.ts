/**
 * The record as one activity query sees it: a period's events by bucket, each bucket read once.
 */
import type { Period } from '../../events/query-event.ts';
import type { BucketRows } from '../bucket-rows.ts';
import type { ColumnCache } from '../column-cache.ts';
import type { DataObjects } from '../data-objects.ts';
import { bucketSpans } from './bucket-spans.ts';
import type { Facts } from './facts.ts';
import type { Spans } from './spans.ts';

export interface ActivitySource {
  /** Of a bucket that exists; `what` is the number of the data. */
  spans(bucket: string): Spans;
  readonly facts: Facts;
}

interface SourceParts {
  readonly buckets: BucketRows;
  readonly events: ColumnCache;
  readonly data: DataObjects;
}

export function activitySource({ buckets, events, data }: SourceParts, facts: Facts, period: Period): ActivitySource {
  const read = new Map<string, Spans>();
  return {
    spans(bucket) {
      const spans = read.get(bucket) ?? bucketSpans(events, data, buckets.get(bucket), period);
      read.set(bucket, spans);
      return spans;
    },
    facts,
  };
}
