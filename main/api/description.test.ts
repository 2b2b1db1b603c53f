import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import type { OpenApi } from './openapi.ts';
import { routes } from './routes/index.ts';
import { expectRefusal, INFO, startApi } from './testing.ts';

const described = async (): Promise<OpenApi> =>
  (await (await startApi()).send('GET', '/api/openapi.json')).json as OpenApi;

describe('The description for programs', () => {
  it('is valid OpenAPI, with every reference leading somewhere', async () => {
    const api = await described();
    const validator = new Validator();
    expect(await validator.validate({ ...api })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const refs = JSON.stringify(api).match(/"#\/[^"]+"/g) ?? [];
    expect(refs.length).toBeGreaterThan(0);
    const known = Object.keys(api.components.schemas).map((name) => `"#/components/schemas/${name}"`);
    expect([...new Set(refs)].filter((ref) => !known.includes(ref))).toEqual([]);
    expect(api.info.version).toBe(INFO.version);
  });

  it('has every route, each under a name of its own', async () => {
    const { paths } = await described();
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('says of a heartbeat what it takes and gives', async () => {
    const { paths, components } = await described();
    const beat = paths['/buckets/{bucket}/heartbeat']?.post;
    expect(beat?.operationId).toBe('postBucketsBucketHeartbeat');
    expect(beat?.parameters).toEqual([
      { name: 'bucket', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'pulsetime', in: 'query', required: true, schema: { type: 'string' } },
    ]);
    expect(beat?.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['timestamp'],
      properties: {
        timestamp: { type: 'string' },
        duration: { anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }] },
      },
    });
    const answer = beat?.responses[200]?.content?.['application/json']?.schema;
    expect(answer).toEqual({ $ref: '#/components/schemas/HeartbeatAnswer' });
    expect(components.schemas.HeartbeatAnswer).toMatchObject({ required: ['id', 'timestamp', 'duration', 'data'] });
  });

  it('knows tables and uploads by their types', async () => {
    const { paths } = await described();
    expect(Object.keys(paths['/buckets/{bucket}/export/csv']?.get?.responses[200]?.content ?? {})).toEqual([
      'text/csv',
    ]);
    expect(Object.keys(paths['/import']?.post?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'multipart/form-data',
    ]);
  });
});

describe('The description for people', () => {
  it('is one page that loads and runs nothing, and shows every route', async () => {
    const api = await startApi();
    const { status, headers, text } = await api.send('GET', '/api/docs/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(text).not.toMatch(/<script|\ssrc=|\son\w+=|https?:/);
    for (const { path } of routes) expect(text).toContain(`/api/0${path.replace(/:(\w+)/g, '{$1}')}<`);
  });
});

describe('Both', () => {
  it.each(['/api/docs', '/api/openapi.json'])('%s: can be looked at and nothing else', async (path) => {
    const api = await startApi();
    expect((await api.send('HEAD', path)).status).toBe(200);
    const reply = await api.send('POST', path, { body: {} });
    expectRefusal(reply, 405, /POST/);
    expect(reply.headers.allow).toBe('GET, HEAD, OPTIONS');
  });

  it.each(['/api/docs', '/api/openapi.json'])('%s: is not for pages of other sites', async (path) => {
    const api = await startApi();
    expectRefusal(await api.send('GET', path, { headers: { Origin: 'https://evil.example' } }), 403, /origin/);
    expectRefusal(await api.send('GET', path, { headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403, /other sites/);
  });
});
