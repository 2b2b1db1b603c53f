/** Why a file cannot be read or copied, as the end of a sentence. */
import { StoreError } from '../../store/store-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'access to it is denied',
  EPERM: 'access to it is denied',
  EBUSY: 'another program keeps it locked',
  ENOSPC: 'there is no room on the disk for a copy of it',
  EDQUOT: 'the disk quota leaves no room for a copy of it',
};

/** `invalid` with the reason, for errors of the file system; others as they are. */
export function asUnreadable(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : null;
  if (code === null) return error;
  return new StoreError('invalid', `${file} cannot be read: ${REASONS[code] ?? code}.`, { cause: error });
}
