/** D-Bus messages: header and body to bytes, and a stream of bytes to messages. Pure. */
import { FormatError, type Value, ValueReader, ValueWriter, type Variant } from './values.ts';

export type MessageType = 'call' | 'return' | 'error' | 'signal';

export interface Message {
  readonly type: MessageType;
  readonly serial: number;
  readonly noReply?: boolean;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  /** Set by the bus itself, so it can be trusted. */
  readonly sender?: string;
  readonly signature?: string;
  readonly body?: readonly Value[];
}

const types: readonly MessageType[] = ['call', 'return', 'error', 'signal'];
const NO_REPLY_EXPECTED = 1;
const LITTLE = 'l'.charCodeAt(0);
const BIG = 'B'.charCodeAt(0);
/** Byte order, type, flags, version, body's length, serial, length of the fields. */
const FIXED = 16;
/** The specification's bound. */
const LONGEST = 0x8000000;

/** Each header field's code and type. */
const fields = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;
type Field = keyof typeof fields;
const fieldNames = Object.keys(fields) as Field[];

export function encodeMessage(message: Message): Buffer {
  const body = new ValueWriter();
  if (message.signature !== undefined) body.write(message.signature, message.body ?? []);
  const present = fieldNames.flatMap((name): Value[] => {
    const value = message[name];
    const [code, signature] = fields[name];
    return value === undefined || value === '' ? [] : [[code, { signature, value }]];
  });
  const head = new ValueWriter();
  const flags = message.noReply === true ? NO_REPLY_EXPECTED : 0;
  const type = types.indexOf(message.type) + 1;
  head.write('yyyyuua(yv)', [LITTLE, type, flags, 1, body.length, message.serial, present]);
  head.align(8);
  return Buffer.concat([head.bytes(), body.bytes()]);
}

/** Cuts a stream into messages, however it was cut into chunks. Messages of types unknown to it are left out. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are whole now. Throws a FormatError where the stream cannot be D-Bus. */
  push(chunk: Buffer): Message[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const length = lengthOf(this.#rest);
      if (length === null || this.#rest.length < length) return messages;
      const message = decode(this.#rest.subarray(0, length));
      if (message !== null) messages.push(message);
      this.#rest = this.#rest.subarray(length);
    }
  }
}

function isLittle(bytes: Buffer): boolean {
  if (bytes[0] === LITTLE) return true;
  if (bytes[0] === BIG) return false;
  throw new FormatError('The bus sent what is not a D-Bus message');
}

/** Of the message that these bytes begin with; null while that cannot be said. */
function lengthOf(bytes: Buffer): number | null {
  if (bytes.length < FIXED) return null;
  const little = isLittle(bytes);
  const word = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const head = FIXED + word(12);
  const length = head + (-head & 7) + word(4);
  if (length > LONGEST) throw new FormatError('A D-Bus message is longer than the format allows');
  return length;
}

function decode(bytes: Buffer): Message | null {
  const reader = new ValueReader(bytes, isLittle(bytes));
  const [, type, flags, , , serial, present] = reader.read('yyyyuua(yv)') as [
    number,
    number,
    number,
    number,
    number,
    number,
    [number, Variant][],
  ];
  const told: Partial<Record<Field, Value>> = {};
  for (const [code, { value }] of present) {
    const name = fieldNames.find((candidate) => fields[candidate][0] === code);
    if (name !== undefined) told[name] = value;
  }
  const known = types[type - 1];
  if (known === undefined) return null;
  reader.align(8);
  const head = told as Partial<Pick<Message, Field>>;
  const body = head.signature === undefined ? [] : reader.read(head.signature);
  return { type: known, serial, noReply: (flags & NO_REPLY_EXPECTED) !== 0, ...head, body };
}
