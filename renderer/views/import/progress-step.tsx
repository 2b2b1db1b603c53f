/** How far it is, how long it may take, and the way to stop it. */
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ImportProgress } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { Meter } from '../../components/meter.tsx';
import { counted } from '../../format/names.ts';
import { readClock } from '../../state/clock.ts';
import { useImportProgress, useImportTask } from '../../state/imports.tsx';
import { useNotices } from '../../state/notices.tsx';
import { useTimes } from '../../state/person.tsx';
import type { Micros } from '../../timeline/index.ts';
import styles from './import-view.module.css';
import { fractionOf, type Purpose, sayLeft, timeLeft } from './pace.ts';

interface ProgressStepProps {
  readonly title: string;
  readonly purpose: Purpose;
  /** How many events are known to be in the file. */
  readonly expected?: number;
  /** When it began; null: not known. */
  readonly since: Micros | null;
  readonly path: string | null;
}

export function ProgressStep({ title, purpose, expected, since, path }: ProgressStepProps): ReactNode {
  const task = useImportTask();
  const notices = useNotices();
  const told = useImportProgress();
  const progress = { ...told, total: told.total ?? expected ?? null };
  const { locale } = useTimes();
  const cancel = useMutation({
    mutationFn: () => task.cancel(),
    onError: (error) => notices.sayFailed(error.message),
  });
  const fraction = fractionOf(progress, purpose);
  const left = since === null ? null : timeLeft(fraction, readClock() - since);
  const doing = say(progress, locale);
  return (
    <section className={styles.progress} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {path === null ? null : <p className={styles.path}>{path}</p>}
      <Meter label={title} fraction={progress.state === 'idle' ? null : fraction} text={doing} />
      <p className={styles.numbers}>
        <span>{doing}</span>
        <span className={styles.left}>{left === null ? '' : sayLeft(left)}</span>
      </p>
      {/* Told at each quarter, not four times a second. */}
      <span className="visually-hidden" role="status">
        {fraction === null || progress.state === 'idle' ? title : `${Math.floor(fraction * 4) * 25} percent`}
      </span>
      <div>
        <Button onClick={() => cancel.mutate()} disabled={cancel.isPending || cancel.isSuccess}>
          {cancel.isSuccess ? 'Stopping…' : 'Cancel'}
        </Button>
      </div>
      <p className={styles.muted}>
        {purpose === 'import'
          ? 'Recording goes on meanwhile, and you can look at other views: what is imported appears there once all of it is saved. If it is cancelled, nothing of it stays.'
          : 'Nothing is written.'}
      </p>
    </section>
  );
}

const DOING = { reading: 'Read', comparing: 'Compared with what is here', saving: 'Saved' } as const;

function say({ state, done, total }: ImportProgress, locale: string): string {
  if (state === 'idle') return 'Beginning…';
  const number = new Intl.NumberFormat(locale);
  const of = total === null ? '' : `${number.format(done)} of `;
  return `${DOING[state]}: ${of}${counted(total ?? done, 'event', 'events', locale)}`;
}
