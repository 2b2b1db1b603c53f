import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REFUSED_CODE } from '../../preload/contract/socket.ts';
import { type RecordedLog, recordedLog } from '../lifecycle/recorded-log.ts';
import { fakeBridge } from './fake-bridge.ts';
import { type FakeStore, fakeStore } from './fake-store.ts';
import { openSocket, type TestSocket } from './test-socket.ts';
import { createToken, isSameToken } from './token.ts';
import { startWindowServer, type WindowServer } from './window-server.ts';

const TOKEN = 'the-token-of-this-session';

let root: string;
let store: FakeStore;
let log: RecordedLog;
let server: WindowServer;
let origin: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'daytrail-window-'));
  writeFileSync(join(root, 'index.html'), '<title>Daytrail</title>');
  store = fakeStore();
  log = recordedLog();
  const bridge = fakeBridge({ store, log });
  server = await startWindowServer({ bridge, root, log, token: TOKEN });
  origin = `http://127.0.0.1:${server.port}`;
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

async function welcomed(): Promise<TestSocket> {
  const socket = await openSocket({ port: server.port, origin });
  socket.say({ kind: 'hello', token: TOKEN });
  expect(await socket.next()).toEqual({ kind: 'welcome' });
  return socket;
}

describe("the window's server", () => {
  it('serves the page, with a policy that allows its own socket and nothing else', async () => {
    const { status, headers, body } = await get('/timeline');
    expect({ status, body }).toEqual({ status: 200, body: '<title>Daytrail</title>' });
    expect(headers['content-security-policy']).toContain(
      `connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port};`,
    );
  });

  it('prints an address whose token is in the fragment, which browsers send to nobody', () => {
    expect(server.address).toBe(`${origin}/#token=${TOKEN}`);
  });

  it('serves nothing of the HTTP API', async () => {
    expect((await get('/api/0/info')).body).not.toContain('hostname');
  });

  it.each(['example.org', 'example.org:80', '127.0.0.1:1', '127.0.0.1.example.org'])(
    'refuses the Host %j',
    async (host) => {
      expect((await get('/', { host })).status).toBe(403);
    },
  );

  it('refuses what a foreign page asks for', async () => {
    expect((await get('/', { origin: 'https://example.org' })).status).toBe(403);
    expect((await get('/', { origin: 'null' })).status).toBe(403);
    expect((await get('/', { origin })).status).toBe(200);
  });

  it('survives a request that is none', async () => {
    const socket = connect(server.port, '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
      socket.resume();
      socket.end('NONSENSE\r\n\r\n');
    });
    expect((await get('/')).status).toBe(200);
  });
});

describe('the socket', () => {
  it('answers calls after the token was shown', async () => {
    const socket = await welcomed();
    socket.say({ kind: 'call', id: 5, channel: 'buckets.list', args: [] });
    expect(await socket.next()).toEqual({ kind: 'answer', id: 5, result: { ok: true, value: [] } });
  });

  it('brings pushes to every window that showed the token, and to no other', async () => {
    const [one, two] = [await welcomed(), await welcomed()];
    const stranger = await openSocket({ port: server.port, origin });
    let strangerHeard = false;
    stranger.socket.on('message', () => {
      strangerHeard = true;
    });
    store.emit('buckets');
    const push = { kind: 'push', push: 'buckets', payload: null };
    expect(await one.next()).toEqual(push);
    expect(await two.next()).toEqual(push);
    stranger.say({ kind: 'hello', token: 'wrong' });
    await stranger.closed;
    expect(strangerHeard).toBe(false);
  });

  it.each(['', 'wrong', `${TOKEN}x`, TOKEN.slice(1)])('closes on the token %j', async (token) => {
    const socket = await openSocket({ port: server.port, origin });
    socket.say({ kind: 'hello', token });
    expect(await socket.closed).toBe(REFUSED_CODE);
    expect(log.lines.join()).not.toContain(TOKEN);
  });

  it('closes on a call before the token, and the store hears nothing', async () => {
    const socket = await openSocket({ port: server.port, origin });
    socket.say({ kind: 'call', id: 1, channel: 'store.commit', args: [] });
    expect(await socket.closed).toBe(REFUSED_CODE);
    expect(store.calls).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['another message', '{"kind":"shout"}'],
    ['an unknown channel', '{"kind":"call","id":1,"channel":"store.deleteBucket","args":[]}'],
    ['arguments that are no list', '{"kind":"call","id":1,"channel":"status.get","args":{}}'],
    ['binary', Buffer.from('{"kind":"hello","token":"x"}')],
  ])('closes on %s', async (_, message) => {
    const socket = await welcomed();
    socket.say(message);
    expect(await socket.closed).toBe(1002);
    expect(store.calls).toEqual([]);
  });

  it('closes on a message that is too large', async () => {
    const socket = await welcomed();
    socket.say('x'.repeat(2_000_000));
    expect(await socket.closed).toBe(1009);
  });

  it.each([
    ['a foreign page', { origin: 'https://example.org' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['an extension', { origin: 'moz-extension://0a1b2c3d-0000-0000-0000-000000000000' }],
    ['no page at all', {}],
    ['a name that was pointed here', { origin: 'own', host: 'example.org' }],
    ['another path', { origin: 'own', path: '/elsewhere' }],
    ['a token in the address', { origin: 'own', path: `/bridge?token=${TOKEN}` }],
  ])('is refused to %s', async (_, options: { origin?: string; host?: string; path?: string }) => {
    const from = options.origin === 'own' ? { origin } : {};
    await expect(openSocket({ port: server.port, ...options, ...from })).rejects.toThrow('403');
  });

  it('that is refused does not hold up the end, though it does not hang up', async () => {
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    const ended = once(socket.resume(), 'end');
    socket
      .on('error', () => undefined)
      .write(
        `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      );
    await ended;
    await server.close();
    socket.destroy();
  });

  it('lets no more than a hundred in', async () => {
    const sockets = await Promise.all(Array.from({ length: 100 }, () => openSocket({ port: server.port, origin })));
    expect(await (await openSocket({ port: server.port, origin })).closed).toBe(1013);
    sockets[0]?.socket.close();
    await sockets[0]?.closed;
    await expect.poll(async () => (await welcomed()).socket.readyState).toBe(1);
  });
});

describe('closing', () => {
  it('answers what is under way, says goodbye and frees the port', async () => {
    const socket = await welcomed();
    let answer: (value: readonly []) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      store.summarizeBuckets = () => {
        resolve();
        return new Promise((done) => {
          answer = done;
        });
      };
    });
    socket.say({ kind: 'call', id: 1, channel: 'buckets.list', args: [] });
    await asked;
    const closing = server.close();
    answer([]);
    expect(await socket.next()).toMatchObject({ kind: 'answer', id: 1 });
    expect(await socket.closed).toBe(1001);
    await closing;
    await expect(get('/')).rejects.toThrow();
  });

  it('waits for no window that says nothing, and may be asked twice', async () => {
    const socket = await welcomed();
    socket.socket.pause();
    await Promise.all([server.close(), server.close()]);
    socket.socket.terminate();
  });
});

describe('a token', () => {
  it('is new each time and long enough not to be guessed', () => {
    const tokens = new Set(Array.from({ length: 100 }, createToken));
    expect(tokens.size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  it('is equal only to itself', () => {
    expect(isSameToken('abc', 'abc')).toBe(true);
    expect(isSameToken('abd', 'abc')).toBe(false);
    expect(isSameToken('', 'abc')).toBe(false);
  });
});
