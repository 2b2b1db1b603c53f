/** The buckets: what each holds, from where, how much, from when to when. A bucket's name leads to its events. */
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { Ago } from '../../components/ago.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { bucketName } from '../../format/names.ts';
import { useCommands } from '../../state/commands.tsx';
import { useImportProgress } from '../../state/imports.tsx';
import { useTimes } from '../../state/person.tsx';
import { bucketPath } from './bucket-path.ts';
import styles from './bucket-table.module.css';
import { hostsOf } from './hosts.ts';
import { JoinHosts } from './join-hosts.tsx';

interface BucketTableProps {
  readonly buckets: readonly BucketSummary[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** The one that was added to last comes first; empty ones last, by name. */
function byLast(a: BucketSummary, b: BucketSummary): number {
  return (b.last ?? Number.NEGATIVE_INFINITY) - (a.last ?? Number.NEGATIVE_INFINITY) || a.id.localeCompare(b.id);
}

function Join({ buckets }: { buckets: readonly BucketSummary[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const show = () => setOpen(true);
  useCommands([{ id: 'join', group: 'Data', name: 'Join computers…', words: 'renamed host merge', run: show }]);
  return (
    <>
      <Button small onClick={show} aria-haspopup="dialog">
        Join computers…
      </Button>
      {open ? <JoinHosts buckets={buckets} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export function BucketTable({ buckets, chosen, onChoose }: BucketTableProps): ReactNode {
  const { locale } = useTimes();
  const importing = useImportProgress();
  const number = new Intl.NumberFormat(locale);
  return (
    <div className={styles.scroller}>
      <div className={styles.head}>
        <h1 className={styles.title}>Data</h1>
        <p className={styles.note} role="status">
          {importing.state === 'saving'
            ? 'An import is being saved. What it brings, and what is recorded meanwhile, is counted here when that is done.'
            : 'Everything that is kept, in the buckets that its sources made.'}
        </p>
        <span className={styles.tools}>
          {hostsOf(buckets).length < 2 ? null : <Join buckets={buckets} />}
          <ButtonLink small href="/import">
            Import…
          </ButtonLink>
        </span>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col" className={styles.type}>
              Type
            </th>
            <th scope="col" className={styles.host}>
              Host
            </th>
            <th scope="col" className={styles.count}>
              Events
            </th>
            <th scope="col" className={styles.moment}>
              First
            </th>
            <th scope="col" className={styles.moment}>
              Last
            </th>
          </tr>
        </thead>
        <tbody>
          {[...buckets].sort(byLast).map((bucket) => (
            <tr key={bucket.id} data-chosen={bucket.id === chosen} onClick={() => onChoose(bucket.id)}>
              <th scope="row">
                <Link
                  href={bucketPath(bucket.id)}
                  className={styles.name}
                  aria-current={bucket.id === chosen ? 'true' : undefined}
                  onClick={(event) => event.stopPropagation()}
                >
                  {bucketName(bucket)}
                </Link>
                <span className={styles.id}>{bucket.id}</span>
              </th>
              <td className={styles.type}>{bucket.type}</td>
              <td className={styles.host}>{bucket.hostname}</td>
              <td className={styles.count}>{number.format(bucket.count)}</td>
              <td className={styles.moment}>{bucket.first === null ? '–' : <Ago at={bucket.first} />}</td>
              <td className={styles.moment}>{bucket.last === null ? '–' : <Ago at={bucket.last} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
