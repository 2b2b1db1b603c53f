/**
 * Electron's own folder (its lock, its caches), below the record's: so two Daytrails on two folders live side by side,
 * and two on the same one find each other. It has to be set before the single-instance lock is asked for.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Flags } from '../lifecycle/flags.ts';
import { makeFolders, type Paths } from '../lifecycle/paths.ts';

export interface Profile {
  readonly folder: string;
  /** Where the window's place is kept; null where nothing is. */
  readonly placeFile: string | null;
  /** Takes away what was only for this run. */
  readonly remove: () => void;
}

/** Makes the folders. Fails with StoreError `unwritable`. */
export function makeProfile(flags: Pick<Flags, 'testing' | 'inMemory' | 'dataDir'>, paths: Paths): Profile {
  if (flags.inMemory && flags.dataDir === null) {
    const folder = mkdtempSync(path.join(tmpdir(), 'daytrail-'));
    return { folder, placeFile: null, remove: () => rmSync(folder, { recursive: true, force: true }) };
  }
  makeFolders(paths);
  const folder = path.join(paths.dataDir, flags.testing ? 'electron-testing' : 'electron');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder, placeFile: path.join(folder, 'window.json'), remove: () => undefined };
}
