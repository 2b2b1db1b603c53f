import { beforeEach, describe, expect, it } from 'vitest';
import type { StoreHealth } from '../../preload/contract/schemas.ts';
import { StoreError } from '../store/store-error.ts';
import { closeStore, type OnCommitFailed } from './close-store.ts';
import { FakeClock } from './fake-clock.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { ShutdownCoordinator } from './shutdown.ts';
import type { Cause } from './shutdown-causes.ts';

const health: StoreHealth = {
  state: 'unsaved',
  pending: 3,
  pendingSince: 0,
  lastSavedAt: null,
  problem: null,
  notices: [],
  inMemory: false,
};

/** A store whose first `failures` closes fail to commit. */
function failing(failures: number) {
  const calls: { discard: boolean }[] = [];
  return {
    calls,
    health: () => health,
    close: async ({ discard = false }: { discard?: boolean } = {}) => {
      calls.push({ discard });
      if (!discard && failures-- > 0) throw new StoreError('commit-failed', 'the disk is full');
    },
  };
}

let clock: FakeClock;
let log: RecordedLog;
beforeEach(() => {
  clock = new FakeClock();
  log = recordedLog();
});

async function end(cause: Cause, store: ReturnType<typeof failing>, onCommitFailed?: OnCommitFailed) {
  const coordinator = new ShutdownCoordinator({ log, clock });
  coordinator.join('store', 'close-store', (shutdown) => closeStore(shutdown, { store, log, clock, onCommitFailed }));
  const done = coordinator.shutdown(cause);
  await clock.advance(20_000);
  return done;
}

describe('closing the store', () => {
  it('closes once when the commit succeeds', async () => {
    const store = failing(0);
    expect(await end('quit', store)).toMatchObject({ result: 'clean' });
    expect(store.calls).toEqual([{ discard: false }]);
  });

  it('tells the person how many changes are at stake and why, and tries again as often as told', async () => {
    const store = failing(2);
    const asked: unknown[] = [];
    const outcome = await end('quit', store, async (unsaved) => {
      asked.push(unsaved);
      return 'retry';
    });
    expect(outcome.result).toBe('clean');
    expect(asked).toEqual([
      { changes: 3, message: 'the disk is full' },
      { changes: 3, message: 'the disk is full' },
    ]);
    expect(store.calls).toHaveLength(3);
  });

  it('gives the changes up when the person says so, which is no failure', async () => {
    const store = failing(100);
    expect(await end('quit', store, async () => 'discard')).toMatchObject({ result: 'clean' });
    expect(store.calls).toEqual([{ discard: false }, { discard: true }]);
    expect(log.lines).toContain('warn 3 unsaved changes were given up by the person');
  });

  it('tries again by itself where nobody can be asked', async () => {
    const store = failing(4);
    const outcome = await end('signal', store, () => Promise.reject(new Error('must not be asked')));
    expect(outcome.result).toBe('clean');
    expect(store.calls).toHaveLength(5);
  });

  it('closes without the changes when time runs out, and says how many were lost', async () => {
    const store = failing(1000);
    expect(await end('signal', store)).toMatchObject({
      result: 'failed',
      failed: [{ name: 'store', message: '3 changes could not be saved: the disk is full' }],
    });
    expect(store.calls.at(-1)).toEqual({ discard: true });
  });

  it('stops asking and tries by itself when the system shuts down meanwhile', async () => {
    const store = failing(1);
    const coordinator = new ShutdownCoordinator({ log, clock });
    coordinator.join('store', 'close-store', (shutdown) =>
      closeStore(shutdown, { store, log, clock, onCommitFailed: () => new Promise(() => undefined) }),
    );
    const done = coordinator.shutdown('quit');
    await clock.advance(60_000);
    coordinator.shutdown('os-shutdown');
    await clock.advance(4000);
    expect(await done).toMatchObject({ result: 'clean', cause: 'os-shutdown' });
    expect(store.calls).toHaveLength(2);
  });

  it('passes on what is no failed commit', async () => {
    const store = {
      health: () => health,
      close: () => Promise.reject(new StoreError('closed', 'the store did not answer')),
    };
    const coordinator = new ShutdownCoordinator({ log, clock });
    coordinator.join('store', 'close-store', (shutdown) => closeStore(shutdown, { store, log, clock }));
    expect(await coordinator.shutdown('signal')).toMatchObject({ failed: [{ message: 'the store did not answer' }] });
  });
});
