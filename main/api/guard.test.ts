import { describe, expect, it } from 'vitest';
import { type Head, isLoopbackHost, isOwnOrigin, isWatcherRequest, judge } from './guard.ts';

const PORT = 5600;

describe('the Host header', () => {
  it.each([
    ['127.0.0.1:5600', true],
    ['localhost:5600', true],
    ['LocalHost:5600', true],
    ['[::1]:5600', true],
    ['127.0.0.1', true],
    ['localhost', true],
    ['[::1]', true],
    [undefined, false],
    ['', false],
    ['192.168.0.1:1234', false],
    ['192.168.0.1:5600', false],
    ['127.0.0.1:5601', false],
    ['127.0.0.1:80', false],
    ['127.0.0.1:05600', false],
    ['127.0.0.1:', false],
    ['localhost.:5600', false],
    ['localhost.evil.example:5600', false],
    ['127.0.0.1.evil.example', false],
    ['evil.example', false],
    ['user@127.0.0.1:5600', false],
    ['127.1:5600', false],
    ['0.0.0.0:5600', false],
    ['[::ffff:127.0.0.1]:5600', false],
    ['127.0.0.1:5600, evil.example', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopbackHost(host, PORT)).toBe(expected);
  });
});

describe('our own pages', () => {
  it.each([
    ['http://127.0.0.1:5600', 5600, true],
    ['http://localhost:5600', 5600, true],
    ['http://[::1]:5600', 5600, true],
    ['http://localhost', 80, true],
    ['http://localhost', 5600, false],
    ['http://localhost:5601', 5600, false],
    ['https://localhost:5600', 5600, false],
    ['http://evil.example:5600', 5600, false],
    ['http://localhost:5600.evil.example', 5600, false],
    ['null', 5600, false],
    ['', 5600, false],
  ])('%s on port %i: %s', (origin, port, expected) => {
    expect(isOwnOrigin(origin, port)).toBe(expected);
  });
});

describe('what a browser watcher may do', () => {
  it.each([
    ['GET', '/api/0/info', true],
    ['HEAD', '/api/0/info/', true],
    ['GET', '/api/0/info?x=1', true],
    ['POST', '/api/0/info', false],
    ['POST', '/api/0/buckets/aw-watcher-web-firefox_laptop', true],
    ['POST', '/api/0/buckets/aw-watcher-web-firefox_Anna%27s%20Mac/', true],
    ['POST', '/api/0/buckets/aw-watcher-web-firefox/heartbeat?pulsetime=80', true],
    ['GET', '/api/0/buckets/aw-watcher-web-firefox', false],
    ['PUT', '/api/0/buckets/aw-watcher-web-firefox', false],
    ['DELETE', '/api/0/buckets/aw-watcher-web-firefox', false],
    ['POST', '/api/0/buckets/aw-watcher-web-', false],
    ['POST', '/api/0/buckets/aw-watcher-web-a/events', false],
    ['GET', '/api/0/buckets/aw-watcher-web-a/heartbeat', false],
    ['POST', '/api/0/buckets/aw-watcher-web-a%2f..%2fother/heartbeat', false],
    ['POST', '/api/0/buckets/aw-watcher-web-a/../other/heartbeat', false],
    ['POST', '/api/0/buckets/aw-watcher-window_laptop/heartbeat', false],
    ['POST', '/x/api/0/buckets/aw-watcher-web-a', false],
    ['GET', '/api/0/infos', false],
    ['GET', '/api/0/settings', false],
    ['GET', '/?/api/0/info', false],
  ])('%s %s: %s', (method, url, expected) => {
    expect(isWatcherRequest(method, url)).toBe(expected);
  });
});

const LET_IN = 'moz-extension://5d1ef0a1-0000-4000-8000-0123456789ab';
const PAGE = 'https://let-in.example';
const letIn = { includes: (origin: string) => origin === LET_IN || origin === PAGE, none: false };
const nobody = { includes: () => false, none: true };

const NO_METADATA = { fetchSite: undefined, fetchMode: undefined };

