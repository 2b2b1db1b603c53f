/**
 * D-Bus values to bytes and back (the specification's chapters "Type System" and "Message Format"). Pure.
 *
 * In JavaScript: numbers for the types up to 32 bits and for doubles, bigint for x and t, strings for s, o and g, arrays
 * for arrays and structs, [key, value] for entries of a dictionary, and { signature, value } for a variant.
 */

export interface Variant {
  readonly signature: string;
  readonly value: Value;
}
export type Value = number | bigint | boolean | string | Variant | readonly Value[];

/** A signature, or bytes, that break the format's rules. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

/** The specification's bounds: of a message's arrays in bytes, and of containers within one another. */
const LONGEST_ARRAY = 0x4000000;
const DEEPEST = 64;

const alignments: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  s: 4,
  o: 4,
  a: 4,
  h: 4,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};

/** The complete types that a signature is made of: `sa{sv}i` is s, a{sv} and i. */
export function completeTypes(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number, depth: number): number {
  const code = signature[at];
  if (code === undefined || alignments[code] === undefined || depth > DEEPEST) {
    throw new FormatError(`The D-Bus signature “${signature}” is not one`);
  }
  if (code === 'a') return endOfType(signature, at + 1, depth + 1);
  if (code !== '(' && code !== '{') return at + 1;
  const close = code === '(' ? ')' : '}';
  let next = endOfType(signature, at + 1, depth + 1);
  while (signature[next] !== close) next = endOfType(signature, next, depth + 1);
  return next + 1;
}

/** Writes little-endian, which every bus understands. */
export class ValueWriter {
  readonly #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#length);
  }

  /** The values of a signature. Throws a FormatError where a value is not of its type. */
  write(signature: string, values: readonly Value[]): void {
    const types = completeTypes(signature);
    if (types.length !== values.length) {
      throw new FormatError(`“${signature}” wants ${types.length} values, and ${values.length} were given`);
    }
    for (const [index, type] of types.entries()) this.#one(type, values[index] ?? 0);
  }

  align(to: number): void {
    const missing = -this.#length & (to - 1);
    if (missing > 0) this.#add(Buffer.alloc(missing));
  }

  #add(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  #one(type: string, value: Value): void {
    const code = type[0] ?? '';
    this.align(alignments[code] ?? 1);
    if (code === 'v') this.#variant(value);
    else if (code === 'a') this.#array(type, value);
    else if (code === '(' || code === '{') this.#struct(type, value);
    else if (typeof value === 'string') this.#text(type, value);
    else if (typeof value === 'bigint') this.#big(type, value);
    else this.#number(type, value);
  }

  #number(type: string, value: Value): void {
    if (type === 'b' && typeof value === 'boolean') {
      this.#number('u', Number(value));
      return;
    }
    if (typeof value !== 'number') throw new FormatError(`A value is not of the D-Bus type “${type}”`);
    const bytes = Buffer.alloc(alignments[type] ?? 1);
    if (type === 'y') bytes.writeUInt8(value);
    else if (type === 'n') bytes.writeInt16LE(value);
    else if (type === 'q') bytes.writeUInt16LE(value);
    else if (type === 'i') bytes.writeInt32LE(value);
    else if (type === 'u' || type === 'h') bytes.writeUInt32LE(value);
    else if (type === 'd') bytes.writeDoubleLE(value);
    else throw new FormatError(`A number is not of the D-Bus type “${type}”`);
    this.#add(bytes);
  }

  #big(type: string, value: bigint): void {
    const bytes = Buffer.alloc(8);
    if (type === 'x') bytes.writeBigInt64LE(value);
    else if (type === 't') bytes.writeBigUInt64LE(value);
    else throw new FormatError(`A 64-bit number is not of the D-Bus type “${type}”`);
    this.#add(bytes);
  }

  #text(type: string, value: string): void {
    const text = Buffer.from(`${value}\0`, 'utf8');
    if (text.indexOf(0) !== text.length - 1) throw new FormatError('A D-Bus string cannot hold a null character');
    if (type === 'g') this.#add(Buffer.from([text.length - 1]));
    else if (type === 's' || type === 'o') this.#number('u', text.length - 1);
    else throw new FormatError(`A text is not of the D-Bus type “${type}”`);
    this.#add(text);
  }

  #variant(value: Value): void {
    if (typeof value !== 'object' || !('signature' in value)) throw new FormatError('A value is not a D-Bus variant');
    if (completeTypes(value.signature).length !== 1) throw new FormatError('A D-Bus variant holds exactly one value');
    this.#text('g', value.signature);
    this.#one(value.signature, value.value);
  }

  #struct(type: string, value: Value): void {
    if (!Array.isArray(value)) throw new FormatError(`A value is not of the D-Bus type “${type}”`);
    this.write(type.slice(1, -1), value);
  }

  #array(type: string, value: Value): void {
    if (!Array.isArray(value)) throw new FormatError(`A value is not of the D-Bus type “${type}”`);
    const length = Buffer.alloc(4);
    this.#add(length);
    const inner = type.slice(1);
    // The padding before the first element is there also where there is none, and is not counted.
    this.align(alignments[inner[0] ?? ''] ?? 1);
    const start = this.#length;
    for (const element of value) this.#one(inner, element);
    length.writeUInt32LE(this.#length - start);
  }
}

