import { describe, expect, it } from 'vitest';
import { BUCKET, startApi } from '../testing.ts';
import { BASE, routes } from './index.ts';

const event = { timestamp: '2026-01-01T00:00:00.5Z', duration: 1.5, data: { app: 'Code', n: 1, list: [null] } };

/** One request that succeeds for every route, in an order in which they do. */
const REQUESTS: readonly (readonly [route: string, path: string, body?: unknown])[] = [
  ['GET /info', '/info'],
  ['POST /buckets/:bucket', '/buckets/b', { ...BUCKET, name: 'Windows', data: { a: 1 } }],
  ['POST /buckets/:bucket', '/buckets/b', BUCKET],
  ['GET /buckets/:bucket', '/buckets/b'],
  ['POST /buckets/:bucket/events', '/buckets/b/events', [event, event]],
  ['POST /buckets/:bucket/heartbeat', '/buckets/b/heartbeat?pulsetime=1', event],
  ['GET /buckets', '/buckets'],
  ['PUT /buckets/:bucket', '/buckets/b', { type: 'other' }],
  ['GET /buckets/:bucket/events', '/buckets/b/events?start=2026-01-01&limit=-1'],
  ['GET /buckets/:bucket/events/count', '/buckets/b/events/count'],
  ['GET /buckets/:bucket/events/:event', '/buckets/b/events/1'],
  ['POST /query', '/query', { timeperiods: ['2026-01-01/2026-01-02'], query: ['RETURN = query_bucket("b");'] }],
  ['GET /buckets/:bucket/export', '/buckets/b/export'],
  ['GET /buckets/:bucket/export/csv', '/buckets/b/export/csv'],
  ['GET /export', '/export'],
  ['POST /import', '/import', { buckets: { c: { ...BUCKET, events: [event] } } }],
  ['POST /buckets/:bucket/events/delete', '/buckets/b/events/delete', { ids: [2, 2, 99] }],
  ['DELETE /buckets/:bucket/events/:event', '/buckets/b/events/1'],
  ['POST /settings/:key', '/settings/a', { b: [1] }],
  ['GET /settings/:key', '/settings/a'],
  ['GET /settings', '/settings'],
  ['DELETE /settings/:key', '/settings/a'],
  ['DELETE /buckets/:bucket', '/buckets/b'],
];

describe('the table of routes', () => {
  it('describes what each of them really answers', async () => {
    const api = await startApi();
    const seen = new Set<string>();
    for (const [name, path, body] of REQUESTS) {
      const [method = ''] = name.split(' ');
      const route = routes.find((item) => `${item.method} ${item.path}` === name);
      const reply = await api.send(method, BASE + path, { body });
      const schema = route?.answers[reply.status];
      expect([name, reply.status, schema === undefined]).toEqual([name, reply.status, false]);
      if (schema === null) expect(reply.text).toBe('');
      else {
        const body = route?.produces === undefined ? reply.json : reply.text;
        expect(schema?.safeParse(body)).toMatchObject({ success: true });
        expect(reply.headers['content-type']).toContain(route?.produces ?? 'application/json');
      }
      seen.add(name);
    }
    expect([...seen].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });
});
