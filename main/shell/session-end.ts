/**
 * Windows tells the end of a session (log-off, shut down) to windows only, and may end the process as soon as
 * `session-end` returns. So there is always one window, never shown and never loaded, and what is recorded is saved
 * before its handler returns. `query-session-end` is not refused: without a visible window that buys no time.
 */
import type { BrowserWindow } from 'electron';
import type { Log } from '../lifecycle/log.ts';

export interface SessionEndParts {
  readonly Window: typeof BrowserWindow;
  /** Blocks until the record is saved, at most so many ms. */
  readonly saveNow: (timeoutMs: number) => string;
  readonly shutDown: () => void;
  readonly log: Log;
}

/** Windows ends what has not answered after about 5 s. */
const SAVE_WITHIN_MS = 2000;

export function watchSessionEnd({ Window, saveNow, shutDown, log }: SessionEndParts): void {
  const ear = new Window({ show: false, skipTaskbar: true, webPreferences: { sandbox: true } });
  ear.on('session-end', () => {
    log.info(`The session ends; the record is ${saveNow(SAVE_WITHIN_MS)}.`);
    shutDown();
  });
}
