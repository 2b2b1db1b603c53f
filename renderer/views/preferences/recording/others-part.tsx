/** The other programs that record here: when each was last heard, and where to find more of them. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Source } from '../../../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../../../preload/contract/watchers.ts';
import { Ago } from '../../../components/ago.tsx';
import { Part } from '../../../components/page.tsx';
import { bucketName } from '../../../format/names.ts';
import { bucketPath } from '../../data/bucket-path.ts';
import styles from './others-part.module.css';

interface OthersPartProps {
  readonly sources: readonly Source[];
  readonly own: readonly WatcherHealth[];
}

export function OthersPart({ sources, own }: OthersPartProps): ReactNode {
  const mine = new Set(own.map(({ bucket }) => bucket));
  const others = sources.filter(({ bucket }) => !mine.has(bucket)).sort((a, b) => b.lastSeen - a.lastSeen);
  return (
    <Part
      title="Other watchers"
      note="ActivityWatch's watchers for browsers, editors and more record into Daytrail as they are: install one, and it finds Daytrail by itself."
    >
      {others.length === 0 ? (
        <p>None has been heard of yet.</p>
      ) : (
        <table className={styles.others}>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Recorded as</th>
              <th scope="col">Last heard</th>
            </tr>
          </thead>
          <tbody>
            {others.map(({ bucket, type, lastSeen }) => (
              <tr key={bucket}>
                <td>{bucketName({ id: bucket, name: null, type, client: '', hostname: '' })}</td>
                <td>
                  <Link href={bucketPath(bucket)}>{bucket}</Link>
                </td>
                <td>
                  <Ago at={lastSeen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}
