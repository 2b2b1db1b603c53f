/** How Daytrail stands, put together from its parts for the window and the tray, and told when it changes. */
import type { Status } from '../../preload/contract/schemas.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { BackupDoor } from './backup-door.ts';
import { type Clock, systemClock } from './clock.ts';
import { coalesce } from './coalesce.ts';
import type { ConfigFile } from './config.ts';
import type { PauseDoor } from './pause-door.ts';

export interface StatusFeed {
  get(): Status;
  /** At once, then at most four times a second, and only what differs from what was told last. */
  onChange(listener: (status: Status) => void): () => void;
  dispose(): void;
}

export interface StatusFeedOptions {
  readonly store: Pick<StoreHandle, 'api' | 'health' | 'sources' | 'dayStart' | 'on'>;
  readonly config: Pick<ConfigFile, 'notices' | 'onChange'>;
  readonly pause: Pick<PauseDoor, 'state' | 'onChange'>;
  readonly backups: Pick<BackupDoor, 'notices' | 'onChange'>;
  readonly fixed: Pick<Status, 'version' | 'testing' | 'hostname' | 'shell' | 'dataDir'>;
  readonly clock?: Clock;
}

const EVERY_MS = 250;

export function createStatusFeed({
  store,
  config,
  pause,
  backups,
  fixed,
  clock = systemClock,
}: StatusFeedOptions): StatusFeed {
  const listeners = new Set<(status: Status) => void>();
  const get = (): Status => ({
    ...fixed,
    api: api(),
    store: health(),
    sources: [...store.sources()],
    recording: pause.state(),
    dayStart: store.dayStart(),
  });
  const health = (): Status['store'] => {
    const { notices, ...rest } = store.health();
    return { ...rest, notices: [...notices, ...config.notices, ...backups.notices] };
  };
  const api = (): Status['api'] => {
    const state = store.api();
    if (state.state === 'listening') return { state: 'listening', address: state.address };
    if (state.state === 'failed') return { state: 'failed', message: state.error.message };
    return { state: 'starting' };
  };

  let told = JSON.stringify(get());
  const tell = coalesce(clock, EVERY_MS, () => {
    const status = get();
    const text = JSON.stringify(status);
    if (text === told) return;
    told = text;
    for (const listener of listeners) listener(status);
  });
  const subscriptions = (['api', 'health', 'sources', 'day-start'] as const).map((event) => store.on(event, tell.ask));
  const forget = [config.onChange(tell.ask), pause.onChange(tell.ask), backups.onChange(tell.ask)];

  return {
    get,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      for (const unsubscribe of [...subscriptions, ...forget]) unsubscribe();
      tell.cancel();
      listeners.clear();
    },
  };
}
