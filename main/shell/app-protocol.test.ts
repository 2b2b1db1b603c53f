import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, isOwnAddress } from './app-protocol.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'daytrail-protocol-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'renderer-of-another'));
  writeFileSync(path.join(root, 'index.html'), '<title>Daytrail</title>');
  writeFileSync(path.join(root, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(folder, 'renderer-of-another', 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (url: string, method = 'GET') => answer({ url, method }, root);

describe('the address daytrail://app', () => {
  it('serves a file with its type and the security headers', async () => {
    const response = await get('daytrail://app/assets/index-1a2b.js');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('lets no script run that is inline, evaluated or from elsewhere', async () => {
    const policy = (await get('daytrail://app/')).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it.each(['', 'timeline', 'timeline/2026-11-22?zoom=3', 'data/aw-watcher-window_host'])(
    'answers the view /%s with the page',
    async (view) => {
      const response = await get(`daytrail://app/${view}`);
      expect(await response.text()).toBe('<title>Daytrail</title>');
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    },
  );

  it('says that a file is missing instead of answering with the page', async () => {
    expect((await get('daytrail://app/assets/gone.js')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2frenderer-of-another%2fsecret.txt',
    '/%00/secret.txt',
    '/%E0%A4%A',
    '//secret.txt',
  ])('gives nothing from outside the folder for %s', async (attempt) => {
    const response = await get(`daytrail://app${attempt}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('secret');
  });

  it('refuses other hosts and everything but reading', async () => {
    expect((await get('daytrail://elsewhere/index.html')).status).toBe(403);
    expect((await get('daytrail://app/index.html', 'POST')).status).toBe(405);
  });

  it('answers HEAD without a body', async () => {
    expect(await (await get('daytrail://app/', 'HEAD')).text()).toBe('');
  });
});

describe('isOwnAddress', () => {
  it.each([
    ['daytrail://app/', true],
    ['daytrail://app/timeline?day=2026-11-22#now', true],
    ['daytrail://application/', false],
    ['daytrail://app.example/', false],
    ['daytrail://app@example.com/', false],
    ['https://app/', false],
    ['https://example.com/daytrail://app/', false],
    ['file:///daytrail://app/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (address, own) => {
    expect(isOwnAddress(address)).toBe(own);
  });
});
