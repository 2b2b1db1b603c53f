/** Every bucket's events, from everywhere. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { bucketName } from '../../format/names.ts';
import { useCommands } from '../../state/commands.tsx';
import { useDaytrail } from '../../state/daytrail.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { bucketPath } from './bucket-path.ts';

export function useBucketCommands(): void {
  const [, navigate] = useLocation();
  const { data: buckets = [] } = useQuery(bucketsQuery(useDaytrail()));
  useCommands(
    buckets.map((bucket) => ({
      id: `bucket ${bucket.id}`,
      group: 'Data' as const,
      name: `Show ${told(bucket, buckets)}`,
      words: bucket.id,
      run: () => navigate(bucketPath(bucket.id)),
    })),
  );
}

/** With its id, where others are called the same. */
function told(bucket: BucketSummary, all: readonly BucketSummary[]): string {
  const name = bucketName(bucket);
  return all.filter((other) => bucketName(other) === name).length > 1 ? `${name}, ${bucket.id}` : name;
}
