import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFile } from './window-files.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'daytrail-files-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'renderer-next'));
  writeFileSync(path.join(root, 'index.html'), '<title>Daytrail</title>');
  writeFileSync(path.join(root, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(folder, 'renderer-next', 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (pathname: string, method = 'GET') => answerFile({ method, pathname, root });

describe("the window's files", () => {
  it('are served with their type', async () => {
    const { status, headers, body } = await get('/assets/index-1a2b.js');
    expect({ status, type: headers['content-type'], body: String(body) }).toEqual({
      status: 200,
      type: 'text/javascript; charset=utf-8',
      body: 'export {};',
    });
  });

  it.each(['/', '/timeline', '/data/aw-watcher-window_ada.local', '/data/import.json', '/data/a%2Fb'])(
    'answer the view %s with the page',
    async (view) => {
      expect(String((await get(view)).body)).toBe('<title>Daytrail</title>');
    },
  );

  it('that are missing are not answered with the page', async () => {
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2frenderer-next%2fsecret.txt',
    '/%00/secret.txt',
    '/%E0%A4%A',
  ])('are none outside the folder: %s', async (attempt) => {
    const { status, body } = await get(attempt);
    expect(status).toBe(400);
    expect(String(body)).not.toContain('secret');
  });

  it('can only be read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', method)).status).toBe(405);
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, body: null });
  });

  it.each(['/', '/assets/gone.js', '/..%2fsecret.txt'])(
    'carry the strict policy on every answer: %s',
    async (pathname) => {
      const { headers } = await get(pathname);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    },
  );

  it('may connect where they were told, and nowhere else', async () => {
    const { headers } = await answerFile({ method: 'GET', pathname: '/', root, connect: ['ws://127.0.0.1:1'] });
    expect(headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:1;");
  });
});
