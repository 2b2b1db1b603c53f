/** What is kept, as it is kept: the buckets, and the raw events of the one that is chosen. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button.tsx';
import { FirstSteps } from '../../components/first-steps.tsx';
import { Split } from '../../components/split.tsx';
import { Failed, Loading } from '../../components/state.tsx';
import { bucketName } from '../../format/names.ts';
import { useStatus } from '../../state/actions.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { useTitle } from '../../state/title.ts';
import { bucketPath } from './bucket-path.ts';
import { BucketTable } from './bucket-table.tsx';
import { RawEvents } from './raw-events.tsx';

/** `chosen`: a bucket's id; null shows the buckets alone. */
export function BucketsView({ chosen }: { chosen: string | null }): ReactNode {
  const [, navigate] = useLocation();
  const { data: buckets, error, refetch } = useQuery(bucketsQuery(useDaytrail()));
  const { data: status } = useStatus();
  const bucket = buckets?.find(({ id }) => id === chosen);
  useTitle(bucket === undefined ? 'Data' : `${bucketName(bucket)} – Data`);

  if (buckets === undefined) {
    if (error === null) return <Loading what="Reading the buckets…" />;
    return (
      <Failed title="The buckets cannot be listed." onRetry={() => void refetch()}>
        {error.message}
      </Failed>
    );
  }
  if (buckets.length === 0) return <FirstSteps api={status?.api} />;
  const table = <BucketTable buckets={buckets} chosen={chosen} onChoose={(id) => navigate(bucketPath(id))} />;
  if (chosen === null) return table;
  return (
    <Split
      name="data-split"
      label="Height of the list of buckets"
      initial={38}
      upper={table}
      lower={
        bucket === undefined ? (
          <Failed
            title="There is no such bucket."
            actions={<Button onClick={() => navigate('/data')}>Show all buckets</Button>}
          >
            <code>{chosen}</code>
          </Failed>
        ) : (
          <RawEvents key={bucket.id} bucket={bucket} onClose={() => navigate('/data')} />
        )
      }
    />
  );
}
