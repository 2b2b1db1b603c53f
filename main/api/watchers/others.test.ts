/** Watchers with clients of their own: editors through aw-client-js, the macOS helper, awatcher. */
import { describe, expect, it } from 'vitest';
import { startApi } from '../testing.ts';
import { recorded } from './record.ts';
import { Wire } from './wire.ts';

const bucketBody = (client: string, type: string) => JSON.stringify({ client, type, hostname: 'laptop' });

describe('An editor watcher', () => {
  const axios = (method: string, path: string) => [
    `${method} /api/0/${path} HTTP/1.1`,
    'Accept: application/json, text/plain, */*',
    ...(method === 'POST' ? ['Content-Type: application/json'] : []),
    'User-Agent: axios/1.21.1',
    ...(method === 'POST' ? ['Content-Length: LENGTH'] : []),
    'Accept-Encoding: gzip, compress, deflate, br',
    'Host: HOST',
    'Connection: keep-alive',
  ];

  it('sends each second while one types, on one connection, and stays one event a file', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    const id = 'aw-watcher-vscode_laptop';
    await wire.ask(axios('POST', `buckets/${id}`), bucketBody('aw-watcher-vscode', 'app.editor.activity'));
    for (let second = 0; second < 30; second++) {
      const data = { language: 'typescript', project: '/home/a/p', file: second < 20 ? 'a.ts' : 'b.ts' };
      const timestamp = new Date(Date.UTC(2026, 0, 1, 9, 0, second, 250)).toISOString();
      const reply = await wire.ask(
        axios('POST', `buckets/${id}/heartbeat?pulsetime=20`),
        JSON.stringify({ timestamp, duration: 0, data }),
      );
      expect(reply).toMatchObject({ status: 200, headers: { connection: 'keep-alive' } });
    }
    expect((await recorded(api, id)).map((event) => event.split(' ')[0])).toEqual([
      '09:00:00.250+19',
      '09:00:20.250+9',
    ]);
    expect((await wire.ask(axios('DELETE', `buckets/${id}?force=1`))).status).toBe(200);
  });
});

describe('The macOS helper', () => {
  const swift = (path: string) => [
    `POST /api/0/${path} HTTP/1.1`,
    'Host: HOST',
    'Content-Type: application/json',
    'Connection: keep-alive',
    'Accept: */*',
    'User-Agent: aw-watcher-window-macos (unknown version) CFNetwork/1496.0.7 Darwin/23.5.0',
    'Content-Length: LENGTH',
    'Accept-Language: en-GB,en;q=0.9',
    'Accept-Encoding: gzip, deflate',
  ];

  it('leaves the duration out, and ends each state a millisecond before the next', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    const id = 'aw-watcher-window_Annas-Mac.local';
    await wire.ask(swift(`buckets/${id}`), bucketBody('aw-watcher-window', 'currentwindow'));
    expect((await wire.ask(swift(`buckets/${id}`), bucketBody('aw-watcher-window', 'currentwindow'))).status).toBe(304);
    const send = (timestamp: string, app: string, pulsetime: number) =>
      wire.ask(
        swift(`buckets/${id}/heartbeat?pulsetime=${pulsetime}`),
        JSON.stringify({ timestamp: `2026-01-01T09:${timestamp}Z`, data: { app, title: '' } }),
      );
    await send('00:00.000', 'Mail', 1);
    await send('00:07.499', 'Mail', 8.499);
    await send('00:07.500', 'Safari', 1.001);
    await send('00:17.500', 'Safari', 11);
    expect(await recorded(api, id)).toEqual([
      '09:00:00+7.499 {"app":"Mail","title":""}',
      '09:00:07.500+10 {"app":"Safari","title":""}',
    ]);
  });
});

describe('awatcher', () => {
  const reqwest = (path: string) => [
    `POST /api/0/${path} HTTP/1.1`,
    'content-type: application/json',
    'accept: */*',
    'host: HOST',
    'content-length: LENGTH',
  ];

  it('writes headers in small letters and nine digits of a second', async () => {
    const api = await startApi();
    const wire = await Wire.open(api.port);
    const id = 'aw-watcher-window_laptop';
    const bucket = {
      id,
      bid: null,
      type: 'currentwindow',
      client: 'awatcher',
      hostname: 'laptop',
      data: {},
      metadata: {},
    };
    await wire.ask(
      reqwest(`buckets/${id}`),
      JSON.stringify({ ...bucket, events: null, created: null, last_updated: null }),
    );
    for (const second of [0, 1, 2]) {
      const timestamp = `2026-01-01T09:00:0${second}.123456789Z`;
      const event = { id: null, timestamp, duration: 0.0, data: { app: 'foot', title: 'sh' } };
      const reply = await wire.ask(reqwest(`buckets/${id}/heartbeat?pulsetime=2`), JSON.stringify(event));
      expect(reply.status).toBe(200);
    }
    expect(await recorded(api, id)).toEqual(['09:00:00.123456+2 {"app":"foot","title":"sh"}']);
  });
});
