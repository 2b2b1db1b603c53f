/** Daytrail's own watchers, as the flags, the configuration and this computer want them, and their part in a shutdown. */
import { uptime } from 'node:os';
import { MICROS_PER_SECOND } from '../events/event.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { waysToHear, waysToSee } from '../watchers/choose.ts';
import type { SystemEvents } from '../watchers/system-events.ts';
import { Watchers } from '../watchers/watchers.ts';
import type { ConfigFile } from './config.ts';
import type { Flags } from './flags.ts';
import type { Log } from './log.ts';
import type { ShutdownCoordinator } from './shutdown.ts';

export interface OwnWatchersOptions {
  readonly flags: Flags;
  readonly config: ConfigFile;
  readonly store: StoreHandle;
  readonly hostname: string;
  /** What the shell hears itself. */
  readonly systemEvents: readonly SystemEvents[];
  readonly shutdown: ShutdownCoordinator;
  readonly log: Log;
}

/** With `--no-watchers` there are the same, which never begin. */
export function startWatchers(options: OwnWatchersOptions): Watchers {
  const { flags, config, store, hostname, systemEvents, shutdown, log } = options;
  const here = { platform: process.platform, env: process.env };
  const watchers = new Watchers({
    store,
    hostname,
    ...waysToSee(here),
    systemEvents: [...systemEvents, ...waysToHear(here)],
    bootedAt: Math.round((Date.now() / 1000 - uptime()) * MICROS_PER_SECOND),
    awayAfter: () => config.current.presence.awayAfterSeconds * MICROS_PER_SECOND,
    log,
  });
  watchers.want(config.current.watchers);
  const forget = config.onChange(() => watchers.want(config.current.watchers));
  shutdown.join('watchers', 'stop-inputs', async (told) => {
    if (told.cause() === 'os-shutdown' || told.cause() === 'session-end') watchers.happened('shutdown');
    forget();
    const stopped = watchers.stop();
    // A record that is not open yet, or cannot be opened, takes nothing that would be worth waiting for.
    const { state } = store.health();
    if (state === 'ready' || state === 'unsaved') await stopped;
  });
  // At once: what is seen before the record is open waits for it.
  if (flags.watchers) watchers.start();
  return watchers;
}
