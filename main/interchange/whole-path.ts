/** A file's path as a person types it, where no shell and no current folder give it a meaning. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { StoreError } from '../store/store-error.ts';

/** The path, with `~` as the home folder. Throws `invalid` where it does not say in which folder the file lies. */
export function wholePath(typed: string, home: string = homedir()): string {
  const path = /^~[/\\]/.test(typed) ? join(home, typed.slice(2)) : typed;
  if (isAbsolute(path)) return path;
  const example = join(home, 'Downloads', 'aw-buckets-export.json');
  throw new StoreError(
    'invalid',
    `${typed} does not say in which folder it is. Give the whole path, such as ${example}.`,
  );
}
