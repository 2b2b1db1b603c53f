import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeErrorOf } from '../store/testing.ts';
import { readApiKey } from './api-key.ts';
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
});

describe('The key', () => {
  const inFolder = (config?: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-key-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    if (config !== undefined) writeFileSync(join(folder, 'config.json'), config);
    return folder;
  };

  it('is what the configuration says', () => {
    expect(readApiKey(inFolder(`{"apiKey":"${KEY}","other":1}`))).toBe(KEY);
  });

  it('is none where nothing is said', () => {
    expect(readApiKey(null)).toBe(null);
    expect(readApiKey(inFolder())).toBe(null);
    expect(readApiKey(inFolder('{}'))).toBe(null);
    expect(readApiKey(inFolder('{"apiKey":null}'))).toBe(null);
  });

  it.each(['', '{', '[]', '{"apiKey":""}', '{"apiKey":5}', '{"apiKey":"two words"}', '{"apiKey":"Schlüssel"}'])(
    'is not taken for none where the configuration is %j',
    (text) => {
      const folder = inFolder(text);
      expect(storeErrorOf(() => readApiKey(folder))).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('config.json'),
      });
    },
  );

  it('is not taken for none where the configuration cannot be read', () => {
    const folder = inFolder();
    mkdirSync(join(folder, 'config.json'));
    expect(storeErrorOf(() => readApiKey(folder)).kind).toBe('invalid');
  });
});
