/** A window's end of the WebSocket, for tests: what arrived can be awaited in order. */
import { WebSocket } from 'ws';
import type { FromBridge, ToBridge } from '../../preload/contract/socket.ts';

export interface TestSocket {
  readonly socket: WebSocket;
  say(message: ToBridge | string | Buffer): void;
  /** The next message that was not taken yet. Rejects when the socket closes before it comes. */
  next(): Promise<FromBridge>;
  /** The next one of a kind; others before it are passed over. */
  nextOf<K extends FromBridge['kind']>(kind: K): Promise<Extract<FromBridge, { kind: K }>>;
  /** The code the socket was closed with. */
  readonly closed: Promise<number>;
}

export interface TestSocketOptions {
  readonly port: number;
  readonly path?: string;
  readonly origin?: string;
  readonly host?: string;
}

/** Rejects where the upgrade was refused. */
export async function openSocket({ port, path = '/bridge', origin, host }: TestSocketOptions): Promise<TestSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    ...(origin === undefined ? {} : { origin }),
    ...(host === undefined ? {} : { headers: { host } }),
  });
  const arrived: FromBridge[] = [];
  const waiting: { resolve(message: FromBridge): void; reject(error: Error): void }[] = [];
  socket.on('message', (data) => {
    const message: FromBridge = JSON.parse(String(data));
    const first = waiting.shift();
    if (first === undefined) arrived.push(message);
    else first.resolve(message);
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`the socket was closed with ${code}`));
      resolve(code);
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const next = (): Promise<FromBridge> => {
    const first = arrived.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  return {
    socket,
    closed,
    next,
    nextOf: async <K extends FromBridge['kind']>(kind: K) => {
      for (;;) {
        const message = await next();
        if (isOf(message, kind)) return message;
      }
    },
    say: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
  };
}

const isOf = <K extends FromBridge['kind']>(
  message: FromBridge,
  kind: K,
): message is Extract<FromBridge, { kind: K }> => message.kind === kind;
