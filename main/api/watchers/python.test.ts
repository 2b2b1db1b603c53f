/** ActivityWatch's Python watchers (window, away, input), which send through aw-client and requests: a connection for each request. */
import { describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing.ts';
import { recorded } from './record.ts';
import { Wire, type WireReply } from './wire.ts';

const COMMON = [
  'Host: HOST',
  'User-Agent: python-requests/2.34.2',
  'Accept-Encoding: gzip, deflate',
  'Accept: */*',
  'Connection: keep-alive',
];
const WINDOW = 'aw-watcher-window_laptop';
const AWAY = 'aw-watcher-afk_laptop';

/** Python writes a blank after colons and commas, and escapes all but ASCII. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, of]) => `${python(key)}: ${python(of)}`)
      .join(', ')}}`;
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function post({ port }: TestApi, path: string, body: unknown): Promise<WireReply> {
  const wire = await Wire.open(port);
  return wire.ask(
    [
      `POST /api/0/${path} HTTP/1.1`,
      ...COMMON,
      'Content-type: application/json',
      'charset: utf-8',
      'Content-Length: LENGTH',
    ],
    python(body),
  );
}

const createBucket = (api: TestApi, id: string, client: string, type: string) =>
  post(api, `buckets/${id}`, { client, hostname: 'laptop', type });

/** `second` after 09:00 on a day; aw-client writes microseconds always, and durations as fractions. */
function beat(second: number, duration: number, data: object, day = 1) {
  const time = new Date(Date.UTC(2026, 0, day, 9) + Math.round(second * 1000)).toISOString();
  return { id: null, timestamp: time.replace('Z', '000+00:00'), duration, data };
}

describe('The Python window watcher', () => {
  it('creates its bucket, is told 304 by the one that is there, and records what was in front', async () => {
    const api = await startApi();
    expect((await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow')).status).toBe(200);
    expect(await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow')).toMatchObject({
      status: 304,
      body: '',
    });
    const send = (second: number, duration: number, data: object) =>
      post(api, `buckets/${WINDOW}/heartbeat?pulsetime=2.0`, beat(second, duration, data));
    const mail = { app: 'Mail', title: 'メール — 受信箱 🎈' };
    // As its queue joins them: 10 s at a time, each beginning where the one before ended.
    for (const reply of [await send(0, 10, mail), await send(10, 10, mail), await send(20, 3.5, mail)])
      expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    await send(24.123, 1, { app: 'Code', title: 'a' });
    expect(await recorded(api, WINDOW)).toEqual([
      `09:00:00+23.5 ${JSON.stringify(mail)}`,
      '09:00:24.123+1 {"app":"Code","title":"a"}',
    ]);
  });

  it('sends its queue of hours ago when it finds the server again, and nothing of it is lost, split or doubled', async () => {
    const api = await startApi();
    await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow');
    for (let n = 0; n < 600; n++) {
      const data = { app: 'Code', title: `file ${Math.floor(n / 3)}` };
      const { status } = await post(api, `buckets/${WINDOW}/heartbeat?pulsetime=2.0`, beat(n * 10, 10, data));
      expect(status).toBe(200);
    }
    const events = await recorded(api, WINDOW);
    expect(events).toHaveLength(200);
    expect(events[0]).toBe('09:00:00+30 {"app":"Code","title":"file 0"}');
    expect(events[199]).toBe('10:39:30+30 {"app":"Code","title":"file 199"}');
  });

  it('sends its queue while the record has newer beats already, and both are whole', async () => {
    const api = await startApi();
    await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow');
    const send = (second: number, title: string) =>
      post(api, `buckets/${WINDOW}/heartbeat?pulsetime=2.0`, beat(second, 10, { app: 'Code', title }));
    await send(7200, 'now');
    for (let n = 0; n < 30; n++) await send(n * 10, `file ${Math.floor(n / 10)}`);
    await send(7210, 'now');
    expect((await recorded(api, WINDOW)).map((event) => event.split(' ')[0])).toEqual([
      '09:00:00+100',
      '09:01:40+100',
      '09:03:20+100',
      '11:00:00+20',
    ]);
  });

  it('is answered though it deletes with a body, `{}` or `null`', async () => {
    const api = await startApi();
    await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow');
    for (const [path, body, status] of [
      [`buckets/${WINDOW}/events/4711`, 'null', 200],
      [`buckets/${WINDOW}?force=1`, '{}', 200],
      [`buckets/${WINDOW}?force=1`, 'null', 404],
    ] as const) {
      const wire = await Wire.open(api.port);
      const head = [
        `DELETE /api/0/${path} HTTP/1.1`,
        ...COMMON,
        'Content-type: application/json',
        'Content-Length: LENGTH',
      ];
      expect((await wire.ask(head, body)).status).toBe(status);
    }
  });

  it('reads its events back by times whose plus is escaped', async () => {
    const api = await startApi();
    await createBucket(api, WINDOW, 'aw-watcher-window', 'currentwindow');
    await post(api, `buckets/${WINDOW}/events`, [beat(0, 5, { app: 'Code' })]);
    const wire = await Wire.open(api.port);
    const range = 'start=2026-01-01T09%3A00%3A01%2B00%3A00&end=2026-01-01T10%3A00%3A00.123000%2B00%3A00';
    const reply = await wire.ask([`GET /api/0/buckets/${WINDOW}/events?limit=-1&${range} HTTP/1.1`, ...COMMON]);
    expect(JSON.parse(reply.body)).toMatchObject([{ timestamp: '2026-01-01T09:00:01Z', duration: 4 }]);
  });
});

describe('The Python away watcher', () => {
  it('tells of going and coming after the fact, and the record has both from the moment they were', async () => {
    const api = await startApi();
    await createBucket(api, AWAY, 'aw-watcher-afk', 'afkstatus');
    const send = (second: number, duration: number, status: string) =>
      post(api, `buckets/${AWAY}/heartbeat?pulsetime=185`, beat(second, duration, { status }));
    for (const second of [0, 5, 10, 15]) await send(second, 0, 'not-afk');
    // At 198 s it notices that the last input was at 17.5 s: there until then, away from a millisecond later.
    await send(17.5, 0, 'not-afk');
    await send(17.501, 180.499, 'afk');
    await send(203, 0, 'afk');
    // Back: away until the input at 300 s, there from a millisecond later.
    await send(300, 0, 'afk');
    await send(300.001, 0, 'not-afk');
    await send(305, 0, 'not-afk');
    expect(await recorded(api, AWAY)).toEqual([
      '09:00:00+17.5 {"status":"not-afk"}',
      '09:00:17.501+282.499 {"status":"afk"}',
      '09:05:00.001+4.999 {"status":"not-afk"}',
    ]);
  });
});

describe('The input watcher', () => {
  it('sends an event for each five seconds with a pulsetime of 0, and equal ones that do not touch stay apart', async () => {
    const api = await startApi();
    await createBucket(api, 'aw-watcher-input_laptop', 'aw-watcher-input', 'os.hid.input');
    const data = { presses: 0, clicks: 0, deltaX: 0, deltaY: 0, scrollX: 0, scrollY: 0 };
    for (const second of [0, 5, 11])
      await post(api, 'buckets/aw-watcher-input_laptop/heartbeat?pulsetime=0', beat(second, 5, data));
    const events = await recorded(api, 'aw-watcher-input_laptop');
    expect(events.map((event) => event.split(' ')[0])).toEqual(['09:00:00+10', '09:00:11+5']);
  });
});
