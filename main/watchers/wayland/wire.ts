/**
 * Wayland's wire format (the "Wire Format" chapter of the protocol's specification): messages to bytes and back. Pure.
 *
 * A message is the object's id, then its length and opcode in one word, then the arguments, each padded to 32 bits, all in
 * the machine's own byte order; every machine Daytrail runs on is little-endian. File descriptors travel beside the
 * bytes and are never needed here, so no interface whose events carry one may be bound.
 */

/** Of the protocol's types those that are used here; its signed and fixed-point numbers are not. */
export type Argument =
  /** Unsigned numbers, objects and new ids. */
  { readonly uint: number } | { readonly string: string } | { readonly array: readonly number[] };

export interface WireMessage {
  readonly object: number;
  readonly opcode: number;
  readonly body: Buffer;
}

const HEADER = 8;
/** The length has 16 bits. libwayland itself sends no message over 4096 bytes, or a larger buffer where it is newer. */
export const LONGEST_MESSAGE = 0xffff;

const padded = (bytes: number) => (bytes + 3) & ~3;

/** Throws a RangeError where the message would be longer than the format can say. */
export function encodeMessage(object: number, opcode: number, args: readonly Argument[] = []): Buffer {
  const parts = args.map(encodeArgument);
  const size = parts.reduce((sum, part) => sum + part.length, HEADER);
  if (size > LONGEST_MESSAGE) throw new RangeError(`A Wayland message of ${size} bytes is too long`);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(object, 0);
  header.writeUInt32LE(size * 0x10000 + opcode, 4);
  return Buffer.concat([header, ...parts], size);
}

function encodeArgument(argument: Argument): Buffer {
  const word = Buffer.alloc(4);
  if ('uint' in argument) word.writeUInt32LE(argument.uint);
  else if ('string' in argument) return counted(Buffer.from(`${argument.string}\0`, 'utf8'));
  else return counted(Buffer.concat(argument.array.map((value) => encodeArgument({ uint: value }))));
  return word;
}

function counted(bytes: Buffer): Buffer {
  const out = Buffer.alloc(4 + padded(bytes.length));
  out.writeUInt32LE(bytes.length, 0);
  bytes.copy(out, 4);
  return out;
}

/** What a peer sent cannot be a Wayland message. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Reads a body's arguments in their order. Each method throws a WireError where the body ends too early. */
export class ArgumentReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  uint(): number {
    return this.#take(4).readUInt32LE();
  }

  /** A null string reads as an empty one; bytes that are no UTF-8 become U+FFFD. */
  string(): string {
    const length = this.uint();
    if (length === 0) return '';
    return this.#take(padded(length)).toString('utf8', 0, length - 1);
  }

  /** An array of 32-bit values, which is what every array of the protocols spoken here holds. */
  uints(): number[] {
    const length = this.uint();
    const bytes = this.#take(padded(length));
    return Array.from({ length: length >> 2 }, (_, index) => bytes.readUInt32LE(index * 4));
  }

  #take(bytes: number): Buffer {
    const end = this.#at + bytes;
    if (end > this.#body.length) throw new WireError('A Wayland message ended in the middle of an argument');
    const part = this.#body.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

/** Cuts a stream into messages, however it was cut into chunks. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are whole now. Throws a WireError where the stream cannot be Wayland's. */
  push(chunk: Buffer): WireMessage[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: WireMessage[] = [];
    let at = 0;
    while (bytes.length - at >= HEADER) {
      const object = bytes.readUInt32LE(at);
      const word = bytes.readUInt32LE(at + 4);
      const size = word >>> 16;
      if (size < HEADER || size % 4 !== 0) throw new WireError(`A Wayland message says that it has ${size} bytes`);
      if (bytes.length - at < size) break;
      messages.push({ object, opcode: word & 0xffff, body: bytes.subarray(at + HEADER, at + size) });
      at += size;
    }
    this.#rest = bytes.subarray(at);
    return messages;
  }
}
