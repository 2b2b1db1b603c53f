import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { declareAppProtocol } from './app-protocol.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'daytrail-protocol-'));
  root = path.join(folder, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<title>Daytrail</title>');
  writeFileSync(path.join(root, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

type Handler = (request: Request) => Promise<Response>;

function declared({ late = false } = {}) {
  const registerSchemesAsPrivileged = vi.fn();
  const own = declareAppProtocol({ isReady: () => late }, { registerSchemesAsPrivileged });
  const handlers = new Map<string, Handler>();
  own.serve({ handle: (scheme, handler) => handlers.set(scheme, handler as Handler) }, root);
  const get = async (url: string, method = 'GET') => {
    const response = await handlers.get(new URL(url).protocol.slice(0, -1))?.(new Request(url, { method }));
    if (response === undefined) throw new Error(`Nobody answers ${url}`);
    return response;
  };
  return { own, get, registerSchemesAsPrivileged };
}

describe("the window's address", () => {
  it('is an own scheme, declared as secure and standard', () => {
    const { own, registerSchemesAsPrivileged } = declared();
    expect(own.url).toBe('daytrail://app/');
    expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'daytrail', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('is a host that exists nowhere when it is too late to declare a scheme', async () => {
    const { own, get, registerSchemesAsPrivileged } = declared({ late: true });
    expect(own.url).toBe('https://daytrail.invalid/');
    expect(registerSchemesAsPrivileged).not.toHaveBeenCalled();
    expect(await (await get(own.url)).text()).toBe('<title>Daytrail</title>');
    expect((await get('https://example.com/')).status).toBe(403);
  });

  it.each(['', 'timeline', 'timeline/2026-11-22?zoom=3', 'data'])(
    'answers the view /%s with the page',
    async (view) => {
      const response = await declared().get(`daytrail://app/${view}`);
      expect(await response.text()).toBe('<title>Daytrail</title>');
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    },
  );

  it('gives each file its type and a policy under which no script runs that is inline, evaluated or from elsewhere', async () => {
    const response = await declared().get('daytrail://app/assets/index-1a2b.js');
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it.each(['/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%E0%A4%A'])(
    'gives nothing from outside the folder for %s',
    async (attempt) => {
      const response = await declared().get(`daytrail://app${attempt}`);
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('secret');
    },
  );

  it('refuses other hosts and everything but reading', async () => {
    const { get } = declared();
    expect((await get('daytrail://elsewhere/index.html')).status).toBe(403);
    expect((await get('daytrail://app/index.html', 'POST')).status).toBe(405);
  });
});

describe('isOwn', () => {
  it.each([
    ['daytrail://app/', true],
    ['daytrail://app/timeline?day=2026-11-22#now', true],
    ['daytrail://application/', false],
    ['daytrail://app.example/', false],
    ['daytrail://app@example.com/', false],
    ['daytrail://somebody@app/', false],
    ['https://app/', false],
    ['https://daytrail.invalid/', false],
    ['https://example.com/daytrail://app/', false],
    ['file:///daytrail://app/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (address, own) => {
    expect(declared().own.isOwn(address)).toBe(own);
  });
});
