import { describe, expect, it } from 'vitest';
import { BUCKET, expectRefusal, INFO, startApi, withBucket } from '../testing.ts';

const T = '2026-01-01T00:00:';

describe('buckets', () => {
  it('are created once, and answered 304 without a body from then on', async () => {
    const api = await startApi();
    const first = await api.send('POST', '/api/0/buckets/b', { body: BUCKET });
    expect([first.status, first.json]).toEqual([200, {}]);
    const again = await api.send('POST', '/api/0/buckets/b', { body: { ...BUCKET, client: 'other' } });
    expect([again.status, again.text]).toEqual([304, '']);
    const read = await api.send('GET', '/api/0/buckets/b');
    expect(read.json).toMatchObject({ client: 'aw-watcher-window' });
  });

  it('show every key that either of the ActivityWatch servers shows', async () => {
    const api = await startApi();
    await api.send('POST', '/api/0/buckets/b', { body: { ...BUCKET, created: '2026-01-02T03:04:05.678901+01:00' } });
    expect((await api.send('GET', '/api/0/buckets/b')).json).toEqual({
      id: 'b',
      name: null,
      ...BUCKET,
      created: '2026-01-02T02:04:05.678901Z',
      data: {},
      metadata: { start: null, end: null },
      last_updated: null,
    });
    await api.send('POST', '/api/0/buckets/b/events', { body: { timestamp: `${T}06Z`, duration: 2, data: {} } });
    const all = await api.send('GET', '/api/0/buckets/');
    expect(all.json).toEqual({
      b: expect.objectContaining({
        metadata: { start: '2026-01-01T00:00:06Z', end: '2026-01-01T00:00:08Z' },
        last_updated: '2026-01-01T00:00:08Z',
      }),
    });
  });

  it('of the host !local get this machine as their host, and its device id', async () => {
    const api = await startApi();
    await api.send('POST', '/api/0/buckets/b', { body: { ...BUCKET, hostname: '!local', data: { a: 1 } } });
    expect((await api.send('GET', '/api/0/buckets/b')).json).toMatchObject({
      hostname: INFO.hostname,
      data: { a: 1, device_id: INFO.device_id },
    });
  });

  it('take nulls for what may be left out, and ignore keys they do not know', async () => {
    const api = await startApi();
    const body = { ...BUCKET, id: 'other', created: null, name: null, data: null, events: [], metadata: {} };
    expect((await api.send('POST', '/api/0/buckets/b', { body })).status).toBe(200);
    expect((await api.send('GET', '/api/0/buckets/b')).json).toMatchObject({ id: 'b', name: null, data: {} });
  });

  it('are changed by PUT in what is sent and in nothing else', async () => {
    const api = await withBucket();
    const reply = await api.send('PUT', '/api/0/buckets/b', { body: { type: 'other', data: { a: 1 } } });
    expect(reply.status).toBe(200);
    expect((await api.send('GET', '/api/0/buckets/b')).json).toEqual(reply.json);
    expect(reply.json).toMatchObject({ type: 'other', client: BUCKET.client, data: { a: 1 } });
    expectRefusal(await api.send('PUT', '/api/0/buckets/none', { body: {} }), 404, /none/);
  });

  it('keep their data when they are moved to the host !local', async () => {
    const api = await startApi();
    await api.send('POST', '/api/0/buckets/b', { body: { ...BUCKET, data: { a: 1 } } });
    const reply = await api.send('PUT', '/api/0/buckets/b', { body: { hostname: '!local', name: 'Mine' } });
    expect(reply.json).toMatchObject({
      hostname: INFO.hostname,
      name: 'Mine',
      data: { a: 1, device_id: INFO.device_id },
    });
  });

  it('are deleted with and without force, whatever body comes along, and 404 when they are gone', async () => {
    const api = await withBucket();
    const reply = await api.send('DELETE', '/api/0/buckets/b?force=1', { body: 'null' });
    expect(reply.status).toBe(200);
    expectRefusal(await api.send('DELETE', '/api/0/buckets/b'), 404, /b/);
    expectRefusal(await api.send('GET', '/api/0/buckets/b'), 404, /b/);
    expect((await api.send('GET', '/api/0/buckets')).json).toEqual({});
  });

  it.each([
    ['without a type', { client: 'c', hostname: 'h' }, /'type' is missing/],
    ['with a number for a client', { type: 't', client: 3, hostname: 'h' }, /'client' is not valid: expected string/],
    ['with a list for its data', { ...BUCKET, data: [] }, /'data'/],
    ['with no time for created', { ...BUCKET, created: 'yesterday' }, /'created' is not a time/],
    ['that is a list', [BUCKET], /The body is not valid/],
  ])('%s are refused', async (_name, body, why) => {
    const api = await startApi();
    expectRefusal(await api.send('POST', '/api/0/buckets/b', { body }), 400, why);
    expect(api.operations.listBuckets()).toEqual([]);
  });

  it.each([
    ['quotes and spaces', 'Anna\'s "Mac" 2'],
    ['emoji', 'aw-watcher-window_🚀'],
    ['what means something to JavaScript', '__proto__'],
    ['a thousand characters', 'x'.repeat(1000)],
    ['dots', '..'],
  ])('may have %s in their ids', async (_name, id) => {
    const api = await startApi();
    const path = `/api/0/buckets/${encodeURIComponent(id)}`;
    expect((await api.send('POST', path, { body: BUCKET })).status).toBe(200);
    expect((await api.send('GET', path)).json).toMatchObject({ id });
    expect(Object.keys((await api.send('GET', '/api/0/buckets')).json as object)).toEqual([id]);
  });

  it.each([
    ['a slash', 'a%2Fb', 400, /slash/],
    ['a slash that is not escaped', 'a/b', 404, /nothing at this address/],
    ['an unseen character', 'a%00b', 400, /control characters/],
    ['10,000 characters', 'x'.repeat(10_000), 400, /at most 1000 characters/],
    ['broken escapes', 'a%FF', 400, /escape/],
    ['more than a request line holds', 'x'.repeat(20_000), 431, /too long/],
  ])('may not have %s in their ids', async (_name, id, status, why) => {
    const api = await startApi();
    expectRefusal(await api.send('POST', `/api/0/buckets/${id}`, { body: BUCKET }), status, why);
    expect(api.operations.listBuckets()).toEqual([]);
  });
});
