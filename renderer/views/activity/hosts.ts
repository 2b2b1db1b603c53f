/** The computers whose windows were recorded, the one that recorded last before the others. */
import type { BucketSummary } from '../../../preload/contract/schemas.ts';

/** Buckets of phones and tablets, whose apps ActivityWatch's importer for Screen Time puts into buckets of this type. */
const TYPES: ReadonlySet<string> = new Set(['currentwindow', 'app']);

export function recordingHosts(buckets: readonly BucketSummary[]): readonly string[] {
  const last = new Map<string, number>();
  for (const bucket of buckets) {
    if (!TYPES.has(bucket.type) || bucket.count === 0 || bucket.hostname === '') continue;
    last.set(bucket.hostname, Math.max(last.get(bucket.hostname) ?? 0, bucket.last ?? 0));
  }
  return [...last].sort(([, one], [, other]) => other - one).map(([host]) => host);
}
