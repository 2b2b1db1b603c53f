import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FaultyWriter } from '../../store/testing.ts';
import { BUCKET, expectRefusal, startApi, type TestApi, withBucket } from '../testing.ts';

const T = '2026-01-01T00:00:';
const at = (second: string, data: object, duration = 1) => ({ timestamp: `${T}${second}Z`, duration, data });
const bucketOf = (events: readonly unknown[], more: object = {}) => ({ ...BUCKET, ...more, events });

async function importing(api: TestApi, buckets: object): Promise<unknown> {
  const reply = await api.send('POST', '/api/0/import', { body: { buckets } });
  expect([reply.status, reply.text]).toEqual([200, reply.text]);
  return reply.json;
}

const events = async (api: TestApi, bucket: string) =>
  (await api.send('GET', `/api/0/buckets/${bucket}/events`)).json as { id: number; data: unknown }[];

describe('An import', () => {
  it('brings everything that was exported, in its order, into an empty record', async () => {
    const from = await withBucket();
    await from.send('POST', '/api/0/buckets/b/events', {
      body: [at('00', { a: 'ü' }), at('05', { n: 1 }), at('05', { n: 2 }), at('05', { n: 3 }, 0.25)],
    });
    await from.send('POST', '/api/0/buckets/t%22wo', { body: { ...BUCKET, name: 'Two', data: { k: [1] } } });
    const exported = (await from.send('GET', '/api/0/export')).text;
    const to = await startApi();
    const reply = await to.send('POST', '/api/0/import', { body: exported });
    expect(reply.json).toEqual({
      imported: 4,
      skipped: 0,
      refused: 0,
      buckets: {
        b: { created: true, imported: 4, skipped: 0, refused: 0, problems: [] },
        't"wo': { created: true, imported: 0, skipped: 0, refused: 0, problems: [] },
      },
    });
    expect((await to.send('GET', '/api/0/export')).text).toBe(exported);
  });

  it('run twice doubles nothing', async () => {
    const api = await startApi();
    const buckets = { w: bucketOf([at('00', { a: 1, b: 2 }), at('00', { b: 2, a: 1 }), at('01', { a: 1, b: 2 })]) };
    expect(await importing(api, buckets)).toMatchObject({ imported: 2, skipped: 1 });
    expect(await importing(api, buckets)).toMatchObject({
      imported: 0,
      skipped: 3,
      buckets: { w: { created: false } },
    });
    expect(await events(api, 'w')).toHaveLength(2);
  });

  it('ignores ids, so that nothing recorded is replaced', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/b/events', { body: at('00', { mine: true }) });
    await importing(api, { w: bucketOf([{ id: 1, ...at('00', { other: true }) }]) });
    expect(await events(api, 'b')).toMatchObject([{ id: 1, data: { mine: true } }]);
    expect(await events(api, 'w')).toMatchObject([{ id: 2 }]);
    expect(await (await api.send('POST', '/api/0/buckets/b/events', { body: at('09', {}) })).json).toMatchObject([
      { id: 3 },
    ]);
  });

  it('joins what a bucket has, and leaves the bucket as it is', async () => {
    const api = await withBucket();
    const before = (await api.send('GET', '/api/0/buckets/b')).json as object;
    await importing(api, { b: bucketOf([at('30', { a: 1 })], { type: 'other', created: '2001-01-01T00:00:00Z' }) });
    const metadata = { start: `${T}30Z`, end: `${T}31Z` };
    expect((await api.send('GET', '/api/0/buckets/b')).json).toEqual({
      ...before,
      metadata,
      last_updated: metadata.end,
    });
  });

  it('is what the next heartbeat goes on from', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=5', { body: at('00', { a: 1 }, 0) });
    await importing(api, { b: bucketOf([at('10', { a: 1 })]) });
    const beat = await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=5', { body: at('14', { a: 1 }, 0) });
    expect(beat.json).toMatchObject({ timestamp: `${T}10Z`, duration: 4 });
  });

  it('goes by what a bucket says that it is called, and by its key where it says nothing', async () => {
    const api = await startApi();
    const w = { id: 'w' };
    const buckets = {
      a: bucketOf([at('00', { n: 1 })], w),
      b: bucketOf([at('01', { n: 2 })], w),
      c: bucketOf([], { id: '' }),
    };
    expect(await importing(api, buckets)).toMatchObject({ imported: 2 });
    expect(Object.keys((await api.send('GET', '/api/0/buckets')).json as object)).toEqual(['c', 'w']);
    expect(await events(api, 'w')).toMatchObject([{ data: { n: 2 } }, { data: { n: 1 } }]);
  });

  it('takes what is missing of a bucket as unknown, and what has no time of creation as created now', async () => {
    const api = await startApi();
    await importing(api, { w: { events: [] }, x: { ...BUCKET, created: null, data: null, events: null } });
    const { buckets } = (await api.send('GET', '/api/0/export')).json as { buckets: Record<string, object> };
    expect(buckets.w).toMatchObject({ type: 'unknown', client: 'unknown', hostname: 'unknown', events: [] });
    expect(buckets.x).toMatchObject({ ...BUCKET, data: {}, created: expect.stringMatching(/Z$/) });
  });

  it('keeps the time at which a bucket was created, also where events come before it in the file', async () => {
    const api = await startApi();
    const body = `{"other":[{"a":"}"}],"buckets":{"w":{"events":[{"timestamp":"${T}00Z"}],"created":"2020-05-05T00:00:00+00:00"}}}`;
    expect((await api.send('POST', '/api/0/import', { body })).json).toMatchObject({ imported: 1 });
    expect((await api.send('GET', '/api/0/buckets/w')).json).toMatchObject({ created: '2020-05-05T00:00:00Z' });
  });

  it('refuses single events that cannot be kept, says why, and takes the rest', async () => {
    const api = await startApi();
    const bad = [
      { timestamp: 'never' },
      { duration: 1 },
      at('00', {}, -1),
      at('00', JSON.parse('{"__proto__":{"a":1}}')),
      'text',
      null,
      { timestamp: `${T}00Z`, data: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) },
    ];
    const answer = await importing(api, { w: bucketOf([...bad, at('00', { good: true })]) });
    expect(answer).toMatchObject({ imported: 1, skipped: 0, refused: 7 });
    expect(answer).toMatchObject({
      buckets: {
        w: { problems: expect.arrayContaining([expect.stringMatching(/^Event 1: 'timestamp' is not a time/)]) },
      },
    });
    expect(await events(api, 'w')).toMatchObject([{ data: { good: true } }]);
  });

  it('refuses a bucket that cannot be kept, with all its events', async () => {
    const api = await startApi();
    const answer = await importing(api, {
      '': bucketOf([at('00', {})]),
      x: bucketOf([at('00', {})], { type: 5 }),
      y: bucketOf([at('00', {})], { created: 'never' }),
      w: bucketOf([at('00', {})]),
    });
    expect(answer).toMatchObject({ imported: 1, refused: 3, buckets: { x: { problems: [expect.any(String)] } } });
    expect(api.operations.listBuckets().map(({ id }) => id)).toEqual(['w']);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /The file is empty/],
    ['no JSON', '<html>', /not valid JSON/],
    ['another JSON', '{"events":[]}', /no 'buckets'/],
    ['a list', '[]', /not valid JSON, or no export/],
    ['a list of buckets', '{"buckets":[]}', /'buckets' is no object/],
    ['buckets that are none', '{"buckets":{"a":1}}', /a bucket is no object/],
    ['the half of a file', `{"buckets":{"w":{"events":[{"timestamp":"${T}00Z"},{"time`, /ends too early/],
    [
      'an event that is no JSON',
      `{"buckets":{"w":{"events":[{"timestamp":"${T}00Z"},{timestamp}]}}}`,
      /not valid JSON/,
    ],
    ['two files in one', '{"buckets":{}}{"buckets":{}}', /after the end/],
    ['a comma too many', '{"buckets":{"w":{"events":[{},]}}}', /not valid JSON/],
    ['bytes that are no text', Buffer.from('7b226275636b657473223a7b22ff223a7b7d7d7d', 'hex'), /not valid UTF-8/],
  ])('of %s fails, and nothing is imported', async (_name, body, why) => {
    const api = await startApi();
    expectRefusal(await api.send('POST', '/api/0/import', { body }), 400, why);
    expect(api.operations.listBuckets()).toEqual([]);
  });

  it('must be sent as JSON or as a form', async () => {
    const api = await startApi();
    const reply = await api.send('POST', '/api/0/import', { body: '{}', headers: { 'Content-Type': 'text/plain' } });
    expectRefusal(reply, 415, /multipart/);
  });

  it('that the disk does not take leaves nothing, and can be tried again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-import-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const writer = new FaultyWriter();
    const api = await withBucket({ store: { file: join(folder, 'r.db'), openConnection: writer.open } });
    await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=5', { body: at('00', { kept: 1 }) });
    const body = { buckets: { w: bucketOf([at('00', {})]), b: bucketOf([at('05', {})]) } };
    writer.failCommit = 'SQLITE_FULL';
    expectRefusal(await api.send('POST', '/api/0/import', { body }), 503, /disk is full/);
    writer.failCommit = null;
    expect(api.operations.listBuckets().map(({ id }) => id)).toEqual(['b']);
    expect(await events(api, 'b')).toMatchObject([{ data: { kept: 1 } }]);
    expect((await api.send('POST', '/api/0/import', { body })).json).toMatchObject({ imported: 2 });
    expect((await events(api, 'b')).length).toBe(2);
  });

  it('leaves no file behind, and removes what a crash left of this record alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-import-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdtempSync(join(folder, 'r.db-import-'));
    const others = basename(mkdtempSync(join(folder, 'other.db-import-')));
    const api = await startApi({ record: join(folder, 'r.db') });
    expect(readdirSync(folder)).toEqual([others]);
    await importing(api, { w: bucketOf([at('00', {})]) });
    await api.send('POST', '/api/0/import', { body: '{' });
    expect(readdirSync(folder)).toEqual([others]);
  });

  it('that breaks off imports nothing, and the next one works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-import-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const api = await startApi({ record: join(folder, 'r.db') });
    const request = httpRequest({
      port: api.port,
      method: 'POST',
      path: '/api/0/import',
      headers: { 'Content-Type': 'application/json', 'Content-Length': '100000' },
    });
    request.on('error', () => undefined);
    request.write('{"buckets":{');
    await expect.poll(() => readdirSync(folder).length).toBe(1);
    request.destroy();
    await expect.poll(() => readdirSync(folder)).toEqual([]);
    await importing(api, { w: bucketOf([at('00', {})]) });
  });

  it('does not hold up the end of Daytrail', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-import-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const api = await startApi({ record: join(folder, 'r.db') });
    const under = api.send('POST', '/api/0/import', { body: { buckets: { w: bucketOf([at('00', {})]) } } });
    const outcome = under.then(({ status }) => status).catch(() => 'cut');
    await expect.poll(() => readdirSync(folder).length).toBe(1);
    await api.api.close();
    expect([200, 503, 'cut']).toContain(await outcome);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('A form', () => {
  const boundary = '----daytrail';
  const part = (body: string, name = 'buckets.json', file: string | null = 'buckets.json') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === null ? '' : `; filename="${file}"`}\r\n` +
    `Content-Type: application/json\r\n\r\n${body}\r\n`;
  const post = (api: TestApi, body: string, type = `multipart/form-data; boundary=${boundary}`) =>
    api.send('POST', '/api/0/import', { body, headers: { 'Content-Type': type } });
  const one = (id: string) => JSON.stringify({ buckets: { [id]: bucketOf([at('00', { id })]) } });

  it("is imported with all its files, as ActivityWatch's window and curl send them", async () => {
    const api = await startApi();
    const reply = await post(api, `${part(one('a'))}${part(one('b'), 'buckets', null)}--${boundary}--\r\n`);
    expect(reply.json).toMatchObject({ imported: 2, buckets: { a: { imported: 1 }, b: { imported: 1 } } });
  });

  it('with one broken file among them imports nothing', async () => {
    const api = await startApi();
    expectRefusal(await post(api, `${part(one('a'))}${part('{')}--${boundary}--\r\n`), 400, /ends too early/);
    expect(api.operations.listBuckets()).toEqual([]);
  });

  it.each<[string, string, string | undefined, RegExp]>([
    ['breaks off', part(one('a')), undefined, /not complete/],
    ['is empty', `--${boundary}--\r\n`, undefined, /no file/],
    ['names no boundary', part(one('a')), 'multipart/form-data; charset=utf-8', /boundary/],
    ['has too many parts', `${part(one('a')).repeat(101)}--${boundary}--\r\n`, undefined, /more than 100/],
  ])('that %s is refused', async (_name, body, type, why) => {
    const api = await startApi();
    expectRefusal(await post(api, body, type), 400, why);
    expect(api.operations.listBuckets()).toEqual([]);
  });
});
