/** Starting when a person logs in, as one interface over what each system has for it. */
import { posix } from 'node:path';
import type { Startup } from '../../preload/contract/startup.ts';
import type { Flags } from './flags.ts';

export interface StartAtLogin {
  get(): Startup;
  /** StoreError `unwritable` where it cannot be kept; nothing happens where the state is `fixed`. */
  set(on: boolean): Startup;
  /** At each start: the program may be elsewhere than it was. */
  refresh(): void;
}

export function fixedStartup(reason: string, on = false): StartAtLogin {
  const state: Startup = { state: 'fixed', on, reason };
  return { get: () => state, set: () => state, refresh: () => undefined };
}

export const HEADLESS = 'This Daytrail has no tray. Whatever runs it, such as a service of your user, has to start it.';

export interface Installation {
  readonly flags: Pick<Flags, 'testing' | 'inMemory' | 'dataDir'>;
  /** Of the record, absolute. */
  readonly dataDir: string;
  readonly packaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly executable: string;
}

/** The program to start and its arguments; or why there is nothing that could be started. */
export function whatToStart(
  installation: Installation,
): { program: string; args: readonly string[] } | { not: string } {
  const { flags, dataDir, packaged, env, executable } = installation;
  if (flags.testing || flags.inMemory) return { not: 'This is a trial, which is only started by hand.' };
  if (env.FLATPAK_ID !== undefined || env.SNAP !== undefined) {
    return { not: 'Flatpak and Snap programs are started at login by the settings of the desktop.' };
  }
  if (!packaged) return { not: 'Daytrail runs from its source folder. Install it to have it started at login.' };
  // An AppImage is unpacked elsewhere at each start; the variable names the file itself.
  const appImage = env.APPIMAGE;
  const program = appImage !== undefined && posix.isAbsolute(appImage) ? appImage : executable;
  return { program, args: ['--hidden', ...(flags.dataDir === null ? [] : [`--data-dir=${dataDir}`])] };
}
