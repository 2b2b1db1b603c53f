/** The browser watcher as Chrome and Firefox send for it: with an Origin, preflights, and connections that stay open. */
import { describe, expect, it } from 'vitest';
import { startApi } from '../testing.ts';
import { recorded } from './record.ts';
import { Wire } from './wire.ts';

const BUCKET = 'aw-watcher-web-chrome_laptop';
const CHROME = 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi';
const FIREFOX = 'moz-extension://6f1d9c2e-0d4b-4f7e-9a51-2d2b8f0c7f11';

const chrome = (method: string, path: string) => [
  `${method} /api/0/${path} HTTP/1.1`,
  'Host: HOST',
  'Connection: keep-alive',
  ...(method === 'GET' ? [] : ['Content-Length: LENGTH']),
  'sec-ch-ua-platform: "Linux"',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Accept: application/json, text/plain, */*',
  'sec-ch-ua: "Chromium";v="141", "Not?A_Brand";v="8"',
  ...(method === 'GET' ? [] : ['Content-Type: application/json']),
  'sec-ch-ua-mobile: ?0',
  // Chrome leaves it out where a GET goes to a host that the extension has permission for.
  ...(method === 'GET' ? [] : [`Origin: ${CHROME}`]),
  'Sec-Fetch-Site: none',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Sec-Fetch-Storage-Access: active',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-GB,en;q=0.9',
];

const firefox = (method: string, path: string, more: readonly string[] = []) => [
  `${method} /api/0/${path} HTTP/1.1`,
  'Host: HOST',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Accept: application/json, text/plain, */*',
  'Accept-Language: en-GB,en;q=0.5',
  'Accept-Encoding: gzip, deflate, br, zstd',
  ...more,
  `Origin: ${FIREFOX}`,
  'Connection: keep-alive',
  'Sec-Fetch-Dest: empty',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Site: cross-site',
  'Priority: u=4',
];

const WITH_BODY = ['Content-Type: application/json', 'Content-Length: LENGTH'];
const bucketBody = JSON.stringify({ client: 'aw-client-web', type: 'web.tab.current', hostname: 'laptop' });
const tab = (time: string, title: string) =>
  JSON.stringify({
    timestamp: `2026-01-01T09:${time}Z`,
    duration: 0,
    data: { url: `https://example.org/${title}`, title, audible: false, incognito: false, tabCount: 3 },
  });
const starts = (events: readonly string[]) => events.map((event) => event.split(' ')[0]);

describe("Chrome's watcher", () => {
  it('asks who is there, makes its bucket, and sends what was before a change and what came, on one connection', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    expect(JSON.parse((await wire.ask(chrome('GET', 'info'))).body)).toMatchObject({ hostname: 'laptop' });
    const created = await wire.ask(chrome('POST', `buckets/${BUCKET}`), bucketBody);
    expect(created).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': CHROME } });
    expect((await wire.ask(chrome('POST', `buckets/${BUCKET}`), bucketBody)).status).toBe(304);
    const path = `buckets/${BUCKET}/heartbeat?pulsetime=80`;
    for (const beat of [tab('00:00.000', 'a'), tab('01:00.000', 'a'), tab('01:20.499', 'a'), tab('01:20.500', 'b')])
      expect((await wire.ask(chrome('POST', path), beat)).status).toBe(200);
    expect(starts(await recorded(api, BUCKET))).toEqual(['09:00:00+80.499', '09:01:20.500+0']);
  });

  it('tries three times, making its bucket anew in between, and so goes on after the bucket was deleted', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    await wire.ask(chrome('POST', `buckets/${BUCKET}`), bucketBody);
    await api.send('DELETE', `/api/0/buckets/${BUCKET}`);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 3 && statuses.at(-1) !== 200; attempt++) {
      if (attempt > 0) await wire.ask(chrome('POST', `buckets/${BUCKET}`), bucketBody);
      const reply = await wire.ask(chrome('POST', `buckets/${BUCKET}/heartbeat?pulsetime=80`), tab('00:00', 'a'));
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([404, 200]);
    expect(starts(await recorded(api, BUCKET))).toEqual(['09:00:00+0']);
  });
});

describe("Firefox's watcher", () => {
  const bucket = 'aw-watcher-web-firefox_laptop';
  const heartbeat = `buckets/${bucket}/heartbeat?pulsetime=80`;

  it('asks before each kind of request, and is let do what a watcher does', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    const asks = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: content-type'];
    for (const path of [`buckets/${bucket}`, heartbeat]) {
      const preflight = await wire.ask(firefox('OPTIONS', path, asks));
      expect(preflight.status).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': FIREFOX,
        'access-control-allow-methods': expect.stringContaining('POST'),
        'access-control-allow-headers': 'content-type',
      });
    }
    await wire.ask(firefox('POST', `buckets/${bucket}`, WITH_BODY), bucketBody);
    const beat = await wire.ask(firefox('POST', heartbeat, WITH_BODY), tab('00:00', 'a'));
    expect(beat).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': FIREFOX } });
    expect(starts(await recorded(api, bucket))).toEqual(['09:00:00+0']);
  });

  it('is let through to the loopback where a browser asks for private networks', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    const asks = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Private-Network: true'];
    const { headers } = await wire.ask(firefox('OPTIONS', heartbeat, asks));
    expect(headers['access-control-allow-private-network']).toBe('true');
  });

  it('is any add-on that says so, and therefore reads nothing', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    for (const path of ['buckets/', `buckets/${bucket}/events`, 'settings', 'export']) {
      const reply = await wire.ask(firefox('GET', path));
      expect(reply.status).toBe(403);
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});
