/** Per bucket of a file: what it is, how much there is, from when to when, and what would be taken of it. */
import type { ReactNode } from 'react';
import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { distinctNames } from '../../format/names.ts';
import { useTimes } from '../../state/person.tsx';
import { BucketCounts, type CountColumn } from './bucket-counts.tsx';

type Bucket = ImportPreview['buckets'][number];

const COLUMNS: readonly CountColumn<Bucket>[] = [
  { title: 'Events', count: ({ events }) => events, spare: true },
  { title: 'New', count: ({ fresh }) => fresh, strong: true },
  { title: 'Here already', count: ({ known }) => known },
  { title: 'Refused', count: ({ refused }) => refused },
];

export function PreviewTable({ buckets }: { buckets: readonly Bucket[] }): ReactNode {
  const { shortDay } = useTimes();
  return (
    <BucketCounts
      label="Buckets in the file"
      buckets={buckets}
      names={distinctNames(buckets.map((bucket) => ({ ...bucket, name: null })))}
      isNew={({ exists }) => !exists}
      span={{ title: 'From – to', say: (bucket) => days(bucket, shortDay) }}
      columns={COLUMNS}
      refused="cannot be taken"
    />
  );
}

function days({ first, last }: Bucket, write: (at: number) => string): string {
  if (first === null || last === null) return '–';
  const [from, to] = [write(first), write(last)];
  return from === to ? from : `${from} – ${to}`;
}
