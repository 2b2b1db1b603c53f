/** Shows folders in the system's file manager. */
import type { Shell } from 'electron';
import type { Log } from '../lifecycle/log.ts';

export type ShowFolder = (folder: string) => Promise<void>;

/** Rejects with what the system says where it cannot show one. */
export function folderShower(shell: Pick<Shell, 'openPath'>): ShowFolder {
  return async (folder) => {
    const problem = await shell.openPath(folder);
    if (problem !== '') throw new Error(problem);
  };
}

/** What the tray does to show the log; null where none is kept. */
export function logsOpener(show: ShowFolder, logsDir: string | null, log: Log): (() => void) | null {
  if (logsDir === null) return null;
  return () => {
    show(logsDir).catch((error: Error) => log.warn(`the log folder ${logsDir} could not be shown: ${error.message}`));
  };
}
