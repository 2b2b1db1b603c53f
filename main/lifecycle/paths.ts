/** Where things are kept. Nothing here touches the disk but `makeFolders`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../store/store-error.ts';
import type { Flags } from './flags.ts';
import { messageOf } from './message-of.ts';

export interface Paths {
  /** Absolute. */
  readonly dataDir: string;
  /** Null with `--in-memory`. */
  readonly databaseFile: string | null;
  /** Null with `--in-memory`. A trial has its own, so that its copies never fill up a damaged record. */
  readonly backupsDir: string | null;
  /** Null with `--in-memory` unless a folder was named: then nothing at all is written. */
  readonly logsDir: string | null;
  /** Null with `--in-memory`. A trial has its own. */
  readonly configFile: string | null;
}

export interface Place {
  readonly flags: Pick<Flags, 'testing' | 'dataDir' | 'inMemory'>;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
}

export function resolvePaths({ flags, platform, env, home, cwd }: Place): Paths {
  const { join, resolve } = platform === 'win32' ? path.win32 : path.posix;
  const dataDir = flags.dataDir === null ? usualDataDir({ platform, env, home }) : resolve(cwd, flags.dataDir);
  const suffix = flags.testing ? '-testing' : '';
  return {
    dataDir,
    databaseFile: flags.inMemory ? null : join(dataDir, `daytrail${suffix}.db`),
    backupsDir: flags.inMemory ? null : join(dataDir, `backups${suffix}`),
    logsDir: flags.inMemory && flags.dataDir === null ? null : join(dataDir, 'logs'),
    configFile: flags.inMemory ? null : join(dataDir, `config${suffix}.json`),
  };
}

/**
 * Linux: the XDG base directory specification (a relative XDG_DATA_HOME is to be ignored). macOS and Windows: their
 * usual folders; on Windows the local one, which is not copied between machines.
 */
function usualDataDir({ platform, env, home }: Pick<Place, 'platform' | 'env' | 'home'>): string {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Daytrail');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Daytrail');
  const xdg = env.XDG_DATA_HOME;
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'daytrail');
}

/** Makes the folders that are missing, readable by their owner alone. StoreError `unwritable` naming the folder. */
export function makeFolders({ dataDir, databaseFile, backupsDir, logsDir }: Paths): void {
  const folders = [databaseFile === null ? null : dataDir, backupsDir, logsDir];
  for (const folder of folders) {
    if (folder === null) continue;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      const reason = messageOf(error);
      throw new StoreError(
        'unwritable',
        `The folder ${folder} cannot be made: ${reason}. Choose another one with --data-dir.`,
        { cause: error },
      );
    }
  }
}
