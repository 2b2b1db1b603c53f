/**
 * Reads an ActivityWatch export as it comes, in pieces of any size: `{"buckets":{"ID":{…,"events":[…]}}}`. Only what is
 * being looked at is in memory, one event at a time, so that the size of the file does not matter. Keys may come in any
 * order; those that are not needed are read over.
 *
 * Its own scanner follows the five levels down to an event; everything inside is JSON.parse's.
 */
import { isUtf8 } from 'node:buffer';
import { StoreError } from '../store/store-error.ts';

export interface ExportSink {
  bucket(id: string): void;
  /** A key of the bucket that was told last, other than its events. */
  field(key: string, value: unknown): void;
  /** An event of that bucket, as JSON; null where it is nested too deep to be looked at. */
  event(json: string | null): void;
}

/** One event, or one value of a bucket. */
const MAX_VALUE_BYTES = 16 * 1024 * 1024;
/** Deeper than any data that can be stored. */
const MAX_DEPTH = 100;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

const EXPORT_IT = 'Export all buckets as JSON where it comes from, and import that file.';
const ONCE_MORE = 'Export it once more where it comes from.';

/** What is open around the place: the whole, `buckets`, a bucket, its `events`. */
type Level = 'file' | 'buckets' | 'bucket' | 'events';
const OUTER = { file: null, buckets: 'file', bucket: 'buckets', events: 'bucket' } as const;

type Expected = 'start' | 'key' | 'key or end' | 'colon' | 'value' | 'value or end' | 'comma or end' | 'nothing';

export class ExportParser {
  readonly #sink: ExportSink;
  #expected: Expected = 'start';
  #level: Level = 'file';
  #key = '';
  #foundBuckets = false;
  /** Whether a key or value is being gathered, and its beginnings from earlier pieces. */
  #gathering = false;
  #isKey = false;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;

  constructor(sink: ExportSink) {
    this.#sink = sink;
  }

