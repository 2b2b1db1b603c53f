/** Sends one raw request and says what was wrong with how the server took it, if anything. */
import { connect } from 'node:net';
import { BUCKET, type RawRequest } from './some-request.ts';

/** A program may take its 25 s; nothing may take longer. */
const PATIENCE_MS = 40_000;
/** Headers that decide how long a request is, or how long a connection stays. */
const FRAMING = ['content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect'];
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

export interface Effect {
  /** 0 where it was no HTTP and the connection ended. */
  readonly status: number;
  /** Null: it was answered as anything may be, with success or a refusal. */
  readonly wrong: string | null;
}

export async function attack(port: number, request: RawRequest): Promise<Effect> {
  const answer = await exchange(port, request);
  if (answer === null) return { status: 0, wrong: 'There was no answer.' };
  const final = answer.replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, '');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(final)?.[1] ?? 0);
  if (answer !== '' && status === 0) {
    return { status, wrong: `The answer is no HTTP: ${JSON.stringify(answer.slice(0, 80))}` };
  }
  return { status, wrong: status >= 500 ? `The answer was ${status}: ${answer.slice(-300)}` : null };
}

/** Whether a watcher is still served: a heartbeat is kept, and found. */
export async function stillRecords(port: number, mark: string): Promise<string | null> {
  const beat = { timestamp: '2026-01-01T00:00:00Z', duration: 0, data: { mark } };
  const bucket = { type: 't', client: 'c', hostname: 'h' };
  const url = '/api/0/buckets/after';
  const send = (method: string, path: string, body: unknown) =>
    exchange(port, {
      headers: [JSON_TYPE],
      method,
      url: url + path,
      body: Buffer.from(body === null ? '' : JSON.stringify(body)),
    });
  if ((await send('POST', '', bucket)) === null) return 'Nothing is answered any more.';
  const kept = await send('POST', '/heartbeat?pulsetime=0', beat);
  if (!kept?.startsWith('HTTP/1.1 200')) return `A heartbeat was answered: ${kept?.slice(0, 300)}`;
  const found = await send('GET', '/events?limit=-1', null);
  if (!found?.includes(`"mark":"${mark}"`)) return 'A heartbeat that was answered 200 was not found.';
  await send('DELETE', '?force=1', null);
  return null;
}

/** Makes the bucket that requests are about, where one of them has deleted it. */
export async function ensureBucket(port: number): Promise<void> {
  const body = Buffer.from(JSON.stringify({ type: 't', client: 'c', hostname: 'h' }));
  await exchange(port, { method: 'POST', url: `/api/0/buckets/${BUCKET}`, headers: [JSON_TYPE], body });
}

/** All that comes back; null where the server neither answers nor ends the connection. */
async function exchange(port: number, { method, url, headers, body }: RawRequest): Promise<string | null> {
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name);
  const lines = [
    `${method} ${url} HTTP/1.1`,
    ...(has('host') ? [] : [`Host: 127.0.0.1:${port}`]),
    ...(has('content-length') || has('transfer-encoding') ? [] : [`Content-Length: ${body.length}`]),
    ...(has('connection') ? [] : ['Connection: close']),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A connection that is cut is an end like any other here.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]));
  // A body that is shorter than was said must not be waited for. In all other cases the server ends, as it was asked to:
  // Node's ends at once where the client does, also before an answer that takes longer.
  if (FRAMING.some(has)) socket.end();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    socket.destroy();
  }, PATIENCE_MS);
  await closed;
  clearTimeout(timer);
  return late ? null : Buffer.concat(chunks).toString('latin1');
}