describe('the verdict', () => {
  const store = 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi';
  const cases: [string, Partial<Head>, number | string | null][] = [
    ['a program on this machine', {}, null],
    ['a name that was pointed here', { host: 'evil.example:5600' }, 400],
    ['no Host', { host: undefined }, 400],
    ['our own page', { origin: 'http://127.0.0.1:5600' }, 'http://127.0.0.1:5600'],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another program on this machine', { origin: 'http://localhost:3000' }, 403],
    ['a file, or a page in a sandbox', { origin: 'null' }, 403],
    ['an empty Origin', { origin: '' }, 403],
    ['the watcher asking who is there', { origin: store, method: 'GET', url: '/api/0/info' }, store],
    [
      'the watcher reading events',
      { origin: store, method: 'GET', url: '/api/0/buckets/aw-watcher-web-a/events' },
      403,
    ],
    [
      'another extension',
      { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', method: 'GET', url: '/api/0/info' },
      403,
    ],
    [
      'an extension address with more behind',
      { origin: `${store}.evil.example`, method: 'GET', url: '/api/0/info' },
      403,
    ],
    ['an extension that was let in, reading', { origin: LET_IN, method: 'GET', url: '/api/0/settings' }, LET_IN],
    ['an extension that was let in, deleting', { origin: LET_IN, method: 'DELETE' }, LET_IN],
    ['an extension whose address only begins like that', { origin: `${LET_IN}f` }, 403],
    ['a web page, whoever was let in', { origin: PAGE, method: 'GET', url: '/api/0/info' }, 403],
    ['an image on another site', { fetchSite: 'cross-site', method: 'GET', url: '/api/0/settings' }, 403],
    ['an image on a sibling site', { fetchSite: 'same-site', method: 'GET', url: '/api/0/settings' }, 403],
    ['an address typed by a person', { fetchSite: 'none', method: 'GET', url: '/api/0/settings' }, null],
    ['a page of ours reading', { fetchSite: 'same-origin', method: 'GET', url: '/api/0/settings' }, null],
    ['a link to the greeting', { fetchSite: 'cross-site', method: 'GET', url: '/' }, null],
    ['a watcher whose browser leaves Origin out', { fetchSite: 'cross-site', method: 'GET', url: '/api/0/info' }, null],
  ];
  it.each(cases)('on %s', (_who, head, expected) => {
    const request = {
      method: 'POST',
      url: '/api/0/buckets/b',
      host: '127.0.0.1:5600',
      origin: undefined,
      ...NO_METADATA,
    };
    const verdict = judge({ ...request, ...head }, PORT, letIn);
    expect(verdict.allowed ? verdict.origin : verdict.status).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', true],
    ['chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi', true],
    ['moz-extension://5d1ef0a1-0000-4000-8000-aaaaaaaaaaaa', true],
    ['safari-web-extension://5D1EF0A1-0000-4000-8000-0123456789AB', true],
    ['https://evil.example', false],
    ['http://localhost:3000', false],
    ['null', false],
    ['', false],
    ['file://', false],
    ['moz-extension://', false],
    ['moz-extension://a.evil.example', false],
    ['moz-extension://a/../b', false],
    ['https://moz-extension://a', false],
    ['chrome-extension://abcdefghijklmnop:5600', false],
    ['web-extension://abcdefghijklmnop', false],
  ])('lets %s ask a person: %s', (origin, asks) => {
    const head = { method: 'GET', url: '/api/0/settings', host: '127.0.0.1:5600', origin, ...NO_METADATA };
    const verdict = judge(head, PORT, letIn);
    expect([verdict.allowed, 'asks' in verdict ? verdict.asks : undefined]).toEqual([false, asks ? origin : undefined]);
  });

  it.each<[string, string, string, string | undefined, string | undefined, boolean]>([
    ['an extension by its own permissions', 'GET', '/api/0/settings', 'none', 'cors', false],
    ['one of another browser', 'HEAD', '/api/0/export', 'same-origin', 'cors', false],
    ['one that wants no answer', 'GET', '/api/0/settings', 'none', 'no-cors', false],
    ['a watcher asking who is there', 'GET', '/api/0/info', 'none', 'cors', true],
    ['a person at the address bar', 'GET', '/api/0/settings', 'none', 'navigate', true],
    ['a person following a link of ours', 'GET', '/api/openapi.json', 'same-origin', 'navigate', true],
    ['a program written for Node', 'GET', '/api/0/settings', undefined, 'cors', true],
    ['a program that writes with a browser inside', 'POST', '/api/0/buckets/b', 'none', 'cors', true],
  ])('on a read without Origin by %s, %s %s: %s, %s', (_who, method, url, fetchSite, fetchMode, allowed) => {
    const head = { method, url, host: '127.0.0.1:5600', origin: undefined, fetchSite, fetchMode };
    expect(judge(head, PORT, nobody).allowed).toBe(allowed);
    expect(judge(head, PORT, letIn).allowed).toBe(true);
  });
});
