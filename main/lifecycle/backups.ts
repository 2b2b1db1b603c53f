/** Backups as the shells have them: the door, the schedule, and their part in a shutdown. */
import type { StoreHandle } from '../store/store-handle.ts';
import { type BackupDoor, createBackupDoor } from './backup-door.ts';
import { createBackupSchedule } from './backup-schedule.ts';
import type { Log } from './log.ts';
import type { Paths } from './paths.ts';
import type { ShutdownCoordinator } from './shutdown.ts';

export interface BackupsOptions {
  readonly paths: Pick<Paths, 'databaseFile' | 'backupsDir'>;
  readonly store: StoreHandle;
  /** Resolves once the record is open. */
  readonly ready: Promise<void>;
  readonly shutdown: ShutdownCoordinator;
  readonly log: Log;
  /** Absent: this shell cannot. */
  readonly showFolder?: ((folder: string) => Promise<void>) | undefined;
}

export function startBackups({ paths, store, ready, shutdown, log, showFolder }: BackupsOptions): BackupDoor {
  const door = createBackupDoor({
    record: paths.databaseFile,
    folder: paths.backupsDir,
    store,
    ready,
    log,
    showFolder,
  });
  if (paths.databaseFile === null) return door;
  const isQuiet = async () => store.health().state === 'ready' && (await store.importProgress()).state === 'idle';
  const schedule = createBackupSchedule({ door, isQuiet });
  // Before the store: it empties its -wal file only when it is the last to have the record open.
  shutdown.join('backups', 'drain', async () => {
    schedule.dispose();
    await door.stop();
  });
  return door;
}
