/**
 * The store and the status as the bridge sees them, for tests: every call of the store is recorded and answered with the least
 * the contract allows.
 */
import type { ImportPreview, ImportProgress } from '../../preload/contract/imports.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import type { BridgeOptions, StatusSource } from './bridge.ts';

type BridgeStore = { -readonly [K in keyof BridgeOptions['store']]: BridgeOptions['store'][K] };

export interface FakeStore extends BridgeStore {
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[];
  /** What the next call fails with. */
  failWith: unknown;
  emit(event: string, payload?: unknown): void;
  listenerCount(): number;
}

export function fakeStore(): FakeStore {
  const listeners = new Set<{ event: string; listener: (payload: never) => void }>();
  const answer =
    <T>(name: string, value: T) =>
    async (...args: unknown[]): Promise<T> => {
      store.calls.push({ name, args });
      if (store.failWith === null) return value;
      const failure = store.failWith;
      store.failWith = null;
      throw failure;
    };
  const store: FakeStore = {
    calls: [],
    failWith: null,
    forceCommit: answer('forceCommit', undefined),
    listen: answer('listen', undefined),
    summarizeBuckets: answer('summarizeBuckets', []),
    readTimeline: answer('readTimeline', { start: 0, end: 1, resolution: 0, lanes: [] }),
    describe: answer('describe', { events: 0, busy: 0, rows: [], others: { count: 0, busy: 0 } }),
    pageEvents: answer('pageEvents', { total: 0, events: [] }),
    previewImport: answer<ImportPreview>('previewImport', {
      kind: 'activitywatch-json',
      path: '/export.json',
      buckets: [],
      hosts: [],
      settings: [],
    }),
    runImport: answer('runImport', { buckets: [], hosts: [], settings: [] }),
    cancelImport: answer('cancelImport', undefined),
    importProgress: answer<ImportProgress>('importProgress', { state: 'idle', done: 0, total: null }),
    previewJoin: answer('previewJoin', []),
    joinHosts: answer('joinHosts', []),
    getSetting: answer('getSetting', null),
    setSetting: answer('setSetting', undefined),
    tryPrivacyRule: answer('tryPrivacyRule', { problem: null, found: null, events: 0 }),
    activity: answer('activity', { periods: [], problems: [] }),
    on: (event: string, listener: (payload: never) => void) => {
      const entry = { event, listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    emit: (event, payload) => {
      for (const entry of listeners) if (entry.event === event) entry.listener(payload as never);
    },
    listenerCount: () => listeners.size,
  };
  return store;
}

export function aStatus(): Status {
  return {
    version: '0.1.0',
    testing: true,
    hostname: 'desk',
    shell: 'headless',
    dataDir: '/d',
    api: { state: 'starting' },
    store: {
      state: 'ready',
      pending: 0,
      pendingSince: null,
      lastSavedAt: null,
      problem: null,
      notices: [],
      inMemory: true,
    },
    sources: [],
    recording: { state: 'recording', until: null },
    dayStart: 240,
  };
}

export function fakeStatus(): StatusSource & { change(status: Status): void } {
  const listeners = new Set<(status: Status) => void>();
  return {
    get: () => aStatus(),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (status) => {
      for (const listener of listeners) listener(status);
    },
  };
}
