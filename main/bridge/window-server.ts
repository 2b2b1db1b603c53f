/**
 * The window for a browser, where there is no Electron: the files of out/renderer and the bridge's WebSocket on a
 * loopback port of their own. The HTTP API is elsewhere; who can reach that port gets no window, and the reverse.
 *
 * Any page in the person's browser and any program on the machine can connect to a loopback port. So `Host` must name
 * the loopback (DNS rebinding), the socket's `Origin` must be the page served here, and the socket must show the token,
 * which only the printed address carries, in its fragment, which browsers never send.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from '../../preload/contract/socket.ts';
import { isLoopbackHost, isOwnOrigin } from '../api/guard.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Bridge } from './bridge.ts';
import { createToken } from './token.ts';
import { createWebSocketTransport } from './websocket-transport.ts';
import { answerFile } from './window-files.ts';

export interface WindowServerOptions {
  readonly bridge: Bridge;
  /** The folder of the built window. */
  readonly root: string;
  readonly log: Log;
  /** 0: any free one. */
  readonly port?: number;
  readonly token?: string;
}

export interface WindowServer {
  readonly port: number;
  /** The address that opens the window, token included: whoever has it can do what the window can. */
  readonly address: string;
  /** Answers what is under way, then ends every connection. Idempotent. */
  close(): Promise<void>;
}

const HEADERS_WITHIN_MS = 10_000;

export async function startWindowServer(options: WindowServerOptions): Promise<WindowServer> {
  const { bridge, root, log, port: wanted = 0, token = createToken() } = options;
  const sockets = createWebSocketTransport({ bridge, token, log });
  const server = createServer({ headersTimeout: HEADERS_WITHIN_MS, requestTimeout: HEADERS_WITHIN_MS });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

  server.on('error', (error) => log.warn(`the window's server: ${error.message}`));
  server.on('request', (request, response) => {
    serve(request, response).catch((error: Error) => {
      log.error(`the window's server could not answer: ${error.stack}`);
      response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = refuseUpgrade(request, port);
    if (refusal === null) {
      sockets.server.handleUpgrade(request, socket, head, (peer) => sockets.server.emit('connection', peer, request));
      return;
    }
    log.warn(`refused a window's socket: ${refusal}`);
    // The server does not look after it any more, and its other side need not hang up.
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    if (!isLoopbackHost(host, port) || (origin !== undefined && !isOwnOrigin(origin, port))) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
      response.end('This address is not that of Daytrail.');
      return;
    }
    const { status, headers, body } = await answerFile({
      method: request.method ?? 'GET',
      pathname: (request.url ?? '/').split('?', 1)[0] ?? '/',
      root,
      // Named, since not every browser counts ws: as 'self'.
      connect: [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`],
    });
    // Always fresh: another build may answer at the same address tomorrow.
    response.writeHead(status, { ...headers, 'cache-control': 'no-cache' });
    response.end(body);
  }

  let closed: Promise<void> | null = null;
  return {
    port,
    address: `http://127.0.0.1:${port}/#token=${token}`,
    close: () => {
      closed ??= (async () => {
        const ended = new Promise<void>((resolve) => {
          server.close(() => resolve());
        });
        await sockets.close();
        server.closeAllConnections();
        await ended;
      })();
      return closed;
    },
  };
}

/** Why an upgrade is refused; null where it may be made. */
function refuseUpgrade({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>, port: number): string | null {
  if (url !== SOCKET_PATH) return 'no such address';
  if (!isLoopbackHost(headers.host, port)) return 'the Host is not the loopback';
  if (headers.origin === undefined || !isOwnOrigin(headers.origin, port)) return "the page is not Daytrail's own";
  return null;
}
