/** Before a backup takes the place of the record: what that means, and the way back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Backup } from '../../../../preload/contract/backups.ts';
import { Actions } from '../../../components/actions.tsx';
import { Button } from '../../../components/button.tsx';
import { Modal } from '../../../components/modal.tsx';
import { BACKUPS_KEY } from '../../../state/backups.ts';
import { useDaytrail } from '../../../state/daytrail.tsx';
import { useNotices } from '../../../state/notices.tsx';
import { useTimes } from '../../../state/person.tsx';
import styles from './backups.module.css';
import { contentsOf } from './backups-list.tsx';

export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose: () => void }): ReactNode {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  const notices = useNotices();
  const times = useTimes();
  const made = times.dayYearAndTime(backup.made);
  const restore = useMutation({
    mutationFn: () => daytrail.restoreBackup({ name: backup.name }),
    onSuccess: () => {
      notices.say(`The record is as it was on ${made}.`);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: BACKUPS_KEY }),
  });
  return (
    <Modal label="Restore this backup?" onClose={onClose}>
      <div className={styles.dialog}>
        <h2>Restore this backup?</h2>
        <p>
          The record becomes what it was on <strong>{made}</strong>: {contentsOf(backup, times)}.
        </p>
        <ul className={styles.means}>
          <li>What was recorded, imported or changed after that is no longer in the record.</li>
          <li>
            The record as it is now is kept in this list. Restore it in the same way if you want to go back to it.
          </li>
          <li>
            Recording goes on. Preferences stay as they are; privacy rules are part of the record, and change with it.
          </li>
        </ul>
        {restore.error === null ? null : (
          <p role="alert" className={styles.problem}>
            {restore.error.message}
          </p>
        )}
        <Actions end>
          <Button onClick={onClose} disabled={restore.isPending}>
            Cancel
          </Button>
          <Button look="danger" onClick={() => restore.mutate()} disabled={restore.isPending}>
            {restore.isPending ? 'Restoring…' : 'Restore'}
          </Button>
        </Actions>
      </div>
    </Modal>
  );
}
