/** What kept a backup from being made, read or restored, as a person is told. */
import { describeSqliteError, isTrouble } from '../sqlite-error.ts';
import { StoreError } from '../store-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk quota is used up',
  EACCES: 'Access to the folder of backups is denied',
  EPERM: 'Access to the folder of backups is denied',
  EROFS: 'The folder of backups cannot be written',
  ENOTDIR: 'The folder of backups is not a folder',
  EEXIST: 'The folder of backups is not a folder',
  ENOENT: 'The folder of backups, or a file in it, is not there',
  EIO: 'The disk reported an error',
};

/** A StoreError where the disk is to blame; a defect stays as it is. */
export function explained(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  if (isTrouble(error)) return new StoreError('unwritable', `${describeSqliteError(error)}.`, { cause: error });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined ? error : new StoreError('unwritable', `${reason}.`, { cause: error });
}
