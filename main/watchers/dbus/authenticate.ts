/** The handshake by which a bus learns who we are (D-Bus specification, "Authentication Protocol"). */
import { createConnection, type Socket } from 'node:net';
import { ANSWER_LIMIT_MS } from '../answer-limit.ts';
import { BusError } from './bus-error.ts';

export interface Authenticated {
  /** Paused, so that nothing is missed before somebody reads. */
  readonly socket: Socket;
  /** What came after the handshake. */
  readonly rest: Buffer;
}

/** By EXTERNAL: the bus asks the kernel whose socket it is. Rejects with a BusError. */
export function authenticate(path: string): Promise<Authenticated> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    let answer: Buffer = Buffer.alloc(0);
    const settle = () => {
      clearTimeout(timer);
      socket.off('data', onData).off('close', onClose).off('error', onError);
    };
    const fail = (message: string) => {
      settle();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(new BusError(message));
    };
    const onError = (error: Error) => fail(error.message);
    const onClose = () => fail('it closed the connection');
    const onData = (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf('\r\n');
      if (end < 0) return;
      if (!answer.subarray(0, end).toString('ascii').startsWith('OK ')) {
        fail('it refused us');
        return;
      }
      settle();
      socket.pause();
      socket.write('BEGIN\r\n');
      resolve({ socket, rest: answer.subarray(end + 2) });
    };
    const timer = setTimeout(() => fail('it did not answer'), ANSWER_LIMIT_MS);
    socket.on('data', onData).on('close', onClose).on('error', onError);
    const uid = String(process.getuid?.() ?? 0);
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(uid, 'ascii').toString('hex')}\r\n`);
  });
}
