import { beforeEach, describe, expect, it } from 'vitest';
import { CHANNELS } from '../../preload/contract/channels.ts';
import type { Result } from '../../preload/contract/result.ts';
import { type RecordedLog, recordedLog } from '../lifecycle/recorded-log.ts';
import { type CallEvent, connectElectron, type WindowContents } from './electron-transport.ts';
import { fakeBridge } from './fake-bridge.ts';
import { type FakeStore, fakeStore } from './fake-store.ts';

type Handler = (event: CallEvent, ...args: unknown[]) => Promise<Result<unknown>>;

const handlers = new Map<string, Handler>();
const ipcMain = {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
  removeHandler: (channel: string) => void handlers.delete(channel),
};
const own = 'daytrail://app/';
const frame = { url: own, parent: null };

let store: FakeStore;
let log: RecordedLog;
let sent: unknown[];
let contents: (WindowContents & { destroyed: boolean }) | null;
let disconnect: () => void;

beforeEach(() => {
  handlers.clear();
  store = fakeStore();
  log = recordedLog();
  sent = [];
  contents = {
    id: 7,
    destroyed: false,
    isDestroyed: () => contents?.destroyed ?? true,
    send: (channel, payload) => void sent.push([channel, payload]),
  };
  const bridge = fakeBridge({ store, log });
  disconnect = connectElectron({
    bridge,
    ipcMain,
    contents: () => contents,
    isOwnAddress: (address) => address.startsWith(own),
    log,
  });
});

const call = (channel: string, event: CallEvent, ...args: unknown[]) => {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`${channel} has no handler`);
  return handler(event, ...args);
};

describe("Electron's door", () => {
  it('answers the page of the window', async () => {
    expect(await call('daytrail:buckets.list', { sender: { id: 7 }, senderFrame: frame })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('passes the arguments on', async () => {
    const query = { bucket: 'b', start: 1, end: 2 };
    await call('daytrail:timeline.describe', { sender: { id: 7 }, senderFrame: frame }, query);
    expect(store.calls).toEqual([{ name: 'describe', args: [query] }]);
  });

  it.each([
    ['other web contents', { sender: { id: 8 }, senderFrame: frame }],
    ['a frame inside the page', { sender: { id: 7 }, senderFrame: { url: own, parent: frame } }],
    ['a frame that is gone', { sender: { id: 7 }, senderFrame: null }],
    ['another page in the window', { sender: { id: 7 }, senderFrame: { url: 'https://example.org/', parent: null } }],
    ['a blank page in the window', { sender: { id: 7 }, senderFrame: { url: 'about:blank', parent: null } }],
  ])('refuses %s on every channel, and the store hears nothing', async (_, event) => {
    for (const channel of CHANNELS) {
      expect(await call(`daytrail:${channel}`, event)).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    }
    expect(store.calls).toEqual([]);
    expect(log.lines).toHaveLength(CHANNELS.length);
  });

  it('refuses whoever asks while there is no window', async () => {
    contents = null;
    expect(await call('daytrail:status.get', { sender: { id: 7 }, senderFrame: frame })).toMatchObject({
      error: { kind: 'forbidden' },
    });
  });

  it('pushes to the window while it is there', () => {
    store.emit('buckets');
    expect(sent).toEqual([['daytrail:buckets', null]]);
    if (contents !== null) contents.destroyed = true;
    store.emit('buckets');
    contents = null;
    store.emit('buckets');
    expect(sent).toHaveLength(1);
  });

  it('takes everything away again', () => {
    disconnect();
    store.emit('buckets');
    expect({ handlers: handlers.size, sent }).toEqual({ handlers: 0, sent: [] });
  });
});
