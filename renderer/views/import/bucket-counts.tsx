/** A table of buckets with what is counted of each, and below it why some of its events are refused. */
import { Fragment, type ReactNode } from 'react';
import { counted } from '../../format/names.ts';
import { useTimes } from '../../state/person.tsx';
import styles from './bucket-counts.module.css';

interface Bucket {
  readonly id: string;
  readonly refused: number;
  /** The first few reasons. */
  readonly problems: readonly string[];
}

export interface CountColumn<B> {
  readonly title: string;
  /** Of which there are 0 is said quietly. */
  readonly count: (bucket: B) => number;
  /** What the table is about: where there are any, they stand out. */
  readonly strong?: boolean;
  /** Left out where there is little room, since it follows from the others. */
  readonly spare?: boolean;
}

interface BucketCountsProps<B> {
  readonly label: string;
  readonly buckets: readonly B[];
  readonly names: ReadonlyMap<string, string>;
  readonly isNew: (bucket: B) => boolean;
  /** Between the names and the counts, or with the names where there is little room. */
  readonly span?: { readonly title: string; readonly say: (bucket: B) => string };
  readonly columns: readonly CountColumn<B>[];
  /** What is said of refused events: that they cannot be taken. */
  readonly refused: string;
}

export function BucketCounts<B extends Bucket>(props: BucketCountsProps<B>): ReactNode {
  const { label, buckets, names, isNew, span, columns, refused } = props;
  const { locale } = useTimes();
  const number = new Intl.NumberFormat(locale);
  const classOf = ({ spare }: CountColumn<B>) => (spare ? `${styles.number} ${styles.spare}` : styles.number);
  return (
    <div className={styles.box}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            {span === undefined ? null : (
              <th scope="col" className={styles.span}>
                {span.title}
              </th>
            )}
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <Fragment key={bucket.id}>
              <tr>
                <th scope="row">
                  <span className={styles.name}>{names.get(bucket.id) ?? bucket.id}</span>
                  {isNew(bucket) ? <span className={styles.badge}>new</span> : null}
                  <span className={styles.id}>{bucket.id}</span>
                  {span === undefined ? null : <span className={styles.spanBelow}>{span.say(bucket)}</span>}
                </th>
                {span === undefined ? null : <td className={styles.span}>{span.say(bucket)}</td>}
                {columns.map((column) => {
                  const count = column.count(bucket);
                  return (
                    <td
                      key={column.title}
                      className={classOf(column)}
                      data-strong={column.strong === true && count > 0}
                    >
                      {count === 0 ? <span className={styles.none}>–</span> : number.format(count)}
                    </td>
                  );
                })}
              </tr>
              {bucket.problems.length === 0 ? null : (
                <tr className={styles.why}>
                  <td colSpan={columns.length + (span === undefined ? 1 : 2)}>
                    <Problems
                      title={`${counted(bucket.refused, 'event', 'events', locale)} ${refused}`}
                      problems={bucket.problems}
                      all={bucket.refused}
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

interface ProblemsProps {
  readonly title: string;
  readonly problems: readonly string[];
  /** How many were refused. */
  readonly all: number;
}

function Problems({ title, problems, all }: ProblemsProps): ReactNode {
  return (
    <details className={styles.problems}>
      <summary>{title}</summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
        {all > problems.length ? <li>These are the first {problems.length}.</li> : null}
      </ul>
    </details>
  );
}
