/** Walks the whole contract over both transports, so that a new channel cannot be forgotten anywhere. */
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNEL_PREFIX, CHANNELS, type Channel, PUSHES } from '../../preload/contract/channels.ts';
import { SUBSCRIPTIONS } from '../../preload/contract/daytrail.ts';
import { daytrailOver } from '../../preload/contract/methods.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Args } from '../../preload/contract/schemas.ts';
import { silentLog } from '../lifecycle/log.ts';
import { connectElectron, type IpcMainLike } from './electron-transport.ts';
import { fakeBridge } from './fake-bridge.ts';
import { openSocket, type TestSocket } from './test-socket.ts';
import { startWindowServer, type WindowServer } from './window-server.ts';

type Samples = { readonly [C in Channel]: { readonly accepted: Args<C>; readonly refused: readonly unknown[] } };

const A_RULE = {
  enabled: true,
  bucket_prefix: '',
  field: 'title',
  pattern: 'x',
  action: 'drop',
  replacement: '',
} as const;

const SAMPLES: Samples = {
  'status.get': { accepted: [], refused: [1] },
  'store.commit': { accepted: [], refused: [{}] },
  'api.retry': { accepted: [], refused: ['now'] },
  'buckets.list': { accepted: [], refused: [null] },
  'timeline.read': {
    accepted: [{ start: 0, end: 1, resolution: 0, buckets: ['b'] }],
    refused: [{ start: 1, end: 0, resolution: 0 }],
  },
  'timeline.describe': { accepted: [{ bucket: 'b', start: 0, end: 1 }], refused: [{ bucket: '', start: 0, end: 1 }] },
  'events.list': {
    accepted: [{ start: 0, end: 1, order: 'newest', offset: 0, limit: 1000 }],
    refused: [{ start: 0, end: 1, order: 'newest', offset: 0, limit: 1001 }],
  },
  'imports.find': { accepted: [], refused: ['/'] },
  'imports.choose': { accepted: [], refused: [{}] },
  'imports.preview': { accepted: [{ path: '/export.json', hosts: [] }], refused: [{ path: '', hosts: [] }] },
  'imports.run': {
    accepted: [{ path: '/export.json', hosts: [{ from: 'old', to: 'new' }], settings: 'missing' }],
    refused: [{ path: '/export.json', hosts: [], settings: 'some' }],
  },
  'imports.cancel': { accepted: [], refused: [true] },
  'imports.progress': { accepted: [], refused: [1] },
  'imports.offer': { accepted: [], refused: [null] },
  'imports.dismiss': { accepted: [], refused: ['for ever'] },
  'hosts.previewJoin': { accepted: [{ from: 'old', to: 'new' }], refused: [{ from: 'old', to: '' }] },
  'hosts.join': { accepted: [{ from: '', to: 'new' }], refused: [{ from: 'old' }] },
  'hosts.joined': { accepted: [], refused: [1] },
  'hosts.forget': { accepted: [{ from: 'old' }], refused: [{}] },
  'day.setStart': { accepted: [{ minutes: 0 }], refused: [{ minutes: 1440 }] },
  'categories.get': { accepted: [], refused: ['Work'] },
  'access.get': { accepted: [], refused: [1] },
  'access.allow': { accepted: [{ origin: 'moz-extension://a-b-c' }], refused: [{ origin: 'https://a.example' }] },
  'access.refuse': { accepted: [{ origin: 'moz-extension://a-b-c' }], refused: [{ origin: 'null' }] },
  'access.remove': { accepted: [{ origin: 'moz-extension://a-b-c' }], refused: [] },
  'access.makeKey': { accepted: [], refused: ['mine'] },
  'access.removeKey': { accepted: [], refused: [null] },
  'activity.read': {
    accepted: [{ periods: [{ start: 0, end: 1 }], hosts: ['desk'], sections: ['window'], parts: [0, 1] }],
    refused: [{ periods: [{ start: 0, end: 1 }], hosts: ['desk'], sections: ['window'], parts: [1, 0] }],
  },
  'watchers.get': { accepted: [], refused: [1] },
  'recording.pause': { accepted: [{ for: 'tomorrow' }], refused: [{ for: 'ever' }] },
  'recording.resume': { accepted: [], refused: ['now'] },
  'returns.get': { accepted: [], refused: [1] },
  'returns.answer': { accepted: [{ label: 'Lunch' }], refused: [{ label: '  ' }] },
  'returns.dismiss': { accepted: [], refused: ['now'] },
  'startup.get': { accepted: [], refused: [1] },
  'startup.set': { accepted: [{ on: true }], refused: [{ on: 'yes' }] },
  'config.get': { accepted: [], refused: [1] },
  'config.set': {
    accepted: [{ presence: { awayAfterSeconds: 300 } }],
    refused: [{ presence: { awayAfterSeconds: 300 }, privacy: { recordPrivateWindows: true } }],
  },
  'privacy.get': { accepted: [], refused: ['all'] },
  'privacy.set': { accepted: [[A_RULE]], refused: [[{ ...A_RULE, action: 'hide' }]] },
  'privacy.try': {
    accepted: [{ rule: A_RULE, text: 'My bank', start: 0, end: 1 }],
    refused: [{ rule: null, text: null, start: 0, end: 1 }],
  },
  'backups.list': { accepted: [], refused: [1] },
  'backups.state': { accepted: [], refused: [1] },
  'backups.make': { accepted: [], refused: ['now'] },
  'backups.restore': { accepted: [{ name: 'daytrail-2026-11-22T12-00-00Z.db' }], refused: [{ name: '' }] },
  'backups.open': { accepted: [], refused: ['/'] },
  'updates.get': { accepted: [], refused: [1] },
  'updates.check': { accepted: [], refused: ['now'] },
  'updates.install': { accepted: [], refused: ['2.0.0'] },
  'app.quit': { accepted: [], refused: [true] },
};