/** Reads either byte order: a bus hands on messages as their senders wrote them. */
export class ValueReader {
  readonly #bytes: Buffer;
  readonly #little: boolean;
  #at: number;

  constructor(bytes: Buffer, little: boolean, at = 0) {
    this.#bytes = bytes;
    this.#little = little;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** The values of a signature. Throws a FormatError where the bytes do not hold them. */
  read(signature: string, depth = 0): Value[] {
    return completeTypes(signature).map((type) => this.#one(type, depth));
  }

  align(to: number): void {
    this.#at += -this.#at & (to - 1);
  }

  #one(type: string, depth: number): Value {
    if (depth > DEEPEST) throw new FormatError('A D-Bus message holds too many containers within one another');
    const code = type[0] ?? '';
    this.align(alignments[code] ?? 1);
    switch (code) {
      case 'y':
        return this.#take(1).readUInt8();
      case 'b':
        return this.#uint32() !== 0;
      case 'n':
        return this.#little ? this.#take(2).readInt16LE() : this.#take(2).readInt16BE();
      case 'q':
        return this.#little ? this.#take(2).readUInt16LE() : this.#take(2).readUInt16BE();
      case 'i':
        return this.#little ? this.#take(4).readInt32LE() : this.#take(4).readInt32BE();
      case 'u':
      case 'h':
        return this.#uint32();
      case 'x':
        return this.#little ? this.#take(8).readBigInt64LE() : this.#take(8).readBigInt64BE();
      case 't':
        return this.#little ? this.#take(8).readBigUInt64LE() : this.#take(8).readBigUInt64BE();
      case 'd':
        return this.#little ? this.#take(8).readDoubleLE() : this.#take(8).readDoubleBE();
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(this.#take(1).readUInt8());
      case 'v':
        return this.#variant(depth + 1);
      case 'a':
        return this.#array(type.slice(1), depth + 1);
      default:
        return this.read(type.slice(1, -1), depth + 1);
    }
  }

  #variant(depth: number): Variant {
    const signature = this.#text(this.#take(1).readUInt8());
    if (completeTypes(signature).length !== 1) throw new FormatError('A D-Bus variant holds exactly one value');
    return { signature, value: this.#one(signature, depth) };
  }

  #array(inner: string, depth: number): Value[] {
    const length = this.#uint32();
    if (length > LONGEST_ARRAY) throw new FormatError('A D-Bus array is longer than the format allows');
    this.align(alignments[inner[0] ?? ''] ?? 1);
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new FormatError('A D-Bus message ended within an array');
    const values: Value[] = [];
    while (this.#at < end) values.push(this.#one(inner, depth));
    return values;
  }

  #uint32(): number {
    return this.#little ? this.#take(4).readUInt32LE() : this.#take(4).readUInt32BE();
  }

  #text(length: number): string {
    return this.#take(length + 1).toString('utf8', 0, length);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new FormatError('A D-Bus message ended in the middle of a value');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
