/** One piece of work on backups, as its thread does it. */
import type { BackupAnswers, BackupPlace, BackupTask } from './backup-messages.ts';
import { tidy } from './folder.ts';
import { listBackups, lookAt } from './list-backups.ts';
import { makeBackup } from './make-backup.ts';
import { stageRestore } from './stage-restore.ts';

export interface BackupHooks {
  /** Called between the steps of a copy; what it throws ends the work. */
  pause(): void;
  /** The record is not open here, and will not be. */
  released(): void;
}

/** Fails with a StoreError or an error of the disk's. Two of them must not run side by side. */
export async function doBackupTask(
  place: BackupPlace,
  task: BackupTask,
  { pause, released }: BackupHooks,
): Promise<BackupAnswers[BackupTask['kind']]> {
  const { folder, record } = place;
  tidy(folder, record);
  if (task.kind !== 'make') released();
  switch (task.kind) {
    case 'list':
      return listBackups(folder, task.known);
    case 'make':
      return lookAt(folder, await makeBackup({ ...task, ...place, pause, onReleased: released }));
    case 'stage':
      return stageRestore({ ...task, ...place });
  }
}
