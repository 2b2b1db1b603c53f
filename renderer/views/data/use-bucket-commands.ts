/** Every bucket's events, from everywhere, in the order that their lanes have on the timeline. */
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { distinctNames, kind } from '../../format/names.ts';
import { useCommands } from '../../state/commands.tsx';
import { useDaytrail } from '../../state/daytrail.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { orderLanes } from '../../timeline/index.ts';
import { bucketPath } from './bucket-path.ts';

export function useBucketCommands(): void {
  const [, navigate] = useLocation();
  const { data: buckets = [] } = useQuery(bucketsQuery(useDaytrail()));
  const names = distinctNames(buckets);
  useCommands(
    orderLanes(buckets.map((bucket) => ({ ...bucket, bucket: bucket.id }))).map(({ id, type }) => ({
      id: `bucket ${id}`,
      group: 'Buckets' as const,
      name: `Show ${names.get(id) ?? id}`,
      words: `${id} ${kind(type)}`,
      run: () => navigate(bucketPath(id)),
    })),
  );
}
