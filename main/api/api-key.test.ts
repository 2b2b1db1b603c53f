import { describe, expect, it } from 'vitest';
import { expectRefusal, withBucket } from './testing.ts';

const KEY = 'correct-horse';
const bearer = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

describe('The API with a key', () => {
  it('answers whoever has it', async () => {
    const api = await withBucket({ apiKey: KEY });
    for (const header of [`Bearer ${KEY}`, `bearer  ${KEY} `]) {
      const reply = await api.send('GET', '/api/0/buckets', { headers: { Authorization: header } });
      expect(reply.status).toBe(200);
    }
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    KEY,
    `Basic ${KEY}`,
    `Bearer ${KEY}x`,
    `Bearer ${KEY.slice(1)}`,
    `Bearer ${KEY.toUpperCase()}`,
    `Bearer x ${KEY}`,
  ])('refuses %j', async (header) => {
    const api = await withBucket({ apiKey: KEY });
    const reply = await api.send('GET', '/api/0/buckets', { headers: { Authorization: header } });
    expectRefusal(reply, 401, /API key is missing or wrong/);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });

  it('is found without it, and asked by preflights without it', async () => {
    const api = await withBucket({ apiKey: KEY });
    for (const path of ['/', '/api/0/info', '/api/0/info/', '/api/0/info?x=1']) {
      expect((await api.send('GET', path)).status).toBe(200);
      expect((await api.send('HEAD', path)).status).toBe(200);
    }
    expect((await api.send('OPTIONS', '/api/0/buckets')).status).toBe(204);
  });

  it.each([
    '//api/0/buckets',
    '/api//0/buckets',
    '/api/0/buckets/',
    '/api/0/%62uckets',
    '/%61pi/0/buckets',
    '/api/0/info/../buckets',
    '/api/0/info/%2e%2e/buckets',
    '/api/0/buckets?/api/0/info',
    '/api/0/export',
    '/api/docs',
    '/api/openapi.json',
    'http://127.0.0.1/api/0/buckets',
  ])('cannot be got around by %s', async (path) => {
    const api = await withBucket({ apiKey: KEY });
    expectRefusal(await api.send('GET', path), 401, /API key/);
  });

  it('takes nothing to write without it, not even where reading is open', async () => {
    const api = await withBucket({ apiKey: KEY });
    const body = { timestamp: '2026-01-01T00:00:00Z', data: {} };
    expectRefusal(await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=1', { body }), 401, /API key/);
    expectRefusal(await api.send('POST', '/api/0/info', { body }), 401, /API key/);
    expect((await api.send('GET', '/api/0/buckets/b/events/count', bearer(KEY))).json).toBe(0);
  });

  it('asks for another one, or none, from the next request on', async () => {
    const api = await withBucket({ apiKey: KEY });
    const status = async (key: string) => (await api.send('GET', '/api/0/buckets', bearer(key))).status;
    api.access.change({ apiKey: 'another', extensions: [] });
    expect([await status(KEY), await status('another')]).toEqual([401, 200]);
    api.access.change({ apiKey: null, extensions: [] });
    expect([await status(KEY), (await api.send('GET', '/api/0/buckets')).status]).toEqual([200, 200]);
    api.access.change({ apiKey: KEY, extensions: [] });
    expect((await api.send('GET', '/api/0/buckets')).status).toBe(401);
  });
});
