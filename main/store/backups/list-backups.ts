/** The backups there are, with what is in them. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import type { ListedBackup } from './backup-messages.ts';
import type { BackupName } from './backup-name.ts';
import { explained } from './backup-trouble.ts';
import { backupsIn } from './folder.ts';
import { inspect } from './inspect.ts';

/** Newest first. One of `known` is taken as it is where its file has not changed. */
export function listBackups(folder: string, known: readonly ListedBackup[]): readonly ListedBackup[] {
  const before = new Map(known.map((backup) => [backup.name, backup]));
  return backupsIn(folder).map((backup) => lookAt(folder, backup, before.get(backup.name)));
}

export function lookAt(folder: string, backup: BackupName, before?: ListedBackup): ListedBackup {
  const file = join(folder, backup.name);
  const { size: bytes, mtimeMs: written } = statSync(file);
  if (before !== undefined && before.bytes === bytes && before.written === written) return before;
  return { ...backup, bytes, written, ...glance(file) };
}

function glance(file: string): Pick<ListedBackup, 'events' | 'first' | 'last' | 'problem'> {
  try {
    const { events, first, last } = inspect(file, false);
    return { events, first, last, problem: null };
  } catch (error) {
    const why = explained(error);
    if (!(why instanceof StoreError)) throw error;
    return { events: null, first: null, last: null, problem: why.message };
  }
}
