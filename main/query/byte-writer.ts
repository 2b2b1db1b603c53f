/**
 * Gathers many short texts and bytes into one array, without a string or an array per text.
 */
const FIRST_PIECE = 16_384;
const LARGEST_PIECE = 1_048_576;
/** A unit of UTF-16 is at most so many in UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

export class ByteWriter {
  readonly #full: Uint8Array[] = [];
  #fullLength = 0;
  #piece = Buffer.allocUnsafeSlow(FIRST_PIECE);
  #at = 0;

  /** How many bytes there are so far. */
  get length(): number {
    return this.#fullLength + this.#at;
  }

  /** Text of ASCII characters only. */
  ascii(text: string): void {
    this.#makeRoom(text.length);
    this.#at += this.#piece.write(text, this.#at, 'latin1');
  }

  text(text: string): void {
    this.#makeRoom(MOST_BYTES_PER_UNIT * text.length);
    this.#at += this.#piece.write(text, this.#at, 'utf8');
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#piece.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Everything so far. Its buffer is its own. */
  joined(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#fullLength + this.#at);
    let at = 0;
    for (const piece of [...this.#full, this.#piece.subarray(0, this.#at)]) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  #makeRoom(length: number): void {
    if (this.#at + length <= this.#piece.length) return;
    this.#full.push(this.#piece.subarray(0, this.#at));
    this.#fullLength += this.#at;
    const size = Math.min(2 * this.#piece.length, LARGEST_PIECE);
    this.#piece = Buffer.allocUnsafeSlow(Math.max(size, length));
    this.#at = 0;
  }
}
