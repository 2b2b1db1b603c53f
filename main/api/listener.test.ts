import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLog } from '../lifecycle/log.ts';
import { StoreError } from '../store/store-error.ts';
import { Access } from './access.ts';
import { describePortHolder } from './port-holder.ts';
import { createApi } from './server.ts';
import { BUCKET, INFO, send, startApi, type TestApi, withBucket } from './testing.ts';

const OPEN = new Access({ apiKey: null, extensions: [] }, () => undefined);

const QUICK = { head: 200, request: 400, check: 20 };

async function open(port: number, text = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  if (text !== '') socket.write(text);
  return socket;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('connections', () => {
  it('that do nothing, a thousand of them, stop nobody', async () => {
    const api = await withBucket();
    await Promise.all(Array.from({ length: 1000 }, () => open(api.port)));
    const body = { timestamp: '2026-01-01T00:00:00Z', data: {} };
    expect((await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=1', { body })).status).toBe(200);
  });

  it('that never send anything are closed', async () => {
    const api = await startApi({ limits: QUICK });
    expect(await api.raw('')).toMatch(/^$|^HTTP\/1\.1 408 /);
  });

  it('with half a head are told that it took too long, and closed', async () => {
    const api = await startApi({ limits: QUICK });
    const answer = await api.raw('POST /api/0/buckets/b HTTP/1.1\r\nHost: 127');
    expect(answer).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\n.*\{"message":"The request did not arrive in time\."\}$/s,
    );
  });

  it('with half a body are closed, and nothing of it is done', async () => {
    const api = await startApi({ limits: QUICK });
    const head = `POST /api/0/buckets/b HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nContent-Length: 1000\r\n\r\n`;
    expect(await api.raw(`${head}${JSON.stringify(BUCKET).slice(0, 20)}`)).toMatch(/^HTTP\/1\.1 408 /);
    expect(api.operations.listBuckets()).toEqual([]);
  });

  it('that break off within a body leave nothing behind', async () => {
    const api = await withBucket();
    const socket = await open(
      api.port,
      `POST /api/0/buckets/c HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nContent-Length: 1000\r\n\r\n{`,
    );
    socket.resetAndDestroy();
    await once(socket, 'close');
    expect((await api.send('GET', '/api/0/info')).status).toBe(200);
    expect(api.operations.listBuckets()).toHaveLength(1);
    expect(api.logged).toEqual([]);
  });

  it.each([
    ['no HTTP', 'hello there\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n', 400],
    ['a length and chunks', 'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['headers without end', `GET /api/0/info HTTP/1.1\r\n${`X-A: ${'x'.repeat(100)}\r\n`.repeat(200)}\r\n`, 431],
  ])('that send %s get a refusal in JSON and are closed', async (_name, text, status) => {
    const api = await startApi();
    const answer = await api.raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*Content-Type: application/json.*\\{"message":`, 's'));
    expect((await api.send('GET', '/api/0/info')).status).toBe(200);
  });

  it('that are refused and do not hang up are closed all the same', async () => {
    const api = await startApi({ limits: { linger: 20, close: 60_000 } });
    const socket = connect({ port: api.port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined).write('hello there\r\n\r\n');
    await once(socket.resume(), 'end');
    // Which waits for every connection there is.
    await api.api.close();
  });

  it('stay open for the next request', async () => {
    const api = await startApi();
    const one = `GET /api/0/info HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n`;
    const answer = await api.raw(`${one}\r\n${one}Connection: close\r\n\r\n`);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it('come in over IPv6, too, where there is one', async () => {
    const api = await startApi();
    const socket = connect(api.port, '::1');
    const [result] = await Promise.race([
      once(socket, 'connect').then(() => ['connected']),
      once(socket, 'error').then(() => ['error']),
    ]);
    socket.destroy();
    const ipv6 = await new Promise((resolve) => {
      const probe = createTcpServer();
      probe.once('error', () => resolve(false));
      probe.listen(0, '::1', () => probe.close(() => resolve(true)));
    });
    expect(result).toBe(ipv6 ? 'connected' : 'error');
  });
});

describe('closing', () => {
  it('answers what is in flight, drops what is idle and takes nothing new', async () => {
    let answer: (bytes: Uint8Array) => void = () => undefined;
    let asked: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const listEvents = () => {
      asked();
      return new Promise<Uint8Array>((resolve) => {
        answer = resolve;
      });
    };
    const api = await withBucket({ operations: { listEvents } });
    const idle = await open(api.port);
    const kept = await open(api.port, `GET /api/0/buckets/b/events HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n\r\n`);
    let text = '';
    kept.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    await arrived;
    const ended = once(kept, 'close');
    let over = false;
    const closed = api.api.close().then(() => {
      over = true;
    });
    await once(idle.resume(), 'close');
    await expect(send(api.port, 'GET', '/api/0/info')).rejects.toThrow('ECONNREFUSED');
    expect(over).toBe(false);
    answer(Buffer.from('[]'));
    await Promise.all([closed, ended]);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK.*\[\]$/s);
  });

  it('does not wait for ever', async () => {
    let asked: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const listEvents = () => {
      asked();
      return new Promise<Uint8Array>(() => undefined);
    };
    const api = await withBucket({ operations: { listEvents }, limits: { close: 50 } });
    const reply = api.send('GET', '/api/0/buckets/b/events');
    reply.catch(() => undefined);
    await arrived;
    await api.api.close();
    await expect(reply).rejects.toThrow();
  });

  it('may be asked for twice, and before anything listened', async () => {
    const api = await startApi();
    await Promise.all([api.api.close(), api.api.close()]);
    await api.api.close();
    await createApi({
      operations: api.operations,
      info: () => INFO,
      log: silentLog,
      importer: api.importer,
      access: OPEN,
    }).close();
  });
});

describe('closing while listening', () => {
  it('leaves nothing listening', async () => {
    const { operations, importer } = await startApi();
    const api = createApi({ operations, importer, info: () => INFO, log: silentLog, access: OPEN });
    const outcome = api.listen(0);
    await api.close();
    await expect(outcome).rejects.toMatchObject({ kind: 'closed' });
  });
});

describe('a port that is taken', () => {
  const listen = (port: number, { operations, importer }: TestApi) => {
    const api = createApi({ operations, importer, info: () => INFO, log: silentLog, access: OPEN });
    onTestFinished(() => api.close());
    return { api, outcome: api.listen(port) };
  };

  it('by another Daytrail is said to be, with what to do, and can be had once it is free', async () => {
    const first = await startApi();
    const { api, outcome } = listen(first.port, first);
    const error = await outcome.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({
      kind: 'port-taken',
      message: `Port ${first.port} is taken by another Daytrail 0.1.0. Quit that, or start Daytrail with --port and another number.`,
    });
    await first.api.close();
    expect(await api.listen(first.port)).toBe(first.port);
  });

  it('by an ActivityWatch server is said to be, with its version', async () => {
    const info = { hostname: 'laptop', version: 'v0.14.0 (rust)', testing: false, device_id: 'x' };
    const port = await listening(createServer((_request, response) => response.end(JSON.stringify(info))));
    await expect(listen(port, await startApi()).outcome).rejects.toThrow(
      `Port ${port} is taken by an ActivityWatch server v0.14.0 (rust). Quit`,
    );
  });

  it.each([
    ['answers something else', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')],
    ['speaks no HTTP', (socket: Socket) => socket.end('hello')],
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['says nothing', () => undefined],
    ['never ends', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n{')],
  ])('by a program that %s is taken by another program', async (_name, answer) => {
    const sockets: Socket[] = [];
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
    const port = await listening(
      createTcpServer((socket) => {
        sockets.push(socket.on('error', () => undefined));
        socket.once('data', () => answer(socket));
      }),
    );
    expect(await describePortHolder(port, 50)).toBe('another program');
  });
});
