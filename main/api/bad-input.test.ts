import { Agent, request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Operations } from '../store/operations.ts';
import { StoreError, type StoreErrorKind } from '../store/store-error.ts';
import { BUCKET, expectRefusal, type TestApi, withBucket } from './testing.ts';

const BEAT = '/api/0/buckets/b/heartbeat?pulsetime=1';
const EVENTS = '/api/0/buckets/b/events';
const MIB = 1024 * 1024;
const beat = (data: string) => `{"timestamp":"2026-01-01T00:00:00Z","data":${data}}`;

/** All that is in the store. */
async function everything({ operations }: TestApi): Promise<string> {
  const buckets = operations.listBuckets();
  const events = await Promise.all(buckets.map(({ id }) => operations.listEvents(id, {})));
  return JSON.stringify([buckets, operations.listSettings(), events.map((bytes) => Buffer.from(bytes).toString())]);
}

describe('a body', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['that is empty', '', /missing/],
    ['that is no JSON', '{bad', /not valid JSON/],
    ['that is HTML', '<html></html>', /not valid JSON/],
    ['that breaks off', beat('{"a":').slice(0, 20), /not valid JSON/],
    ['that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), /not valid UTF-8/],
    ['that is no object', '5', /must be an event/],
    ['of null', 'null', /must be an event/],
    ['nested too deep', beat(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`), /more than 64 levels/],
    ['of brackets alone', '['.repeat(MIB), /more than 64 levels/],
    ['with brackets behind a quote', `${beat('{"a":"\\"')}${'['.repeat(100)}`, /not valid JSON/],
    ['with the key __proto__', beat('{"__proto__":{"a":1}}'), /'__proto__' is not accepted/],
    ['with that key in disguise', beat('[{"a":{"\\u005f_proto__":1}}]'), /'__proto__' is not accepted/],
  ])('%s is refused, and nothing is written', async (_name, body, why) => {
    const api = await withBucket();
    const before = await everything(api);
    expectRefusal(await api.send('POST', BEAT, { body }), 400, why);
    expectRefusal(await api.send('POST', EVENTS, { body }), 400, why);
    expect(await everything(api)).toBe(before);
  });

  it('is refused as a setting or bucket for the same reasons', async () => {
    const api = await withBucket();
    const before = await everything(api);
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expectRefusal(await api.send('POST', '/api/0/settings/a', { body: deep }), 400, /more than 64 levels/);
    expectRefusal(await api.send('POST', '/api/0/settings/a', { body: '{"__proto__":1}' }), 400, /__proto__/);
    expectRefusal(await api.send('PUT', '/api/0/buckets/b', { body: '{"data":{"__proto__":1}}' }), 400, /__proto__/);
    expect(await everything(api)).toBe(before);
  });

  it('may have brackets, escapes and __proto__ in its texts, and 60 levels', async () => {
    const api = await withBucket();
    const data = JSON.stringify({
      title: `__proto__ "${'['.repeat(100)}" \\`,
      nested: JSON.parse('['.repeat(60) + ']'.repeat(60)),
    });
    const reply = await api.send('POST', BEAT, { body: beat(data) });
    expect(reply.status).toBe(200);
    expect((reply.json as { data: unknown }).data).toEqual(JSON.parse(data));
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'x',
  ])('of the type %s, which a foreign page could send unasked, is refused', async (type) => {
    const api = await withBucket();
    expectRefusal(
      await api.send('POST', BEAT, { body: beat('{}'), headers: { 'Content-Type': type } }),
      415,
      /must be JSON/,
    );
    expect(await api.operations.countEvents('b', {})).toBe(0);
  });

  it('above its limit is refused, however its length is told, and the client hears of it', async () => {
    const api = await withBucket();
    const body = beat(`{"a":"${'x'.repeat(MIB)}"}`);
    expectRefusal(await api.send('POST', BEAT, { body }), 413, /at most 1 MiB/);
    const chunked = await api.send('POST', BEAT, { body, headers: { 'Content-Length': undefined } });
    expectRefusal(chunked, 413, /at most 1 MiB/);
    expectRefusal(await api.send('POST', EVENTS, { body: Buffer.alloc(65 * MIB, 0x20) }), 413, /at most 64 MiB/);
    expect(await api.operations.countEvents('b', {})).toBe(0);
  });

  it('of many events below the limit is taken whole', async () => {
    const api = await withBucket();
    const body = Array.from({ length: 20_000 }, (_, n) => ({
      timestamp: new Date(n * 1000).toISOString(),
      data: { n: n % 50 },
    }));
    expect((await api.send('POST', EVENTS, { body })).status).toBe(200);
    expect(await api.operations.countEvents('b', {})).toBe(20_000);
  });
});

describe('trouble in the store', () => {
  const failing = (error: unknown): Partial<Operations> => ({
    heartbeat() {
      throw error;
    },
    listEvents: () => Promise.reject(error),
  });

  it.each<[StoreErrorKind, number]>([
    ['not-found', 404],
    ['invalid', 400],
    ['full', 503],
    ['closed', 503],
    ['commit-failed', 503],
  ])('of the kind %s is answered %i with its reason', async (kind, status) => {
    const api = await withBucket({ operations: failing(new StoreError(kind, 'The reason.')) });
    for (const reply of [await api.send('POST', BEAT, { body: beat('{}') }), await api.send('GET', EVENTS)]) {
      expectRefusal(reply, status, /^The reason\.$/);
      expect(reply.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
    }
    expect(api.logged).toEqual([]);
  });

  it.each([
    ['a defect', new TypeError('secret title')],
    ['an internal error', new StoreError('internal', 'secret title')],
    ['what is no error', 'secret title'],
  ])('that is %s is answered 500 without details, which are in the log', async (_name, error) => {
    const api = await withBucket({ operations: failing(error) });
    for (const [method, path] of [
      ['POST', BEAT],
      ['GET', EVENTS],
    ] as const) {
      const reply = await api.send(method, path, method === 'POST' ? { body: beat('{}') } : {});
      expectRefusal(reply, 500, /Its log says more/);
      expect(reply.text).not.toContain('secret');
    }
    expect(api.logged).toHaveLength(2);
    expect(api.logged[0]).toMatch(/^error A POST request failed: .*secret title/);
  });
});

describe('whatever is sent', () => {
  const names = fc.oneof(
    fc.constantFrom('b', 'new', 'aw-watcher-web-x', '', '..', '%2F', '%', '%00', '__proto__', 'a'.repeat(2000)),
    fc.string({ unit: 'binary', maxLength: 10 }).map(encodeURIComponentSafely),
  );
  const path = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('', '/events', '/events/count', '/events/1', '/heartbeat', '/heartbeat?pulsetime=1', '/x'),
        names,
      )
      .map(([rest, name]) => `/api/0/buckets/${name}${rest}`),
    names.map((name) => `/api/0/settings/${name}`),
    fc.constantFrom(
      '/api/0/buckets',
      '/api/0/settings',
      '/api/0/info',
      '/api/0/query/',
      '/api',
      '/',
      '*',
      '/api/0/buckets/b/events?limit=1',
    ),
    fc
      .tuple(fc.constantFrom('start', 'end', 'limit', 'pulsetime'), names)
      .map(([key, value]) => `${EVENTS}?${key}=${value}`),
  );
  const time = fc.oneof(
    fc.constantFrom('2026-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-01-01', 'x'),
    fc.date({ noInvalidDate: false }).map((date) => (Number.isNaN(date.getTime()) ? 'NaN' : date.toISOString())),
  );
  const event = fc.record(
    {
      timestamp: fc.oneof(time, fc.jsonValue()),
      duration: fc.oneof(fc.double(), fc.jsonValue()),
      data: fc.oneof(fc.constant({}), fc.jsonValue()),
      id: fc.oneof(fc.integer(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const bucket = fc.record(
    {
      type: fc.string(),
      client: fc.string(),
      hostname: fc.oneof(fc.string(), fc.constant('!local')),
      data: fc.jsonValue(),
      created: fc.oneof(time, fc.jsonValue()),
      name: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const queryBody = fc.record({
    timeperiods: fc.array(
      fc.oneof(
        fc.tuple(time, time).map((pair) => pair.join('/')),
        fc.string(),
      ),
    ),
    query: fc.array(fc.oneof(fc.constant('RETURN = query_bucket("b");'), fc.string())),
  });
  const body = fc.oneof(
    fc
      .oneof(event, fc.array(event, { maxLength: 3 }), bucket, queryBody, fc.constant(BUCKET), fc.jsonValue())
      .map((value) => Buffer.from(JSON.stringify(value))),
    fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(Buffer.alloc(0)),
  );
  const method = fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE');
  const headers = fc.record(
    {
      'Content-Type': fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', ';'),
      Origin: fc.constantFrom('https://evil.example', 'null', 'moz-extension://abc'),
      Host: fc.constantFrom('evil.example', 'localhost'),
    },
    { requiredKeys: [] },
  );
  const usual = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers });

  function encodeURIComponentSafely(text: string): string {
    return encodeURIComponent(text.toWellFormed());
  }

  it('is never answered 5xx or in anything but JSON, and what is refused changes nothing', async () => {
    const api = await withBucket();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const ask = (method: string, path: string, headers: Record<string, string>, body: Buffer) =>
      new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
        const request = httpRequest({ host: '127.0.0.1', port: api.port, method, path, agent, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text }),
          );
        });
        request.on('error', reject);
        request.end(body);
      });
    let before = await everything(api);
    await fc.assert(
      fc.asyncProperty(method, path, usual, body, async (method, path, headers, body) => {
        const reply = await ask(method, path, { ...headers, 'Content-Length': String(body.length) }, body);
        expect(reply.status).toBeGreaterThanOrEqual(200);
        expect(reply.status).toBeLessThan(500);
        if (path.startsWith('/api') && reply.text !== '') {
          expect(reply.type).toBe('application/json');
          JSON.parse(reply.text);
        }
        const after = await everything(api);
        if (reply.status >= 300 || method === 'GET') expect(after).toBe(before);
        before = after;
      }),
      { numRuns: 3000 },
    );
    expect(api.logged).toEqual([]);
    expect((await api.send('GET', '/api/0/info')).status).toBe(200);
  }, 120_000);

  it('as raw bytes ends the connection, and nothing else', async () => {
    const api = await withBucket({ limits: { head: 50, request: 100, idle: 50, check: 10 } });
    const start = fc.constantFrom(
      '',
      'GET ',
      'GET /api/0/info HTTP/1.1\r\n',
      'POST /api/0/buckets/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    await fc.assert(
      fc.asyncProperty(start, fc.string({ unit: 'binary', maxLength: 30 }), async (line, rest) => {
        const answer = await api.raw(`${line}${rest}\r\n\r\n`);
        expect(answer).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
      }),
      { numRuns: 100 },
    );
    expect((await api.send('GET', '/api/0/info')).status).toBe(200);
    expect(api.logged).toEqual([]);
  }, 60_000);
});
