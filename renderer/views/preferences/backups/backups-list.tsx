/** The backups, newest first: when each was made, how much is in it, up to when. */
import type { ReactNode } from 'react';
import type { Backup } from '../../../../preload/contract/backups.ts';
import { Button } from '../../../components/button.tsx';
import { Card, Cards } from '../../../components/page.tsx';
import { bytes } from '../../../format/bytes.ts';
import { counted } from '../../../format/names.ts';
import type { Times } from '../../../format/times.ts';
import { useTimes } from '../../../state/person.tsx';
import styles from './backups.module.css';

interface BackupsListProps {
  readonly backups: readonly Backup[];
  readonly busy: boolean;
  readonly onRestore: (backup: Backup) => void;
}

export function BackupsList({ backups, busy, onRestore }: BackupsListProps): ReactNode {
  const times = useTimes();
  return (
    <Cards>
      {backups.map((backup) => (
        <Card
          key={backup.name}
          title={times.dayYearAndTime(backup.made)}
          detail={
            <>
              {backup.kind === 'replaced' ? (
                <>
                  The record that another backup took the place of
                  <br />
                </>
              ) : null}
              {contentsOf(backup, times)}
              {backup.problem === null ? null : <span className={styles.problem}>{backup.problem}</span>}
            </>
          }
          actions={
            <Button
              onClick={() => onRestore(backup)}
              disabled={busy || backup.problem !== null}
              aria-label={`Restore the backup of ${times.dayYearAndTime(backup.made)}`}
            >
              Restore…
            </Button>
          }
        />
      ))}
    </Cards>
  );
}

/** `12,345 events from 1 Jan 2026 to 22 Nov 2026, 14:00 · 3.4 MB` */
export function contentsOf({ events, first, last, bytes: size }: Backup, times: Times): string {
  const parts: string[] = [];
  if (events !== null) {
    const count = counted(events, 'event', 'events', times.locale);
    const time =
      first === null || last === null ? '' : ` from ${times.shortDay(first)} to ${times.dayYearAndTime(last)}`;
    parts.push(count + time);
  }
  return [...parts, bytes(size, times.locale)].join(' · ');
}
