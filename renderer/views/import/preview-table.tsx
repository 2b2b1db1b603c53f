/** Per bucket of a file: what it is, how much there is, from when to when, and what would be taken of it. */
import { Fragment, type ReactNode } from 'react';
import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { counted, distinctNames } from '../../format/names.ts';
import { useTimes } from '../../state/person.tsx';
import styles from './bucket-counts.module.css';
import { Problems } from './problems.tsx';

type Bucket = ImportPreview['buckets'][number];

export function PreviewTable({ buckets }: { buckets: readonly Bucket[] }): ReactNode {
  const times = useTimes();
  const number = new Intl.NumberFormat(times.locale);
  const names = distinctNames(buckets.map((bucket) => ({ ...bucket, name: null })));
  const count = (value: number) => (value === 0 ? <span className={styles.none}>–</span> : number.format(value));
  return (
    <div className={styles.box}>
      <table className={styles.table} aria-label="Buckets in the file">
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col" className={`${styles.number} ${styles.events}`}>
              Events
            </th>
            <th scope="col" className={styles.span}>
              From – to
            </th>
            <th scope="col" className={styles.number}>
              New
            </th>
            <th scope="col" className={styles.number}>
              Here already
            </th>
            <th scope="col" className={styles.number}>
              Refused
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <Fragment key={bucket.id}>
              <tr>
                <th scope="row">
                  <span className={styles.name}>{names.get(bucket.id) ?? bucket.id}</span>
                  {bucket.exists ? null : <span className={styles.badge}>new</span>}
                  <span className={styles.id}>{bucket.id}</span>
                  <span className={styles.spanBelow}>{days(bucket, times.shortDay)}</span>
                </th>
                <td className={`${styles.number} ${styles.events}`}>{count(bucket.events)}</td>
                <td className={styles.span}>{days(bucket, times.shortDay)}</td>
                <td className={styles.number} data-strong={bucket.fresh > 0}>
                  {count(bucket.fresh)}
                </td>
                <td className={styles.number}>{count(bucket.known)}</td>
                <td className={styles.number}>{count(bucket.refused)}</td>
              </tr>
              {bucket.problems.length === 0 ? null : (
                <tr className={styles.why}>
                  <td colSpan={6}>
                    <Problems
                      title={`${counted(bucket.refused, 'event', 'events', times.locale)} cannot be taken`}
                      problems={bucket.problems}
                      count={bucket.refused}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function days({ first, last }: Bucket, write: (at: number) => string): string {
  if (first === null || last === null) return '–';
  const [from, to] = [write(first), write(last)];
  return from === to ? from : `${from} – ${to}`;
}
