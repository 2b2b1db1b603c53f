/** The backups of the record: those there are, a new one, going back to one, and where they lie. */
import { type ReactNode, useState } from 'react';
import type { Backup, BackupsState } from '../../../../preload/contract/backups.ts';
import { Actions } from '../../../components/actions.tsx';
import { Ago } from '../../../components/ago.tsx';
import { Button } from '../../../components/button.tsx';
import { Progress } from '../../../components/meter.tsx';
import { Part } from '../../../components/page.tsx';
import { Failed, Loading } from '../../../components/state.tsx';
import { useStatus } from '../../../state/actions.ts';
import { BACKUPS_KEY, useBackups, useBackupsState } from '../../../state/backups.ts';
import { useChange } from '../../../state/change.ts';
import type { Section } from '../section.ts';
import styles from './backups.module.css';
import { BackupsList } from './backups-list.tsx';
import { OpenFolder } from './open-folder.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

export const backups: Section = {
  id: 'backups',
  name: 'Backups',
  words: 'backup restore copy safety folder recover',
  Body: BackupsSection,
};

function BackupsSection(): ReactNode {
  const list = useBackups();
  const { data: state } = useBackupsState();
  const { data: status } = useStatus();
  const make = useChange((daytrail) => daytrail.makeBackup(), {
    praise: 'The backup was made, and could be read back.',
    rereads: BACKUPS_KEY,
  });
  const [restored, setRestored] = useState<Backup | null>(null);
  if (list.data === undefined || status === undefined) {
    if (list.error === null) return <Loading what="Looking for backups…" />;
    return (
      <Failed title="The backups cannot be listed." onRetry={() => void list.refetch()}>
        {list.error.message}
      </Failed>
    );
  }
  if (status.store.inMemory) return <p>The record is kept in memory alone, so there are no backups of it.</p>;
  const doing = state?.doing ?? 'nothing';
  const busy = doing !== 'nothing' || make.changing;
  return (
    <Part
      title="Copies of the record"
      note="Daytrail makes one each day, and keeps those of the last 7 days and of the 4 weeks before. They lie on the same disk: a copy elsewhere is yours to make."
    >
      <Trouble state={state} />
      <Actions>
        <Button look="primary" onClick={() => make.change()} disabled={busy}>
          Make a backup now
        </Button>
        <OpenFolder />
      </Actions>
      <div role="status" className={styles.doing}>
        {busy ? (
          <>
            <Progress />
            {doing === 'restoring' ? 'Restoring…' : 'Making a backup… Recording goes on meanwhile.'}
          </>
        ) : null}
      </div>
      {list.data.length === 0 ? (
        <p>There is none yet.</p>
      ) : (
        <BackupsList backups={list.data} busy={busy} onRestore={setRestored} />
      )}
      {restored === null ? null : <RestoreDialog backup={restored} onClose={() => setRestored(null)} />}
    </Part>
  );
}

function Trouble({ state }: { state: BackupsState | undefined }): ReactNode {
  if (state === undefined || state.problem === null) return null;
  const { message, at, again } = state.problem;
  return (
    <p className={styles.trouble} role="alert">
      <strong>The last backup failed</strong> (<Ago at={at} />
      ). {message} {again === null ? null : 'It is tried again by itself.'}
    </p>
  );
}
