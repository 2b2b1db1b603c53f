/**
 * The bridge over WebSockets. A socket is told nothing before it has shown the session's token, and has little time
 * for it; what breaks the protocol is disconnected, and so is what no longer answers pings.
 */
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { CHANNELS } from '../../preload/contract/channels.ts';
import { type FromBridge, REFUSED_CODE, type ToBridge } from '../../preload/contract/socket.ts';
import { type Clock, systemClock } from '../lifecycle/clock.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Bridge } from './bridge.ts';
import { isSameToken } from './token.ts';
import { WindowReads } from './window-reads.ts';

export interface WebSocketTransportOptions {
  readonly bridge: Bridge;
  readonly token: string;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface WebSocketTransport {
  /** Answers upgrades; whether one may be made at all is decided before (window-server.ts). */
  readonly server: WebSocketServer;
  /** Takes no further calls, answers those under way, refuses those that wait, says goodbye to every window. */
  close(): Promise<void>;
}

/** The largest call holds a thousand buckets' names; none comes near this in earnest. */
const MAX_MESSAGE_BYTES = 1_000_000;
/** A person has a few windows open; a hundred is somebody else's game. */
const MAX_SOCKETS = 100;
/** What may wait in a socket whose window reads nothing. An answer of a year's timeline is a few megabytes. */
const MAX_BUFFERED_BYTES = 64_000_000;
const HELLO_WITHIN_MS = 5000;
const PING_EVERY_MS = 30_000;
const GOODBYE_WITHIN_MS = 500;

/** Codes of RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;
const PROTOCOL_ERROR = 1002;
const TRY_AGAIN_LATER = 1013;

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), token: z.string().max(1000) }),
  z.object({
    kind: z.literal('call'),
    id: z.int().nonnegative(),
    channel: z.enum(CHANNELS),
    args: z.array(z.unknown()),
  }),
]) satisfies z.ZodType<ToBridge>;

interface Peer {
  trusted: boolean;
  /** False from a ping until its pong. */
  alive: boolean;
  readonly reads: WindowReads;
}

export function createWebSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { bridge, token, log, clock = systemClock } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const peers = new Map<WebSocket, Peer>();
  const underWay = new Set<Promise<void>>();
  let closing = false;

  const send = (socket: WebSocket, what: FromBridge) => sendText(socket, JSON.stringify(what));
  const sendText = (socket: WebSocket, text: string) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      log.warn('a window reads nothing of what it is sent and is disconnected');
      socket.terminate();
      return;
    }
    socket.send(text);
  };

  const receive = (socket: WebSocket, peer: Peer, data: unknown, isBinary: boolean) => {
    const parsed = isBinary ? null : parse(String(data));
    if (parsed === null) return socket.close(PROTOCOL_ERROR, 'not a message of Daytrail');
    if (parsed.kind === 'hello') {
      peer.trusted = isSameToken(parsed.token, token);
      if (peer.trusted) return send(socket, { kind: 'welcome' });
      log.warn('refused a window: its token is not that of this session');
      return socket.close(REFUSED_CODE, 'wrong token');
    }
    if (!peer.trusted) return socket.close(REFUSED_CODE, 'no token');
    if (closing) return;
    const { id, channel, args } = parsed;
    const answering = bridge
      .call(channel, args, peer.reads)
      .then((result) => send(socket, { kind: 'answer', id, result }))
      .catch((error: Error) => log.error(`${channel} could not be answered: ${error.stack}`))
      .finally(() => underWay.delete(answering));
    underWay.add(answering);
  };

  server.on('connection', (socket) => {
    // Too large a message and the like: ws closes the socket by itself.
    socket.on('error', (error) => log.warn(`a window's socket failed: ${error.message}`));
    if (closing || peers.size >= MAX_SOCKETS) {
      socket.close(closing ? GOING_AWAY : TRY_AGAIN_LATER);
      return;
    }
    const peer: Peer = { trusted: false, alive: true, reads: new WindowReads() };
    peers.set(socket, peer);
    const patience = clock.set(HELLO_WITHIN_MS, () => {
      if (!peer.trusted) socket.close(REFUSED_CODE, 'no token');
    });
    socket.on('pong', () => {
      peer.alive = true;
    });
    socket.on('message', (data, isBinary) => receive(socket, peer, data, isBinary));
    socket.on('close', () => {
      clock.clear(patience);
      peer.reads.end();
      peers.delete(socket);
    });
  });

  let heartbeat = clock.set(PING_EVERY_MS, function beat() {
    for (const [socket, peer] of peers) {
      if (!peer.alive) socket.terminate();
      peer.alive = false;
      socket.ping();
    }
    heartbeat = clock.set(PING_EVERY_MS, beat);
  });

  const unsubscribe = bridge.onPush((push, payload) => {
    if (peers.size === 0) return;
    const text = JSON.stringify({ kind: 'push', push, payload } satisfies FromBridge);
    for (const [socket, { trusted }] of peers) if (trusted) sendText(socket, text);
  });

  return {
    server,
    close: async () => {
      closing = true;
      clock.clear(heartbeat);
      for (const { reads } of peers.values()) reads.end();
      await Promise.all(underWay);
      unsubscribe();
      await Promise.all([...peers.keys()].map((socket) => sayGoodbye(socket, clock)));
      server.close();
    },
  };
}

function sayGoodbye(socket: WebSocket, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const patience = clock.set(GOODBYE_WITHIN_MS, () => socket.terminate());
    socket.once('close', () => {
      clock.clear(patience);
      resolve();
    });
    socket.close(GOING_AWAY, 'Daytrail ends');
  });
}

function parse(text: string): ToBridge | null {
  try {
    const parsed = message.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
