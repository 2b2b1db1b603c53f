/** Extensions over HTTP: what they may do before and after a person let them in, and who gets to ask. */
import { describe, expect, it } from 'vitest';
import { expectRefusal, type TestApi, withBucket } from './testing.ts';

const FIREFOX = 'moz-extension://5d1ef0a1-0000-4000-8000-0123456789ab';
const OTHER = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const from = (origin: string, more: Record<string, string> = {}) => ({
  headers: { Origin: origin, 'User-Agent': AGENT, ...more },
});
const preflight = (api: TestApi, origin: string, method: string, path: string) =>
  api.send('OPTIONS', path, from(origin, { 'Access-Control-Request-Method': method }));
const statuses = async (api: TestApi, origin: string) => [
  (await api.send('GET', '/api/0/settings', from(origin))).status,
  (await api.send('GET', '/api/0/buckets/b/events', from(origin))).status,
  (await api.send('POST', '/api/0/query', { ...from(origin), body: {} })).status,
  (await preflight(api, origin, 'DELETE', '/api/0/buckets/b')).status,
];

describe('An extension', () => {
  it('that was not let in records as a watcher, and asks once when it wants more', async () => {
    const api = await withBucket();
    expect((await api.send('GET', '/api/0/info', from(FIREFOX))).status).toBe(200);
    expect((await preflight(api, FIREFOX, 'POST', '/api/0/buckets/aw-watcher-web-firefox')).status).toBe(204);
    expect(api.asked).toEqual([]);
    const reply = await api.send('GET', '/api/0/buckets', from(FIREFOX));
    expectRefusal(reply, 403, /Let it in in Daytrail's window/);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(await statuses(api, FIREFOX)).toEqual([403, 403, 403, 403]);
    expect(api.asked).toEqual([{ origin: FIREFOX, userAgent: AGENT }]);
  });

  it('that is not a known watcher asks by whatever it does first, a preflight too', async () => {
    const api = await withBucket();
    expect((await preflight(api, OTHER, 'GET', '/api/0/info')).status).toBe(403);
    expect(api.asked.map(({ origin }) => origin)).toEqual([OTHER]);
  });

  it('that was let in may do what a program may, from the next request on, until that is taken back', async () => {
    const api = await withBucket();
    api.access.change({ apiKey: null, extensions: [FIREFOX] });
    expect(await statuses(api, FIREFOX)).toEqual([200, 200, 400, 204]);
    const reply = await api.send('GET', '/api/0/buckets', from(FIREFOX));
    expect(reply.headers).toMatchObject({ 'access-control-allow-origin': FIREFOX, vary: 'Origin' });
    expect((await preflight(api, FIREFOX, 'DELETE', '/api/0/buckets/b')).headers).toMatchObject({
      'access-control-allow-origin': FIREFOX,
      'access-control-allow-methods': expect.stringContaining('DELETE'),
    });
    expect(await statuses(api, OTHER)).toEqual([403, 403, 403, 403]);
    api.access.change({ apiKey: null, extensions: [] });
    expect(await statuses(api, FIREFOX)).toEqual([403, 403, 403, 403]);
    expect(api.asked.map(({ origin }) => origin)).toEqual([OTHER, FIREFOX]);
  });

  it('that was let in still has to bring the key', async () => {
    const api = await withBucket({ apiKey: 'secret', extensions: [FIREFOX] });
    expectRefusal(await api.send('GET', '/api/0/buckets', from(FIREFOX)), 401, /API key/);
    const reply = await api.send('GET', '/api/0/buckets', from(FIREFOX, { Authorization: 'Bearer secret' }));
    expect(reply.status).toBe(200);
  });
});

describe('Asking', () => {
  it('is not for web pages, whatever they call themselves', async () => {
    const api = await withBucket();
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3000', `https://a.example/${FIREFOX}`]) {
      expect((await api.send('GET', '/api/0/buckets', from(origin))).status).toBe(403);
    }
    expect(api.asked).toEqual([]);
  });

  it('has an end, for whoever makes addresses up', async () => {
    const api = await withBucket();
    const one = (n: number) => api.send('GET', '/api/0/buckets', from(`moz-extension://${n}`));
    await Promise.all(Array.from({ length: 100 }, (_, n) => one(n)));
    expect(api.asked).toHaveLength(64);
  });
});
