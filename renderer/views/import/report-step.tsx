/** What was done, in words and per bucket, and where to go from here. */
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ImportPreview, ImportReport } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { counted, distinctNames } from '../../format/names.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useImportTask } from '../../state/imports.tsx';
import { useTimes } from '../../state/person.tsx';
import { formatPlace } from '../../state/place.ts';
import { bucketsQuery } from '../../state/queries.ts';
import { dateOf } from '../../timeline/index.ts';
import styles from './bucket-counts.module.css';
import view from './import-view.module.css';
import { Problems } from './problems.tsx';
import { sayReport } from './words.ts';

export function ReportStep({ preview, report }: { preview: ImportPreview; report: ImportReport }): ReactNode {
  const task = useImportTask();
  const [, navigate] = useLocation();
  const { locale, timeZone } = useTimes();
  const latest = Math.max(...preview.buckets.map(({ last }) => last ?? Number.NEGATIVE_INFINITY));
  return (
    <div className={view.parts}>
      <section className={view.what} aria-label="Result">
        <h2 className={view.title}>The import is complete</h2>
        <p role="status">{sayReport(report, locale)}</p>
      </section>
      {report.buckets.length === 0 ? null : <ReportTable report={report} />}
      <div className={view.bar}>
        {Number.isFinite(latest) ? (
          <Button look="primary" onClick={() => navigate(formatPlace({ kind: 'day', date: dateOf(latest, timeZone) }))}>
            Show its last day
          </Button>
        ) : null}
        <Button onClick={() => task.restart()}>Import another file</Button>
      </div>
    </div>
  );
}

function ReportTable({ report }: { report: ImportReport }): ReactNode {
  const { locale } = useTimes();
  const { data: buckets = [] } = useQuery(bucketsQuery(useDaytrail()));
  const names = distinctNames(buckets);
  const number = new Intl.NumberFormat(locale);
  return (
    <div className={styles.box}>
      <table className={styles.table} aria-label="What was done with each bucket">
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col" className={styles.number}>
              Imported
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
          {report.buckets.map((bucket) => (
            <Fragment key={bucket.id}>
              <tr>
                <th scope="row">
                  <span className={styles.name}>{names.get(bucket.id) ?? bucket.id}</span>
                  {bucket.created ? <span className={styles.badge}>new</span> : null}
                  <span className={styles.id}>{bucket.id}</span>
                </th>
                <td className={styles.number} data-strong={bucket.imported > 0}>
                  {number.format(bucket.imported)}
                </td>
                <td className={styles.number}>{number.format(bucket.skipped)}</td>
                <td className={styles.number}>{number.format(bucket.refused)}</td>
              </tr>
              {bucket.problems.length === 0 ? null : (
                <tr className={styles.why}>
                  <td colSpan={4}>
                    <Problems
                      title={`${counted(bucket.refused, 'event', 'events', locale)} could not be taken`}
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
