/** What was done, in words and per bucket, and where to go from here. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ImportPreview, ImportReport } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { distinctNames } from '../../format/names.ts';
import { useCalendar } from '../../state/calendar.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useImportTask } from '../../state/imports.tsx';
import { useTimes } from '../../state/person.tsx';
import { formatPlace } from '../../state/place.ts';
import { bucketsQuery } from '../../state/queries.ts';
import { dateOf } from '../../timeline/index.ts';
import { BucketCounts, type CountColumn } from './bucket-counts.tsx';
import styles from './import-view.module.css';
import { sayReport } from './words.ts';

export function ReportStep({ preview, report }: { preview: ImportPreview; report: ImportReport }): ReactNode {
  const task = useImportTask();
  const [, navigate] = useLocation();
  const { locale } = useTimes();
  const calendar = useCalendar();
  const latest = Math.max(...preview.buckets.map(({ last }) => last ?? Number.NEGATIVE_INFINITY));
  return (
    <div className={styles.parts}>
      <section className={styles.what} aria-label="Result">
        <h2 className={styles.title}>The import is complete</h2>
        <p role="status">{sayReport(report, locale)}</p>
      </section>
      {report.buckets.length === 0 ? null : <ReportTable buckets={report.buckets} />}
      <div className={styles.bar}>
        {Number.isFinite(latest) ? (
          <Button look="primary" onClick={() => navigate(formatPlace({ kind: 'day', date: dateOf(latest, calendar) }))}>
            Show its last day
          </Button>
        ) : null}
        <Button onClick={() => task.restart()}>Import another file</Button>
      </div>
    </div>
  );
}

type Bucket = ImportReport['buckets'][number];

const COLUMNS: readonly CountColumn<Bucket>[] = [
  { title: 'Imported', count: ({ imported }) => imported, strong: true },
  { title: 'Here already', count: ({ skipped }) => skipped },
  { title: 'Refused', count: ({ refused }) => refused },
];

function ReportTable({ buckets }: { buckets: readonly Bucket[] }): ReactNode {
  const { data: all = [] } = useQuery(bucketsQuery(useDaytrail()));
  return (
    <BucketCounts
      label="What was done with each bucket"
      buckets={buckets}
      names={distinctNames(all)}
      isNew={({ created }) => created}
      columns={COLUMNS}
      refused="could not be taken"
    />
  );
}
