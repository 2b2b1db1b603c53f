import { beforeEach, describe, expect, it } from 'vitest';
import { type RecordedLog, recordedLog } from '../lifecycle/recorded-log.ts';
import { StoreError } from '../store/store-error.ts';
import type { Bridge } from './bridge.ts';
import { fakeBridge } from './fake-bridge.ts';
import { aStatus, type FakeStore, fakeStatus, fakeStore } from './fake-store.ts';

let store: FakeStore;
let status: ReturnType<typeof fakeStatus>;
let log: RecordedLog;
let quits: number;
let bridge: Bridge;

beforeEach(() => {
  store = fakeStore();
  status = fakeStatus();
  log = recordedLog();
  quits = 0;
  bridge = fakeBridge({ store, status, log, quit: () => void quits++ });
});

describe('a call', () => {
  it('reaches the store with its arguments and brings back the value', async () => {
    const query = { bucket: 'b', start: 1, end: 2 };
    expect(await bridge.call('timeline.describe', [query])).toEqual({
      ok: true,
      value: { events: 0, busy: 0, rows: [], others: { count: 0, busy: 0 } },
    });
    expect(store.calls).toEqual([{ name: 'describe', args: [query] }]);
  });

  it('is refused before the store hears of it when an argument does not fit, and says where', async () => {
    expect(await bridge.call('timeline.describe', [{ bucket: 'b', start: 1, end: 'secret title' }])).toEqual({
      ok: false,
      error: { kind: 'invalid', message: expect.stringMatching(/^timeline\.describe: 0\.end: /) },
    });
    expect(store.calls).toEqual([]);
  });

  it('never repeats in a message what it was given', async () => {
    const result = await bridge.call('timeline.describe', [{ bucket: 'b', start: 'secret title', end: 1 }]);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it.each([undefined, null, 'x', {}, [[]], [1, 2, 3]])('with the arguments %j is refused', async (args) => {
    expect(await bridge.call('timeline.read', args)).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });

  it('with more arguments than it takes is refused', async () => {
    expect(await bridge.call('status.get', ['more'])).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });

  it.each(['', 'status', 'constructor', '__proto__', 'store.deleteBucket'])('named %j does not exist', async (name) => {
    expect(await bridge.call(name, [])).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });

  it('that fails in the store brings back kind and message', async () => {
    store.failWith = new StoreError('commit-failed', 'the disk is full');
    expect(await bridge.call('store.commit', [])).toEqual({
      ok: false,
      error: { kind: 'commit-failed', message: 'the disk is full' },
    });
    expect(log.lines).toEqual([]);
  });

  it.each([
    ['a defect', new TypeError('x of undefined')],
    ['a defect in the store thread', new StoreError('internal', 'x of undefined')],
  ])('that meets %s says so without its text, which goes to the log with its stack', async (_, failure) => {
    store.failWith = failure;
    const result = await bridge.call('buckets.list', []);
    expect(result).toMatchObject({ ok: false, error: { kind: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('undefined');
    expect(log.lines.join()).toMatch(/buckets\.list failed: .*x of undefined\n +at /);
  });

  it('whose answer does not fit the contract is a defect', async () => {
    store.summarizeBuckets = async () => [{ id: 7 } as never];
    expect(await bridge.call('buckets.list', [])).toMatchObject({ ok: false, error: { kind: 'internal' } });
    expect(log.lines.join()).toContain('does not fit the contract: 0.id');
  });

  it('to quit is answered before quitting begins', async () => {
    expect(await bridge.call('app.quit', [])).toEqual({ ok: true, value: null });
    expect(quits).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(quits).toBe(1);
  });

  it('to listen again fails with what keeps the port', async () => {
    store.failWith = new StoreError('port-taken', 'an ActivityWatch server has port 5600');
    expect(await bridge.call('api.retry', [])).toMatchObject({ ok: false, error: { kind: 'port-taken' } });
  });
});

describe('pushes', () => {
  it('bring status, events, buckets and the progress of imports to every listener until it unsubscribes', () => {
    const told: unknown[] = [];
    const unsubscribe = bridge.onPush((push, payload) => told.push([push, payload]));
    const changed = { buckets: [{ bucket: 'b', start: 1, end: 2, events: null }] };
    status.change(aStatus());
    store.emit('events', changed);
    store.emit('buckets');
    store.emit('imports', { state: 'saving', done: 1, total: 2 });
    unsubscribe();
    store.emit('buckets');
    expect(told).toEqual([
      ['status', aStatus()],
      ['events', changed],
      ['buckets', null],
      ['imports', { state: 'saving', done: 1, total: 2 }],
    ]);
    expect(log.lines).toEqual([]);
  });

  it('that do not fit the contract are reported', () => {
    store.emit('events', { buckets: 'all' });
    expect(log.lines).toEqual([expect.stringContaining('push events does not fit the contract: buckets')]);
  });

  it('end with the bridge', () => {
    bridge.dispose();
    expect(store.listenerCount()).toBe(0);
  });
});
