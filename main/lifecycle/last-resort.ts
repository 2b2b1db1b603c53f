/**
 * For errors that nobody caught: what is in memory may be wrong, but the store has its own thread and can still be
 * closed in order. The stack goes to the log at once, then Daytrail ends with exit code 1.
 */
import type { Log } from './log.ts';
import type { ShutdownCoordinator } from './shutdown.ts';

export interface LastResortOptions {
  readonly process: Pick<NodeJS.Process, 'on'>;
  readonly log: Log;
  readonly shutdown: Pick<ShutdownCoordinator, 'shutdown'>;
  /** Ends the process without any further event. */
  readonly exit: (code: number) => void;
}

/** Enough to see a defect that repeats itself; its thousandth stack would only push the first out of the log. */
const MAX_LOGGED = 20;

export function installLastResort({ process, log, shutdown, exit }: LastResortOptions): void {
  let seen = 0;
  const handle = (what: string) => (error: unknown) => {
    seen++;
    if (seen <= MAX_LOGGED)
      log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (seen === 1) shutdown.shutdown('fatal').then(() => exit(1));
  };
  process.on('uncaughtException', handle('uncaught exception'));
  process.on('unhandledRejection', handle('unhandled rejection'));
}
