/** What backups are called: by the second, in UTC, in which they were made. Whatever is called otherwise is not ours. */
import type { Backup } from '../../../preload/contract/backups.ts';
import { MICROS_PER_SECOND, type Micros } from '../../events/event.ts';

export type BackupName = Pick<Backup, 'name' | 'made' | 'kind'>;

const NAME = /^daytrail-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(-replaced)?\.db$/;

/** Of a file that is not whole yet; it ends otherwise, so that nobody takes it for a backup. */
export const unfinished = (file: string): string => `${file}.unfinished`;
export const isUnfinished = (name: string): boolean =>
  name.endsWith('.unfinished') && readBackupName(name.slice(0, -'.unfinished'.length)) !== null;

/** Null: not ours. */
export function readBackupName(name: string): BackupName | null {
  const [, day, hour, minute, second, replaced] = NAME.exec(name) ?? [];
  const made = Date.parse(`${day}T${hour}:${minute}:${second}Z`) * 1000;
  if (Number.isNaN(made)) return null;
  return { name, made, kind: replaced === undefined ? 'backup' : 'replaced' };
}

/** A name that is not taken: of this second, or of one that follows. */
export function freeBackupName(now: Micros, kind: Backup['kind'], isTaken: (name: string) => boolean): BackupName {
  for (let made = Math.floor(now / MICROS_PER_SECOND) * MICROS_PER_SECOND; ; made += MICROS_PER_SECOND) {
    const stamp = new Date(made / 1000).toISOString().slice(0, 19).replaceAll(':', '-');
    const name = `daytrail-${stamp}Z${kind === 'replaced' ? '-replaced' : ''}.db`;
    if (!isTaken(name)) return { name, made, kind };
  }
}
