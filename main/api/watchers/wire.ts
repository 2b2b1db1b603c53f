/**
 * A connection on which a test writes the very bytes that a watcher's client sends, in its order and spelling of headers,
 * and reads the answers one after the other. `HOST` in the text stands for the address, `LENGTH` for the body's length.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface WireReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export class Wire {
  readonly #socket: Socket;
  readonly #host: string;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  /** Ends with the test at the latest. */
  static async open(port: number): Promise<Wire> {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return new Wire(socket, `127.0.0.1:${port}`);
  }

  constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** The head's lines as they are written, and a body. */
  bytes(head: readonly string[], body = ''): Buffer {
    const text = `${head.join('\r\n')}\r\n\r\n`;
    const filled = text.replace('HOST', this.#host).replace('LENGTH', String(Buffer.byteLength(body)));
    return Buffer.concat([Buffer.from(filled, 'latin1'), Buffer.from(body)]);
  }

  write(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  async ask(head: readonly string[], body = ''): Promise<WireReply> {
    this.write(this.bytes(head, body));
    return this.reply();
  }

  /** The next answer; a 100 is one, too. */
  async reply(): Promise<WireReply> {
    for (;;) {
      const reply = this.#take();
      if (reply !== null) return reply;
      if (this.#ended) throw new Error('The connection ended before the answer did.');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Goes away without a word, and resolves when that has been done. */
  async leave(): Promise<void> {
    this.#socket.destroy();
    await once(this.#socket, 'close');
  }

  /** Resolves when the server has closed the connection. */
  async end(): Promise<void> {
    if (!this.#ended) await once(this.#socket, 'end');
  }

  #take(): WireReply | null {
    const split = this.#received.indexOf('\r\n\r\n');
    if (split === -1) return null;
    const [line = '', ...fields] = this.#received.subarray(0, split).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      fields.map((field) => {
        const colon = field.indexOf(':');
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
      }),
    );
    const status = Number(line.split(' ')[1]);
    // Nothing follows 100, 204 and 304 (RFC 9112, 6.3); all other answers of these routes say their length.
    const length = status < 200 || status === 204 || status === 304 ? 0 : Number(headers['content-length']);
    const end = split + 4 + length;
    if (this.#received.length < end) return null;
    const body = this.#received.subarray(split + 4, end).toString();
    this.#received = this.#received.subarray(end);
    return { status, headers, body };
  }
}
