/** What is asked of a backup thread, and what it says. */
import type { Backup } from '../../../preload/contract/backups.ts';
import type { Micros } from '../../events/event.ts';
import type { StoreErrorValue } from '../store-error.ts';

export interface BackupPlace {
  readonly record: string;
  readonly folder: string;
}

export type BackupTask =
  /** Gives what is there; `known` need not be opened again as long as the files have not changed. */
  | { readonly kind: 'list'; readonly known: readonly ListedBackup[] }
  /** Gives the new one. */
  | { readonly kind: 'make'; readonly now: Micros; readonly reserve: number; readonly rotate: boolean }
  /** Gives the path of what can take the record's place (stage-restore.ts). */
  | {
      readonly kind: 'stage';
      readonly name: string;
      readonly privacy: string | null;
      readonly now: Micros;
      readonly reserve: number;
    };

export interface ListedBackup extends Backup {
  /** When the file was written last, ms. */
  readonly written: number;
}

export interface BackupAnswers {
  readonly list: readonly ListedBackup[];
  readonly make: ListedBackup;
  readonly stage: string;
}

export interface BackupThreadOptions {
  readonly place: BackupPlace;
  readonly task: BackupTask;
  /** One Int32: 0, or 1 when the work is to end. */
  readonly stop: SharedArrayBuffer;
}

export type FromBackup =
  /** The thread does not have the record open, and will not open it. */
  | { readonly kind: 'released' }
  | { readonly kind: 'done'; readonly answer: BackupAnswers[BackupTask['kind']] }
  | { readonly kind: 'failed'; readonly error: StoreErrorValue };
