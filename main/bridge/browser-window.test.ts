/** Both ends of the browser's door together: the window's own client against the real server. */
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { daytrailOver } from '../../preload/contract/methods.ts';
import { SOCKET_PATH } from '../../preload/contract/socket.ts';
// biome-ignore lint/style/noRestrictedImports: this test is about the two sides fitting each other
import { Connection } from '../../renderer/bridge/connection.ts';
// biome-ignore lint/style/noRestrictedImports: this test is about the two sides fitting each other
import { SocketClient } from '../../renderer/bridge/socket-client.ts';
import { silentLog } from '../lifecycle/log.ts';
import { StoreError } from '../store/store-error.ts';
import { fakeBridge } from './fake-bridge.ts';
import { aStatus, type FakeStore, fakeStore } from './fake-store.ts';
import { startWindowServer, type WindowServer } from './window-server.ts';

let store: FakeStore;
let server: WindowServer;
let connection: Connection;
const opened: WebSocket[] = [];

const start = (port = 0) => {
  const bridge = fakeBridge({ store });
  return startWindowServer({ bridge, root: tmpdir(), log: silentLog, token: 'secret', port });
};

function openWindow(token = 'secret') {
  const { port } = server;
  const client = new SocketClient({
    // Browsers send the page's origin; ws has to be told.
    open: () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, { origin: `http://127.0.0.1:${port}` });
      // A browser says nothing of a failed attempt but the close event.
      socket.on('error', () => undefined);
      opened.push(socket);
      return socket;
    },
    token,
    connection,
  });
  const daytrail = daytrailOver(
    (channel, args) => client.call(channel, args),
    (push, listener) => client.subscribe(push, listener),
  );
  return { client, daytrail };
}

beforeEach(async () => {
  store = fakeStore();
  connection = new Connection();
  server = await start();
});
afterEach(async () => {
  // First the windows, which would otherwise try to come back.
  for (const socket of opened.splice(0)) {
    socket.onclose = null;
    socket.terminate();
  }
  await server.close();
});

describe('a window in a browser', () => {
  it('asks and is told', async () => {
    const { client, daytrail } = openWindow();
    await client.whenConnected();
    expect(await daytrail.status()).toEqual(aStatus());
    const told = new Promise<void>((resolve) => {
      daytrail.onBuckets(() => resolve());
    });
    store.emit('buckets');
    await told;
  });

  it('hears why a call failed', async () => {
    const { daytrail } = openWindow();
    store.failWith = new StoreError('commit-failed', 'the disk is full');
    await expect(daytrail.commit()).rejects.toMatchObject({ kind: 'commit-failed', message: 'the disk is full' });
  });

  it('is refused with a token of another session', async () => {
    const { client } = openWindow('of yesterday');
    await expect(client.whenConnected()).rejects.toMatchObject({ kind: 'forbidden' });
    expect(connection.get()).toBe('refused');
  });

  it('comes back when the server does, and reads the status again', async () => {
    const { client, daytrail } = openWindow();
    await client.whenConnected();
    const { port } = server;
    const told = new Promise((resolve) => {
      daytrail.onStatus(resolve);
    });
    await server.close();
    await expect.poll(() => connection.get()).toBe('lost');
    server = await start(port);
    expect(await told).toEqual(aStatus());
    expect(connection.get()).toBe('connected');
  });
});
