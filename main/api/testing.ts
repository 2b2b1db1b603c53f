/**
 * What the API's tests share: a real store in memory behind a real socket, and a client that sends exactly what it is told.
 */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { Importer } from '../interchange/importer.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Operations } from '../store/operations.ts';
import { StoreOperations } from '../store/store-operations.ts';
import { openTestStore } from '../store/testing.ts';
import { Access, type AskingExtension } from './access.ts';
import type { Limits } from './listener.ts';
import { type Api, type ApiInfo, createApi } from './server.ts';

export const INFO: ApiInfo = { hostname: 'laptop', version: '0.1.0', testing: true, device_id: '1ad51446-4266-4e24' };

export const BUCKET = { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'laptop' };

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  readonly json: unknown;
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent as it is; anything but text and bytes is sent as JSON. */
  readonly body?: unknown;
}

export interface TestApi {
  readonly api: Api;
  readonly port: number;
  readonly operations: Operations;
  readonly importer: Importer;
  /** Whose rules can be changed. */
  readonly access: Access;
  /** The extensions that wanted more than they may have. */
  readonly asked: readonly AskingExtension[];
  /** What was logged, level and message. */
  readonly logged: string[];
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Writes text to a connection and resolves with everything that came back once the server has closed it. */
  raw(text: string): Promise<string>;
}

interface StartOptions {
  /** Replaces single operations of the store. */
  readonly operations?: Partial<Operations>;
  /** In memory, unless said otherwise. */
  readonly store?: Parameters<typeof openTestStore>[0];
  readonly limits?: Partial<Limits>;
  readonly port?: number;
  /** Where imports pass through. */
  readonly record?: string;
  readonly apiKey?: string;
  /** Those that were let in. */
  readonly extensions?: readonly string[];
}

/** Ends with the test. */
export async function startApi(options: StartOptions = {}): Promise<TestApi> {
  const logged: string[] = [];
  const log: Log = {
    info: (message) => logged.push(`info ${message}`),
    warn: (message) => logged.push(`warn ${message}`),
    error: (message) => logged.push(`error ${message}`),
  };
  const { store } = openTestStore(options.store ?? { file: null });
  const fromStore = new StoreOperations(store, null);
  const operations: Operations = new Proxy<Operations>(fromStore, {
    get(target, name) {
      const own = Reflect.get(options.operations ?? {}, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
  const asked: AskingExtension[] = [];
  const { apiKey = null, extensions = [] } = options;
  const access = new Access({ apiKey, extensions }, (extension) => asked.push(extension));
  const { record } = options;
  const importer = record === undefined ? fromStore.importer : new Importer({ target: () => store, record });
  const api = createApi({
    operations,
    info: () => INFO,
    log,
    importer,
    access,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const port = await api.listen(options.port ?? 0);
  onTestFinished(() => api.close());
  return {
    api,
    port,
    operations,
    importer,
    access,
    asked,
    logged,
    send: (method, path, sendOptions) => send(port, method, path, sendOptions),
    raw: (text) => raw(port, text),
  };
}

/** The same with the bucket `b` in it. */
export async function withBucket(options?: StartOptions): Promise<TestApi> {
  const api = await startApi(options);
  const headers = options?.apiKey === undefined ? {} : { Authorization: `Bearer ${options.apiKey}` };
  expect((await api.send('POST', '/api/0/buckets/b', { body: BUCKET, headers })).status).toBe(200);
  return api;
}

export const message = (reply: Reply): string => (reply.json as { message: string }).message;

/** Every refusal is JSON that says why. */
export function expectRefusal(reply: Reply, status: number, why: RegExp): void {
  expect([reply.status, message(reply)]).toEqual([status, expect.stringMatching(why)]);
  expect(reply.headers['content-type']).toBe('application/json');
}

export async function send(port: number, method: string, path: string, options: SendOptions = {}): Promise<Reply> {
  const body = encode(options.body);
  const headers = {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
    ...options.headers,
  };
  const request = httpRequest({ host: '127.0.0.1', port, method, path, agent: false });
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) request.removeHeader(name);
    else request.setHeader(name, value);
  }
  request.end(body);
  const [response] = await once(request, 'response');
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text += chunk;
  return {
    status: response.statusCode,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

function encode(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  // A connection that is cut is an end like any other here.
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
