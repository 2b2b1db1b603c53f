/**
 * Asks a server that speaks ActivityWatch's API, Daytrail or another, and gives its answers in a form in which those of
 * different servers can be compared: ids and the text of messages differ rightly, how a time is written has rows of its own.
 * Knows nothing of Daytrail, so that the same questions can be put to aw-server.
 */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/**
 * `path` without a slash at its start is below /api/0. In it and in the body, `@` stands for the id of a bucket that no
 * other row uses, `@2` for another that begins so, and `$id` for the id of the first one's newest event. A header that is
 * empty is not sent at all.
 */
export type Ask = readonly [method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>];

/** The status, and the body as `comparable` gives it, or what the row looks at instead. */
export type Answer = readonly [status: number, body: unknown];

/** What of an answer is compared. Without it: the body. */
export type Aspect =
  | { readonly header: string }
  /** The names of the keys, sorted. */
  | { readonly keys: true }
  /** The events' time and duration, or whatever else is asked for, as they were written. */
  | { readonly written: readonly string[] }
  /** What a query gives for its one period; events in the notation of events/test-events.ts, from DAY on. */
  | { readonly result: true };

/** The day on which rows have their events. */
export const DAY = '2026-01-01T00:00:00Z';

const BASE = '/api/0/';
/** Far longer than any answer takes: a server that hangs fails its row and not the whole run. */
const PATIENCE_MS = 15_000;

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** The answer to the last of `asks`; those before it are only made. What they have made is deleted afterwards. */
export async function exchange(address: string, name: string, asks: readonly Ask[], aspect?: Aspect): Promise<Answer> {
  let reply: Reply | null = null;
  for (const ask of asks) reply = await send(address, await fillIn(address, name, ask));
  const text = JSON.stringify(asks);
  if (text.includes('@')) await send(address, ['DELETE', `buckets/${name}?force=1`]);
  if (text.includes('@2')) await send(address, ['DELETE', `buckets/${name}2?force=1`]);
  if (reply === null) throw new Error('Nothing was asked.');
  return [reply.status, JSON.parse(JSON.stringify(view(reply, aspect)).replaceAll(name, '@'))];
}

async function fillIn(address: string, name: string, ask: Ask): Promise<Ask> {
  let text = JSON.stringify(ask).replaceAll('@', name);
  if (text.includes('$id')) {
    const events = await send(address, ['GET', `buckets/${name}/events?limit=1`]);
    const [newest] = JSON.parse(events.text) as { id: number }[];
    text = text.replace('"$id"', String(newest?.id)).replace('$id', String(newest?.id));
  }
  return JSON.parse(text) as Ask;
}

async function send(address: string, [method, path, body, headers]: Ask): Promise<Reply> {
  const { hostname, port } = new URL(address);
  const url = path.startsWith('/') ? path : BASE + path;
  const bytes = body === undefined ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const call = request({ host: hostname, port, method, path: url, agent: false, timeout: PATIENCE_MS });
  if (bytes !== undefined) call.setHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value === '') call.removeHeader(name);
    else call.setHeader(name, value);
  }
  // aw-server says that it closes the connection, and then sends more.
  call.on('error', () => undefined);
  call.on('timeout', () => call.destroy(new Error(`${method} ${url} was not answered.`)));
  call.end(bytes);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function view({ status, headers, text }: Reply, aspect: Aspect | undefined): unknown {
  if (aspect !== undefined && 'header' in aspect) return headers[aspect.header] ?? null;
  if (aspect === undefined || status !== 200) return comparable(text);
  const body = JSON.parse(text) as unknown[];
  if ('result' in aspect) return result(body[0]);
  if ('written' in aspect) return aspect.written.map((key) => new RegExp(`"${key}": ?([^,}\\s]+)`).exec(text)?.[1]);
  return Object.keys(body).sort().join(' ');
}

interface WireEvent {
  readonly timestamp: string;
  readonly duration: number;
  readonly data: Readonly<Record<string, unknown>>;
}

function result(value: unknown): unknown {
  const isEvents = Array.isArray(value) && value.length > 0 && value.every((item) => item?.timestamp !== undefined);
  return isEvents ? notation(value as WireEvent[]) : plain(value);
}

function notation(events: readonly WireEvent[]): string {
  const text = ({ v, ...rest }: WireEvent['data']) => (typeof v === 'string' ? v : JSON.stringify(rest));
  const at = (time: string) => (Date.parse(time) - Date.parse(DAY)) / 1000;
  return events.map((event) => `${at(event.timestamp)}+${event.duration}:${text(event.data)}`).join(', ');
}

/** JSON with what may differ made equal; of what is no JSON, only what kind of thing it is. */
export function comparable(text: string): unknown {
  if (text === '') return 'nothing';
  try {
    return plain(JSON.parse(text));
  } catch {
    return /^\s*</.test(text) ? 'a page' : 'text';
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^/]*$/;

function plain(value: unknown): unknown {
  if (typeof value === 'string' && TIME.test(value)) return new Date(value).toISOString().replace('.000Z', 'Z');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const { id, message, type, ...rest } = value as Record<string, unknown>;
  if (typeof message === 'string') return typeof type === 'string' ? type : 'a message';
  const inner = Object.fromEntries(Object.entries(rest).map(([key, of]) => [key, plain(of)]));
  return { ...(typeof id === 'string' ? { id } : {}), ...(type === undefined ? {} : { type }), ...inner };
}
