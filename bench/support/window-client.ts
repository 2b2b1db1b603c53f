/** The bridge's other end, without a browser: the window's own methods over the headless shell's WebSocket. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { type Call, daytrailOver } from '../../preload/contract/methods.ts';
import { DaytrailError } from '../../preload/contract/result.ts';
import { type FromBridge, SOCKET_PATH, type ToBridge } from '../../preload/contract/socket.ts';

export interface WindowClient {
  readonly daytrail: Daytrail;
  close(): void;
}

export async function connectWindow(address: string): Promise<WindowClient> {
  const { origin, host, hash } = new URL(address);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, { origin, perMessageDeflate: false });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const send = (message: ToBridge): void => socket.send(JSON.stringify(message));
  await once(socket, 'open');
  const welcome = new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as FromBridge;
      if (message.kind === 'welcome') resolve();
      if (message.kind !== 'answer') return;
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.result.ok) call?.resolve(message.result.value);
      else call?.reject(new DaytrailError(message.result.error));
    });
    socket.once('close', (code) => {
      const error = new Error(`the window's socket was closed with code ${code}`);
      reject(error);
      for (const call of waiting.values()) call.reject(error);
    });
  });
  send({ kind: 'hello', token });
  await welcome;
  let id = 0;
  const call = ((channel, args) =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      send({ kind: 'call', id, channel, args });
    })) as Call;
  return { daytrail: daytrailOver(call, () => () => undefined), close: () => socket.close() };
}
