import { describe, expect, it } from 'vitest';
import { BUCKET, expectRefusal, startApi, withBucket } from './testing.ts';

const T = '2026-01-01T00:00:';

describe('every address', () => {
  it.each([
    ['GET', '/api/0/info'],
    ['GET', '/api/0/buckets'],
    ['GET', '/api/0/buckets/b'],
    ['GET', '/api/0/buckets/b/events'],
    ['GET', '/api/0/buckets/b/events/count'],
    ['GET', '/api/0/settings'],
    ['GET', '/api/0/settings/a'],
  ])('%s %s answers with and without a slash at its end, and to HEAD without a body', async (method, path) => {
    const api = await withBucket();
    const without = await api.send(method, path);
    const with_ = await api.send(method, `${path}/`);
    expect(without.status).toBe(200);
    expect([with_.status, with_.text]).toEqual([200, without.text]);
    const head = await api.send('HEAD', path);
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(without.headers['content-length']);
  });

  it.each([
    '/api',
    '/api/',
    '/api/0',
    '/api/1/info',
    '/api/0/log',
    '/api/0/buckets//events',
    '/api/0/info/x',
    '/api/0//info',
    '/%61pi/0/info',
    '/favicon.ico',
    '/api/0/buckets/b/../c/events',
  ])('that is unknown, such as %s, is 404 in JSON', async (path) => {
    const api = await withBucket();
    expectRefusal(await api.send('GET', path), 404, /./);
  });

  it.each([
    ['PATCH', '/api/0/info', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/0/buckets', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/0/buckets/b/events', 'GET, POST, HEAD, OPTIONS'],
    ['GET', '/api/0/buckets/b/heartbeat', 'POST, OPTIONS'],
    ['PROPFIND', '/api/0/buckets/b', 'GET, POST, PUT, DELETE, HEAD, OPTIONS'],
  ])('refuses %s %s with what is possible there', async (method, path, allow) => {
    const api = await withBucket();
    const reply = await api.send(method, path);
    expectRefusal(reply, 405, new RegExp(method));
    expect(reply.headers.allow).toBe(allow);
  });

  it('outside /api says in one line of plain text what this is', async () => {
    const api = await startApi();
    const reply = await api.send('GET', '/');
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reply.text).toMatch(/^This is the API of Daytrail\. .*\n$/);
  });

  it('answers OPTIONS without doing anything', async () => {
    const api = await withBucket();
    expect((await api.send('OPTIONS', '/api/0/buckets/b')).status).toBe(204);
    expect((await api.send('OPTIONS', '*')).status).toBe(204);
    expect(api.operations.listBuckets()).toHaveLength(1);
  });

  it('is kept by no cache and sniffed by no browser', async () => {
    const api = await startApi();
    const { headers } = await api.send('GET', '/api/0/buckets');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('who may ask', () => {
  it('does not include a page whose name was pointed at this machine', async () => {
    const api = await withBucket();
    const reply = await api.send('GET', '/api/0/info', { headers: { Host: `evil.example:${api.port}` } });
    expectRefusal(reply, 400, /Host header is not that of this server/);
    const del = await api.send('DELETE', '/api/0/buckets/b', { headers: { Host: `evil.example:${api.port}` } });
    expect(del.status).toBe(400);
    expect(api.operations.listBuckets()).toHaveLength(1);
  });

  it('does not include a request without a Host, or one for another address', async () => {
    const api = await startApi();
    expect(await api.raw('GET /api/0/info HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 .*"The Host header is missing/s,
    );
    expect(
      await api.raw(
        `GET http://evil.example/api/0/info HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nConnection: close\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1\.1 404 .*"message"/s);
  });

  it('does not include other sites, which also get no leave to read the refusal', async () => {
    const api = await withBucket();
    const Origin = 'https://evil.example';
    const reply = await api.send('POST', '/api/0/buckets/c', { body: BUCKET, headers: { Origin } });
    expectRefusal(reply, 403, /origin/);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await api.send('OPTIONS', '/api/0/buckets/b', {
      headers: { Origin, 'Access-Control-Request-Method': 'DELETE' },
    });
    expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([403, undefined]);
    expect(api.operations.listBuckets()).toHaveLength(1);
  });

  it('includes pages of this address, with a preflight that grants what they ask for', async () => {
    const api = await startApi();
    const Origin = `http://localhost:${api.port}`;
    const reply = await api.send('GET', '/api/0/buckets', { headers: { Origin } });
    expect(reply.headers).toMatchObject({ 'access-control-allow-origin': Origin, vary: 'Origin' });
    const preflight = await api.send('OPTIONS', '/api/0/settings/a', {
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type, x-a',
        'Access-Control-Request-Private-Network': 'true',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': Origin,
      'access-control-allow-headers': 'content-type, x-a',
      'access-control-allow-private-network': 'true',
      'access-control-allow-methods': expect.stringContaining('DELETE'),
    });
  });

  it.each([
    'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi',
    'moz-extension://0c2f6d4e-9a53-4c1e-8f77-d1b1b1a1c0de',
  ])('includes the browser watcher %s in what it needs and in nothing that reads', async (Origin) => {
    const api = await startApi();
    const from = (method: string, path: string, body?: unknown) =>
      api.send(method, path, { body, headers: { Origin } });
    const bucket = '/api/0/buckets/aw-watcher-web-chrome_laptop';
    const info = await from('GET', '/api/0/info');
    expect([info.status, info.headers['access-control-allow-origin']]).toEqual([200, Origin]);
    expect((await from('POST', bucket, BUCKET)).status).toBe(200);
    expect((await from('POST', bucket, BUCKET)).status).toBe(304);
    const beat = { timestamp: `${T}00Z`, duration: 0, data: { url: 'https://a.example' } };
    expect((await from('POST', `${bucket}/heartbeat?pulsetime=80`, beat)).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/api/0/buckets/'],
      ['GET', bucket],
      ['GET', `${bucket}/events`],
      ['DELETE', bucket],
      ['POST', `${bucket}/events`],
      ['POST', '/api/0/buckets/aw-watcher-window_laptop'],
      ['POST', '/api/0/query'],
      ['GET', '/api/0/settings'],
    ] as const) {
      expectRefusal(await from(method, path, method === 'POST' ? beat : undefined), 403, /extension/);
    }
  });

  it('does not include images, scripts and links on other sites', async () => {
    const api = await startApi();
    const reply = await api.send('GET', '/api/0/buckets', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expectRefusal(reply, 403, /other sites/);
    expect((await api.send('GET', '/api/0/buckets', { headers: { 'Sec-Fetch-Site': 'none' } })).status).toBe(200);
  });
});
