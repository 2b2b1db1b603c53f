/**
 * The sockets under the API: 127.0.0.1, and ::1 with the same port where there is IPv6, because `localhost` means either.
 * No connection can take the server away from others: silent ones, half-sent requests and idle ones end by themselves.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Log } from '../lifecycle/log.ts';
import { StoreError } from '../store/store-error.ts';
import { describePortHolder } from './port-holder.ts';

/** In milliseconds. */
export interface Limits {
  /** From connecting, or from the end of the request before, to the end of a request's head. */
  readonly head: number;
  /** To the end of a whole request. */
  readonly request: number;
  /** Between requests. Longer than the minute in which browser watchers send, so that their connection is not cut under a request. */
  readonly idle: number;
  /** How often the first two are looked at. */
  readonly check: number;
  /** From a refusal to its connection's end, where the other side does not hang up. */
  readonly linger: number;
  /** How long closing waits for answers in flight. */
  readonly close: number;
}

const LIMITS: Limits = { head: 10_000, request: 60_000, idle: 90_000, check: 5_000, linger: 1_000, close: 2_000 };

/** Of a request's line and headers together. */
const MAX_HEADER_SIZE = 16 * 1024;

/** Far more than there are programs on a machine, far fewer than there are file handles. */
const MAX_CONNECTIONS = 8192;

export type Handler = (request: IncomingMessage, response: ServerResponse, port: number) => void;

export class Listener {
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #handler: Handler;
  readonly #sockets = new Set<Socket>();
  #servers: Server[] = [];
  #closing: Promise<void> | null = null;
  /** Told apart from `#closing`, because closing may be over before a `listen` that was under way notices. */
  #wanted = false;

  constructor(limits: Partial<Limits>, log: Log, handler: Handler) {
    this.#limits = { ...LIMITS, ...limits };
    this.#log = log;
    this.#handler = handler;
  }

  /** The real port, where `port` is 0. A StoreError: `port-taken`, or `closed` where closing came in between. */
  async listen(port: number): Promise<number> {
    this.#wanted = true;
    const first = await this.#open('127.0.0.1', port).catch(async (error: NodeJS.ErrnoException) => {
      throw await portError(port, error);
    });
    const { port: real } = first.address() as AddressInfo;
    try {
      await this.#open('::1', real);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // Without IPv6 there is nothing to miss; a port taken there is worth a word.
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
        this.#log.warn(`Port ${real} of ::1 is taken by another program; Daytrail is reached at 127.0.0.1 alone.`);
      }
    }
    return real;
  }

  close(): Promise<void> {
    this.#wanted = false;
    this.#closing ??= this.#shutAll().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #shutAll(): Promise<void> {
    const shut = this.#servers.map((server) => shutServer(server, this.#limits.close));
    this.#servers = [];
    // Node does not count those as idle that have not asked for anything yet.
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
    await Promise.all(shut);
  }

  async #open(host: string, wanted: number): Promise<Server> {
    const limits = this.#limits;
    let port = wanted;
    const server = createServer(
      {
        maxHeaderSize: MAX_HEADER_SIZE,
        headersTimeout: limits.head,
        requestTimeout: limits.request,
        keepAliveTimeout: limits.idle,
        connectionsCheckingInterval: limits.check,
        // A missing Host is answered by the guard, in JSON.
        requireHostHeader: false,
      },
      (request, response) => {
        if (this.#closing !== null) response.shouldKeepAlive = false;
        inTurn(request, response, () => this.#handler(request, response, port));
      },
    );
    server.maxConnections = MAX_CONNECTIONS;
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket, limits.linger));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.listen({ host, port });
    await once(server, 'listening');
    server.on('error', (error) => this.#log.warn(`A connection could not be accepted: ${error.message}`));
    if (!this.#wanted) {
      server.close();
      throw new StoreError('closed', 'The API was closed while it started to listen.');
    }
    port = (server.address() as AddressInfo).port;
    this.#servers.push(server);
    return server;
  }
}

/** The last answer that was begun on each connection. */
const lastAnswers = new WeakMap<Socket, ServerResponse>();

/**
 * One request of a connection after the other. Node starts those that were sent without waiting all at once, and one
 * without a body would overtake the one before it that has one (RFC 9112, 9.3.2: only what is safe may run side by side).
 */
function inTurn({ socket }: IncomingMessage, response: ServerResponse, handle: () => void): void {
  const before = lastAnswers.get(socket);
  lastAnswers.set(socket, response);
  if (before === undefined || before.writableEnded || before.destroyed) handle();
  else before.once('close', handle);
}

/** Resolves when every connection is gone: idle ones at once, the others after their answer or after the deadline. */
function shutServer(server: Server, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that was busy becomes idle with its answer, and nothing tells.
    const idle = setInterval(() => server.closeIdleConnections(), 10);
    const late = setTimeout(() => server.closeAllConnections(), deadline);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}

/** What is no HTTP, too long or too slow is answered in JSON where it still can be, and the connection ends. */
function refuse(error: NodeJS.ErrnoException, socket: Socket, linger: number): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, message] = PROTOCOL_ERRORS[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not a valid HTTP request.',
  ];
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  // At once would be too soon: what is still on its way here makes the system throw away the answer.
  const late = setTimeout(() => socket.destroy(), linger);
  socket.once('close', () => clearTimeout(late));
}

const PROTOCOL_ERRORS: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The address and headers are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time.'],
};

async function portError(port: number, error: NodeJS.ErrnoException): Promise<unknown> {
  const advice = 'start Daytrail with --port and another number';
  if (error.code === 'EADDRINUSE') {
    const holder = await describePortHolder(port);
    return new StoreError('port-taken', `Port ${port} is taken by ${holder}. Quit that, or ${advice}.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new StoreError('port-taken', `The system does not let Daytrail use port ${port}. Instead, ${advice}.`, {
      cause: error,
    });
  }
  return error;
}
