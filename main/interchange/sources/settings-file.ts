/**
 * Where aw-server keeps the settings that belong to a database of its: in its folder of configuration, which on Linux
 * is another than that of its data.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { xdgFolder } from '../xdg.ts';

export interface SettingsPlace {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const settingsPlace = (): SettingsPlace => ({ platform: process.platform, env: process.env, home: homedir() });

/** The first there is; null: none. A trial of aw-server (`--testing`) has its own. */
export function findSettingsFile(
  database: string,
  place: SettingsPlace,
  exists: (file: string) => boolean = existsSync,
): string | null {
  const { join, dirname, basename, resolve } = place.platform === 'win32' ? path.win32 : path.posix;
  const name = basename(database).includes('-testing') ? 'settings-testing.json' : 'settings.json';
  const folder = dirname(resolve(database));
  const folders = [folder];
  // Only for the one in its own place: a copy from elsewhere is not of this machine's ActivityWatch.
  if (place.platform === 'linux' && folder === join(xdgFolder('data', place), 'activitywatch', 'aw-server')) {
    folders.push(join(xdgFolder('config', place), 'activitywatch', 'aw-server'));
  }
  return folders.map((candidate) => join(candidate, name)).find((file) => exists(file)) ?? null;
}