  /** Fails with `invalid` where it is no such export. The piece may be used again afterwards. */
  write(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) at = this.#gathering ? this.#gather(piece, at) : this.#step(piece, at);
  }

  end(): void {
    if (this.#expected === 'start') throw invalid(`The file is empty. ${ONCE_MORE}`);
    if (this.#expected !== 'nothing') throw invalid(`The file ends too early: it is not a whole export. ${ONCE_MORE}`);
    if (!this.#foundBuckets) throw noExport("it has no 'buckets'");
  }

  /** One byte outside of keys and values; gives where to go on. */
  #step(piece: Uint8Array, at: number): number {
    const byte = piece[at] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    switch (this.#expected) {
      case 'start':
        // A byte order mark, as Windows writes it.
        if (byte === 0xef || byte === 0xbb || byte === 0xbf) return at + 1;
        if (byte !== OPEN_OBJECT) throw isText(piece.subarray(at)) ? unexpected() : unreadable();
        this.#expected = 'key or end';
        return at + 1;
      case 'key or end':
        if (byte === CLOSE_OBJECT) return this.#leave(at);
        return this.#begin(piece, at, true);
      case 'key':
        return this.#begin(piece, at, true);
      case 'colon':
        if (byte !== COLON) throw unexpected();
        this.#expected = 'value';
        return at + 1;
      case 'value or end':
        if (byte === CLOSE_ARRAY) return this.#leave(at);
        return this.#begin(piece, at, false);
      case 'value':
        return this.#enter(byte) ? at + 1 : this.#begin(piece, at, false);
      case 'comma or end':
        if (byte === COMMA) {
          this.#expected = this.#level === 'events' ? 'value' : 'key';
          return at + 1;
        }
        if (byte !== (this.#level === 'events' ? CLOSE_ARRAY : CLOSE_OBJECT)) throw unexpected();
        return this.#leave(at);
      case 'nothing':
        throw invalid('There is something after the end of the export.');
    }
  }

  /** Goes a level in where the value is one of those that are followed. */
  #enter(byte: number): boolean {
    if (this.#level === 'file' && this.#key === 'buckets') {
      if (byte !== OPEN_OBJECT) throw noExport("'buckets' is no object");
      this.#level = 'buckets';
      this.#foundBuckets = true;
      this.#expected = 'key or end';
      return true;
    }
    if (this.#level === 'buckets') {
      if (byte !== OPEN_OBJECT) throw noExport('a bucket is no object');
      this.#level = 'bucket';
      this.#expected = 'key or end';
      this.#sink.bucket(this.#key);
      return true;
    }
    if (this.#level === 'bucket' && this.#key === 'events' && byte === OPEN_ARRAY) {
      this.#level = 'events';
      this.#expected = 'value or end';
      return true;
    }
    return false;
  }

  #leave(at: number): number {
    const outer = OUTER[this.#level];
    this.#expected = outer === null ? 'nothing' : 'comma or end';
    this.#level = outer ?? 'file';
    return at + 1;
  }

  #begin(piece: Uint8Array, at: number, isKey: boolean): number {
    if (isKey && piece[at] !== QUOTE) throw unexpected();
    this.#gathering = true;
    this.#isKey = isKey;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#depth = 0;
    this.#deepest = 0;
    this.#inString = false;
    this.#escaped = false;
    return this.#gather(piece, at);
  }

  /** Runs to the end of the key or value, or of the piece. */
  #gather(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#depth === 0) return this.#finish(piece, from, at + 1);
        }
      } else if (byte === QUOTE) {
        this.#inString = true;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        this.#depth++;
        if (this.#depth > this.#deepest) this.#deepest = this.#depth;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        // A number or a word ends with what is around it.
        if (this.#depth === 0) return this.#finish(piece, from, at);
        this.#depth--;
        if (this.#depth === 0) return this.#finish(piece, from, at + 1);
      } else if (byte === COMMA && this.#depth === 0) {
        return this.#finish(piece, from, at);
      }
    }
    // A copy, since the next piece may come in the same memory.
    this.#gathered.push(Buffer.from(piece.subarray(from)));
    this.#gatheredBytes += piece.length - from;
    if (this.#gatheredBytes > MAX_VALUE_BYTES) throw invalid('A single event or value is larger than 16 MiB.');
    return piece.length;
  }

  #finish(piece: Uint8Array, from: number, to: number): number {
    const end = piece.subarray(from, to);
    const bytes = this.#gathered.length === 0 ? end : Buffer.concat([...this.#gathered, end]);
    this.#gathering = false;
    if (!isUtf8(bytes)) throw invalid('The file is not valid UTF-8.');
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    if (this.#isKey) {
      this.#key = parse(text) as string;
      this.#expected = 'colon';
      return to;
    }
    this.#expected = 'comma or end';
    if (this.#level === 'events') this.#sink.event(this.#deepest > MAX_DEPTH ? null : text);
    else if (this.#level === 'bucket' && this.#deepest <= MAX_DEPTH) this.#sink.field(this.#key, parse(text));
    else if (text.trim() === '') throw unexpected();
    return to;
  }
}

/** Of a key, or of a value that is not an event. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`The file is not valid JSON. ${ONCE_MORE}`);
  }
}

/** As far as the beginning tells: what is encrypted, or a picture, begins with bytes that no text of ASCII begins with. */
const isText = (beginning: Uint8Array): boolean =>
  beginning.subarray(0, 16).every((byte) => byte < 0x80 && (byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d)));

const unexpected = () => invalid(`The file is not valid JSON, or no export of ActivityWatch. ${EXPORT_IT}`);
const unreadable = () =>
  invalid(
    `The file is neither an export nor a database that can be read: it may be encrypted, damaged, or of another kind. ${EXPORT_IT}`,
  );
const noExport = (why: string) => invalid(`The file is no export of ActivityWatch: ${why}. ${EXPORT_IT}`);
const invalid = (message: string): StoreError => new StoreError('invalid', message);
