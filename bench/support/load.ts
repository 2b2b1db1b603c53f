/**
 * A process that sends heartbeats and measures their answers, over plain sockets that are kept open, so that the client costs
 * little. Its one argument is a `Load`, its output a `Measured`, both JSON (run-load.ts starts it).
 *
 * Without `perSecond` every connection sends as soon as it has its answer. With it, beats are due at fixed times, and one
 * that is answered late makes those behind it late as well: waiting counts (no coordinated omission).
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { quantile } from './statistics.ts';

export interface Load {
  readonly port: number;
  /** One connection each. */
  readonly buckets: readonly string[];
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** On every connection; absent: as fast as it goes. */
  readonly perSecond?: number;
  /** Time of the first beat, ms since the epoch; each following is a second later. */
  readonly from: number;
}

export interface Measured {
  readonly requests: number;
  readonly perSecond: number;
  /** ms. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Time of the last beat, ms since the epoch. */
  readonly until: number;
}

/** A window's title stays for eight beats or so. */
const BEATS_PER_WINDOW = 8;
const WINDOWS = 1500;

const load = JSON.parse(process.argv[2] ?? '') as Load;
process.stdout.write(JSON.stringify(await measure(load)));

async function measure({ port, buckets, warmUpMs, measureMs, perSecond, from }: Load): Promise<Measured> {
  const begin = performance.now();
  const [measureFrom, stopAt] = [begin + warmUpMs, begin + warmUpMs + measureMs];
  const latencies: number[] = [];
  let until = from;

  const one = async (bucket: string): Promise<void> => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    for (let beat = 0; ; beat++) {
      const due = perSecond === undefined ? performance.now() : begin + (beat * 1000) / perSecond;
      if (due >= stopAt) break;
      await at(due);
      await exchange(socket, request(port, bucket, from + beat * 1000, Math.floor(beat / BEATS_PER_WINDOW)));
      const now = performance.now();
      if (due >= measureFrom && now <= stopAt + measureMs) latencies.push(now - due);
      until = Math.max(until, from + beat * 1000);
    }
    socket.destroy();
  };
  await Promise.all(buckets.map(one));
  const seconds = (performance.now() - measureFrom) / 1000;
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    longest: quantile(latencies, 1),
    until,
  };
}

function request(port: number, bucket: string, time: number, window: number): string {
  const number = (window * 7919) % WINDOWS;
  const body = JSON.stringify({
    timestamp: new Date(time).toISOString(),
    duration: 0,
    data: {
      app: number % 3 === 0 ? 'Code' : 'firefox',
      title: `invoice-form-${number}.ts - harbour-api - Visual Studio Code`,
    },
  });
  return (
    `POST /api/0/buckets/${bucket}/heartbeat?pulsetime=2.0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

function at(due: number): Promise<void> | undefined {
  const wait = due - performance.now();
  return wait <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, wait));
}

/** Resolves when the whole answer is there; an answer other than 200 ends the measurement. */
function exchange(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    const onData = (chunk: Buffer): void => {
      received += chunk.toString('latin1');
      const head = received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1];
      if (length !== undefined && received.length < head + 4 + Number(length)) return;
      socket.off('data', onData).off('close', onClose);
      if (length !== undefined && received.startsWith('HTTP/1.1 200 ')) resolve();
      else reject(new Error(`a heartbeat was answered with ${received.slice(0, 300)}`));
    };
    const onClose = (): void => reject(new Error('the connection was closed'));
    socket.on('data', onData).once('close', onClose);
    socket.write(text, 'latin1');
  });
}
