/**
 * The ActivityWatch-compatible HTTP API on the loopback: `createApi(...)`, `listen`, `close`. On node:http alone: the
 * routes are a table of a dozen, and a framework would cost more at start and in memory than all the rest of the API.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedUrlQuery, parse as parseQuery } from 'node:querystring';
import type { Importer } from '../interchange/importer.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Operations } from '../store/operations.ts';
import type { Access } from './access.ts';
import { checkKey } from './api-key.ts';
import { collectBody, tooLarge } from './body.ts';
import { Description } from './description.ts';
import { judge } from './guard.ts';
import { HttpError, toHttpError } from './http-error.ts';
import { parseJsonBody } from './json-body.ts';
import { type Limits, Listener } from './listener.ts';
import type { Answer, Services } from './route.ts';
import { findRoute, type Match, notPossible } from './router.ts';
import { streamBody } from './stream-body.ts';

export { Access } from './access.ts';

export interface ApiInfo {
  hostname: string;
  version: string;
  testing: boolean;
  device_id: string;
}

export interface ApiDependencies {
  readonly operations: Operations;
  readonly info: () => ApiInfo;
  readonly log: Log;
  /** Is closed with the API. */
  readonly importer: Importer;
  readonly access: Access;
  /** Times for tests; see listener.ts. */
  readonly limits?: Partial<Limits>;
}

export interface Api {
  /**
   * The real port, where `port` is 0. Fails with a StoreError `port-taken` that says who has the port and what to do, and
   * may be called again then.
   */
  listen(port: number): Promise<number>;
  /** Stops accepting, answers what is in flight, drops idle connections. Bounded in time; may be called again. */
  close(): Promise<void>;
}

const METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';
const GREETING =
  'This is the API of Daytrail. Its window opens from the tray, or at the address that was printed at start.\n';

export function createApi({ operations, info, log, importer, access, limits = {} }: ApiDependencies): Api {
  const description = new Description(() => info().version);
  const services: Services = { operations, info, importer };
  const listener = new Listener(limits, log, (request, response, port) => {
    /** Sends what `work` gives or throws; null says that the answer comes later. */
    const answer = (work: () => Answer | Promise<Answer> | null): void => {
      const failed = (error: unknown) => deliver(explain(error, request.method, log));
      const deliver = (result: Answer) => send(response, result, failed);
      try {
        const result = work();
        if (result instanceof Promise) result.then(deliver).catch(failed);
        else if (result !== null) deliver(result);
      } catch (error) {
        failed(error);
      }
    };
    answer(() => {
      const early = admit(request, response, port, access);
      if (early !== null) return early;
      checkKey(access.key, request.method ?? '', request.url ?? '', request.headers.authorization);
      const [path, query] = splitUrl(request.url ?? '');
      const page = description.at(path);
      if (page !== null) {
        if (request.method === 'GET' || request.method === 'HEAD') return page;
        throw notPossible(request.method, 'GET, HEAD, OPTIONS');
      }
      const match = findRoute(request.method ?? '', path);
      const { body } = match.route;
      if (body === undefined) return run(services, match, query, undefined, response);
      collectBody(request, body.limit, (bytes) => {
        answer(() => {
          if (bytes === null) throw tooLarge(body.limit);
          return run(services, match, query, parseJsonBody(request.headers['content-type'], bytes), response);
        });
      });
      return null;
    });
  });
  return {
    listen: (port) => listener.listen(port),
    async close() {
      await Promise.all([importer.close(), listener.close()]);
    },
  };
}

function run(
  services: Services,
  { route, params }: Match,
  query: string,
  json: unknown,
  response: ServerResponse,
): Answer | Promise<Answer> {
  return route.handle(services, {
    params,
    query: route.query?.read(readQuery(query)),
    body: route.body?.read(json),
    request: response.req,
    onGone: (listener) => response.once('close', listener),
  });
}

/** What can be answered without looking at a route: refusals, preflights and the greeting. Null: go on. */
function admit(request: IncomingMessage, response: ServerResponse, port: number, access: Access): Answer | null {
  const { headers, url = '', method = '' } = request;
  const asked = headers['access-control-request-method'];
  const preflight = method === 'OPTIONS' && headers.origin !== undefined && asked !== undefined;
  const verdict = judge(
    {
      method: preflight ? asked : method,
      url,
      host: headers.host,
      origin: headers.origin,
      fetchSite: headers['sec-fetch-site'] as string | undefined,
      fetchMode: headers['sec-fetch-mode'] as string | undefined,
    },
    port,
    access,
  );
  if (!verdict.allowed) {
    if (verdict.asks !== undefined) access.asked(verdict.asks, headers['user-agent']);
    return problem(new HttpError(verdict.status, verdict.message));
  }
  if (verdict.origin !== null) {
    response.setHeader('Access-Control-Allow-Origin', verdict.origin);
    response.setHeader('Vary', 'Origin');
  }
  if (method === 'OPTIONS')
    return { status: 204, body: null, headers: preflight ? permissions(request) : { Allow: METHODS } };
  if (url === '/' && (method === 'GET' || method === 'HEAD')) {
    return {
      status: 200,
      body: GREETING,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', Server: 'Daytrail' },
    };
  }
  return null;
}

/** What a preflight of an admitted origin is told. */
function permissions({ headers }: IncomingMessage): Record<string, string> {
  const asked = headers['access-control-request-headers'];
  return {
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Max-Age': '600',
    ...(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked }),
    // Chromium asks this before a page or extension may reach the loopback (wicg.github.io/private-network-access).
    ...(headers['access-control-request-private-network'] === 'true'
      ? { 'Access-Control-Allow-Private-Network': 'true' }
      : {}),
  };
}

/** A single plain pair, which is what heartbeats have, needs no parser. */
function readQuery(text: string): ParsedUrlQuery {
  const equals = text.indexOf('=');
  if (equals === -1 || /[&%+]/.test(text)) return parseQuery(text);
  return { [text.slice(0, equals)]: text.slice(equals + 1) };
}

function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** Any error as an answer; a fault of our own leaves its stack in the log and nothing of it in the answer. */
function explain(error: unknown, method: string | undefined, log: Log): Answer {
  const known = toHttpError(error);
  if (known.status === 500) log.error(`A ${method} request failed: ${error instanceof Error ? error.stack : error}`);
  return problem(known);
}

function problem(error: HttpError): Answer {
  return {
    status: error.status,
    body: JSON.stringify({ ...error.details, message: error.message }),
    headers: error.headers,
  };
}

/** The one place an answer is written. Never kept by a cache, never taken for anything but what it says it is. */
function send(response: ServerResponse, { status, body, headers }: Answer, failed: (error: unknown) => void): void {
  if (response.destroyed || response.headersSent) return;
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  const common = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  };
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    void streamBody(response, body, () => response.writeHead(status, common), failed);
    return;
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(status, { ...common, 'Content-Length': length });
  response.end(body);
}
