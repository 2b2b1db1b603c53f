/** Shows the folder with the log in the system's file manager. */
import type { Shell } from 'electron';
import type { Log } from '../lifecycle/log.ts';

/** Null where no log is kept. */
export function logsOpener(shell: Pick<Shell, 'openPath'>, logsDir: string | null, log: Log): (() => void) | null {
  if (logsDir === null) return null;
  return () => {
    void shell.openPath(logsDir).then((problem) => {
      if (problem !== '') log.warn(`the log folder ${logsDir} could not be shown: ${problem}`);
    });
  };
}
