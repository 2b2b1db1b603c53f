/** How Daytrail stands, for tests: all is well but for what they change. */
import type { Source, Status } from '../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../preload/contract/watchers.ts';
import { aStatus as someStatus } from '../bridge/fake-store.ts';
import type { Standing } from './standing.ts';

export const MINUTE = 60_000_000;
export const NOW = Date.UTC(2026, 10, 22, 10, 42) * 1000;

export const aStatus = (changed: Partial<Status> = {}): Status => {
  const some = someStatus();
  const api: Status['api'] = { state: 'listening', address: 'http://127.0.0.1:5600' };
  return { ...some, testing: false, shell: 'electron', api, store: { ...some.store, inMemory: false }, ...changed };
};

export const aStanding = (status: Partial<Status> = {}, changed: Partial<Standing> = {}): Standing => ({
  status: aStatus(status),
  watchers: [],
  access: { requests: [] },
  backups: { problem: null },
  ...changed,
});

/** A window's watcher that told something a second ago. */
export const aSource = (changed: Partial<Source> = {}): Source => ({
  bucket: 'aw-watcher-window_desk',
  type: 'currentwindow',
  label: 'Firefox',
  since: NOW - 12 * MINUTE,
  lastSeen: NOW - 1_000_000,
  ...changed,
});
export const aPresence = (label: string, changed: Partial<Source> = {}): Source =>
  aSource({ bucket: 'aw-watcher-afk_desk', type: 'afkstatus', label, ...changed });

export const unsaved = (pending: number, message: string): Status['store'] => ({
  ...aStatus().store,
  state: 'unsaved',
  pending,
  problem: { kind: 'commit-failed', message },
});

export const aWatcher = (changed: Partial<WatcherHealth> = {}): WatcherHealth => ({
  watcher: 'window',
  bucket: 'aw-watcher-window_desk',
  state: 'recording',
  backend: { name: 'X11', sees: [], limits: [] },
  lastHeartbeat: NOW,
  problem: null,
  ...changed,
});
export const brokenWatcher = (watcher: WatcherHealth['watcher'] = 'window'): WatcherHealth =>
  aWatcher({
    watcher,
    state: 'waiting',
    backend: null,
    problem: { message: 'The X server is gone. It is tried again.', fix: null },
  });
