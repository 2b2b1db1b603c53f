/**
 * How Daytrail ends in Electron. Whatever the cause, the shutdown coordinator runs once and Electron waits for it:
 * `will-quit` is prevented until it is done, and quitting is asked for again from a later turn, because Electron ignores
 * it inside the handler (electron#33643). `before-quit` is never prevented: it only lets the window go.
 */
import type { App } from 'electron';
import { exitCode } from '../lifecycle/outcome.ts';
import type { ShutdownOutcome } from '../lifecycle/shutdown.ts';
import type { Cause } from '../lifecycle/shutdown-causes.ts';

export interface QuitParts {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly shutdown: (cause: Cause) => Promise<ShutdownOutcome>;
  /** Called once, when quitting begins. */
  readonly letWindowGo: () => void;
  readonly laterTurn?: (run: () => void) => void;
}

export interface Quit {
  /** A more pressing cause may follow a first one; the coordinator decides what that shortens. */
  begin(cause: Cause): void;
  /** From the first sign of quitting on; nothing may be opened any more. */
  isQuitting(): boolean;
}

export function wireQuit({ app, shutdown, letWindowGo, laterTurn = setImmediate }: QuitParts): Quit {
  let quitting = false;
  let done = false;
  let waiting = false;

  const start = () => {
    if (quitting) return;
    quitting = true;
    letWindowGo();
  };

  const wait = (cause: Cause) => {
    const outcome = shutdown(cause);
    if (waiting) return;
    waiting = true;
    void outcome.then((ended) => {
      done = true;
      const code = exitCode(ended);
      laterTurn(() => {
        // A person's own quit ends through Electron's events, where an update may wait to be installed. Any other end, and
        // one that lost something, needs nobody's consent any more, and a code that says how it went.
        if (ended.cause === 'quit' && code === 0) app.quit();
        else app.exit(code);
      });
    });
  };

  app.on('before-quit', start);
  app.on('will-quit', (event) => {
    if (done) return;
    event.preventDefault();
    wait('quit');
  });
  // Without a listener Electron would quit with its last window.
  app.on('window-all-closed', () => undefined);

  return {
    begin: (cause) => {
      start();
      if (cause === 'quit') app.quit();
      else wait(cause);
    },
    isQuitting: () => quitting,
  };
}
