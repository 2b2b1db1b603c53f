/** How requests may come: in pieces, late, several at once, by old rules. Every one is answered, in order, once. */
import { expect, it } from 'vitest';
import { withBucket } from '../testing.ts';
import { recorded } from './record.ts';
import { Wire } from './wire.ts';

const BEAT = 'POST /api/0/buckets/b/heartbeat?pulsetime=5 HTTP/1.1';
const JSON_TYPE = 'Content-Type: application/json';
const body = (second: number) => `{"timestamp":"2026-01-01T09:00:0${second}Z","duration":0,"data":{}}`;

/** The body in chunks of a few bytes, one of them with an extension, as RFC 9112, 7.1 allows. */
function chunked(text: string): string {
  const parts = text.match(/.{1,7}/gs) ?? [];
  return `${parts.map((part, n) => `${part.length.toString(16)}${n === 1 ? ';x=y' : ''}\r\n${part}\r\n`).join('')}0\r\n\r\n`;
}

it('A body in chunks is taken', async () => {
  const api = await withBucket();
  const wire = await Wire.open(api.port);
  wire.write(wire.bytes([BEAT, 'Host: HOST', JSON_TYPE, 'Transfer-Encoding: chunked']));
  wire.write(chunked(body(0)));
  expect((await wire.reply()).status).toBe(200);
  expect(await recorded(api, 'b')).toEqual(['09:00:00+0 {}']);
});

it('A client that asks before it sends its body is told to go on', async () => {
  const api = await withBucket();
  const wire = await Wire.open(api.port);
  wire.write(wire.bytes([BEAT, 'Host: HOST', JSON_TYPE, `Content-Length: ${body(0).length}`, 'Expect: 100-continue']));
  expect((await wire.reply()).status).toBe(100);
  wire.write(body(0));
  expect((await wire.reply()).status).toBe(200);
});

it('Requests that are sent without waiting are answered in their order', async () => {
  const api = await withBucket();
  const wire = await Wire.open(api.port);
  const beat = (second: number) => wire.bytes([BEAT, 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH'], body(second));
  const count = wire.bytes(['GET /api/0/buckets/b/events/count HTTP/1.1', 'Host: HOST']);
  wire.write(Buffer.concat([beat(0), beat(3), count, beat(9), count]));
  const answers: unknown[] = [];
  for (let n = 0; n < 5; n++) {
    const answer = JSON.parse((await wire.reply()).body) as number | { duration: number };
    answers.push(typeof answer === 'number' ? answer : answer.duration);
  }
  expect(answers).toEqual([0, 3, 1, 0, 2]);
});

it('A sender as slow as a byte at a time is waited for', async () => {
  const api = await withBucket();
  const wire = await Wire.open(api.port);
  const bytes = wire.bytes([BEAT, 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH'], body(0));
  for (const byte of bytes) {
    wire.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  expect((await wire.reply()).status).toBe(200);
});

it('`Connection: close` and HTTP/1.0 end the connection after the answer', async () => {
  const api = await withBucket();
  for (const head of [
    [BEAT, 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH', 'Connection: close'],
    [BEAT.replace('1.1', '1.0'), 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH'],
  ]) {
    const wire = await Wire.open(api.port);
    expect((await wire.ask(head, body(0))).status).toBe(200);
    await wire.end();
  }
});

it('A client that goes away in the middle of a body leaves nothing and holds up nobody', async () => {
  const api = await withBucket();
  const left = await Wire.open(api.port);
  left.write(left.bytes([BEAT, 'Host: HOST', JSON_TYPE, 'Content-Length: 500']));
  left.write(body(0));
  await left.leave();
  const wire = await Wire.open(api.port);
  const reply = await wire.ask([BEAT, 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH'], body(1));
  expect(reply.status).toBe(200);
  expect(await recorded(api, 'b')).toEqual(['09:00:01+0 {}']);
});

it('After a 304 and after a refusal the same connection goes on', async () => {
  const api = await withBucket();
  const wire = await Wire.open(api.port);
  const create = ['POST /api/0/buckets/b HTTP/1.1', 'Host: HOST', JSON_TYPE, 'Content-Length: LENGTH'];
  expect((await wire.ask(create, '{"type":"t","client":"c","hostname":"h"}')).status).toBe(304);
  expect((await wire.ask(create, '{')).status).toBe(400);
  expect((await wire.ask(['GET /api/0/nothing HTTP/1.1', 'Host: HOST'])).status).toBe(404);
  expect((await wire.ask(['GET /api/0/info HTTP/1.1', 'Host: HOST'])).status).toBe(200);
});