type Ask = (channel: Channel, args: readonly unknown[]) => Promise<Result<unknown>>;

const bridge = fakeBridge();
let server: WindowServer;
let socket: TestSocket;

beforeAll(async () => {
  server = await startWindowServer({ bridge, root: tmpdir(), log: silentLog, token: 'secret' });
  socket = await openSocket({ port: server.port, origin: `http://127.0.0.1:${server.port}` });
  socket.say({ kind: 'hello', token: 'secret' });
  await socket.next();
});
afterAll(() => server.close());

const overWebSocket: Ask = async (channel, args) => {
  socket.say({ kind: 'call', id: 1, channel, args });
  const message = await socket.next();
  if (message.kind !== 'answer') throw new Error(`got ${message.kind} instead of an answer`);
  return message.result;
};

const overElectron: Ask = async (channel, args) => {
  const handlers = new Map<string, Parameters<IpcMainLike['handle']>[1]>();
  const disconnect = connectElectron({
    bridge,
    ipcMain: {
      handle: (name, handler) => void handlers.set(name, handler),
      removeHandler: (name) => void handlers.delete(name),
    },
    contents: () => ({ id: 1, isDestroyed: () => false, send: () => undefined }),
    isOwnAddress: () => true,
    log: silentLog,
  });
  const handler = handlers.get(CHANNEL_PREFIX + channel);
  if (handler === undefined) throw new Error(`${channel} has no handler`);
  const result = await handler({ sender: { id: 1 }, senderFrame: { url: '', parent: null } }, ...args);
  disconnect();
  return structuredClone(result);
};

describe.each([
  ['Electron', overElectron],
  ['a WebSocket', overWebSocket],
])('every channel over %s', (_, ask) => {
  it.each(CHANNELS)('%s answers what the contract accepts', async (channel) => {
    expect(await ask(channel, SAMPLES[channel].accepted)).toMatchObject({ ok: true });
  });

  it.each(CHANNELS)('%s refuses what it does not', async (channel) => {
    expect(await ask(channel, SAMPLES[channel].refused)).toMatchObject({
      ok: false,
      error: { kind: 'invalid', message: expect.stringContaining(channel) },
    });
  });
});

describe("the window's object", () => {
  it('has one method for each channel and one subscription for each push', () => {
    const reached: string[] = [];
    const daytrail = daytrailOver(
      (channel) => {
        reached.push(channel);
        return new Promise(() => undefined);
      },
      (push) => {
        reached.push(push);
        return () => undefined;
      },
    );
    for (const method of Object.values(daytrail)) method();
    expect(reached.sort()).toEqual([...CHANNELS, ...PUSHES].sort());
  });

  it('subscribes to each push by the method that is named for it', () => {
    for (const push of PUSHES) {
      let reached = '';
      const daytrail = daytrailOver(
        () => new Promise(() => undefined),
        (name) => {
          reached = name;
          return () => undefined;
        },
      );
      daytrail[SUBSCRIPTIONS[push]](() => undefined);
      expect(reached).toBe(push);
    }
  });
});
