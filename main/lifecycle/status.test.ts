import { beforeEach, describe, expect, it } from 'vitest';
import { type Status, status as statusSchema } from '../../preload/contract/schemas.ts';
import type { ApiState } from '../store/protocol.ts';
import { FakeClock } from './fake-clock.ts';
import { createStatusFeed } from './status.ts';

const fixed = { version: '0.1.0', testing: false, hostname: 'desk', shell: 'headless', dataDir: '/d' } as const;

let clock: FakeClock;
let api: ApiState;
let pending: number;
let changed: Set<(payload: never) => void>;

const store = {
  api: () => api,
  health: () => ({
    state: 'ready' as const,
    pending,
    pendingSince: null,
    lastSavedAt: null,
    problem: null,
    notices: [],
    inMemory: false,
  }),
  dayStart: () => 240,
  sources: () => [{ bucket: 'b', type: 'currentwindow', label: 'Editor', since: 1, lastSeen: 2 }],
  on: (_event: string, listener: (payload: never) => void) => {
    changed.add(listener);
    return () => void changed.delete(listener);
  },
};
const config = {
  notices: [] as string[],
  onChange: (listener: () => void) => store.on('config', listener),
};
const pause = {
  state: () => ({ state: 'recording' as const, until: null }),
  onChange: (listener: () => void) => store.on('pause', listener),
};
const backups = {
  notices: [] as string[],
  onChange: (listener: () => void) => store.on('backups', listener),
};
const change = () => {
  for (const listener of changed) listener(undefined as never);
};

beforeEach(() => {
  clock = new FakeClock();
  api = { state: 'starting' };
  pending = 0;
  config.notices = [];
  backups.notices = [];
  changed = new Set();
});

describe('the status', () => {
  const feed = () => createStatusFeed({ store, config, pause, backups, fixed, clock });

  it('fits the contract in every state of the API', () => {
    const states: ApiState[] = [
      { state: 'starting' },
      { state: 'listening', address: 'http://127.0.0.1:5600', port: 5600 },
      { state: 'failed', error: { kind: 'port-taken', message: 'the port is taken', stack: 'at …' } },
    ];
    for (const state of states) {
      api = state;
      expect(statusSchema.strict().parse(feed().get())).toMatchObject({ api: { state: state.state } });
    }
  });

  it('says what is wrong with the configuration and the backups beside what the store has to say', () => {
    const status = feed();
    const told: Status[] = [];
    status.onChange((now) => told.push(now));
    config.notices = ['the configuration cannot be used'];
    backups.notices = ['the last backup failed'];
    change();
    expect(told.map(({ store }) => store.notices)).toEqual([
      ['the configuration cannot be used', 'the last backup failed'],
    ]);
  });

  it('says why the API does not listen, and keeps the stack to itself', () => {
    api = { state: 'failed', error: { kind: 'port-taken', message: 'the port is taken', stack: 'at …' } };
    expect(feed().get().api).toEqual({ state: 'failed', message: 'the port is taken' });
  });

  it('is told at once when it changes, then at most four times a second', async () => {
    const told: number[] = [];
    feed().onChange((status: Status) => told.push(status.store.pending));
    for (let beat = 1; beat <= 100; beat++) {
      pending = beat;
      change();
      await clock.advance(10);
    }
    await clock.advance(1000);
    expect(told[0]).toBe(1);
    expect(told.at(-1)).toBe(100);
    expect(told.length).toBeLessThanOrEqual(6);
  });

  it('is not told where nothing differs', async () => {
    let told = 0;
    feed().onChange(() => void told++);
    change();
    await clock.advance(1000);
    expect(told).toBe(0);
  });

  it('is told no more once disposed', async () => {
    const status = feed();
    let told = 0;
    status.onChange(() => void told++);
    status.dispose();
    pending = 5;
    change();
    await clock.advance(1000);
    expect({ told, followers: changed.size }).toEqual({ told: 0, followers: 0 });
  });
});
