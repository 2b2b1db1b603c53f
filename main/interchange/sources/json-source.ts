/**
 * ActivityWatch's export of one bucket or of all, as a file: read in pieces, so that its size does not matter, and in
 * whatever order its keys come.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { refuseProto } from '../../api/json-body.ts';
import { readEvent } from '../../api/wire.ts';
import { messageOf } from '../../lifecycle/message-of.ts';
import { StoreError } from '../../store/store-error.ts';
import { checkData, checkSpan } from '../../store/validate.ts';
import { ExportParser } from '../export-parser.ts';
import { BUCKET_FIELDS, type BucketFields, bucketSpec } from './bucket-spec.ts';
import type { ImportSource, SourceBucket, SourceSink } from './source.ts';

const PIECE_BYTES = 1024 * 1024;
const MAX_BUCKETS = 10_000;

export class JsonSource implements ImportSource {
  readonly kind = 'activitywatch-json';
  /** Guessed from how often an event's first key comes, which takes a hundredth of what reading takes. */
  readonly total: number;
  readonly #path: string;
  /** By the key under which a bucket stands. */
  readonly #fields = new Map<string, BucketFields>();
  /** By that key, what the bucket says that it is called. */
  readonly #ids = new Map<string, string>();

  constructor(path: string) {
    this.#path = path;
    this.total = occurrences(path, '"timestamp"');
  }

  read(sink: SourceSink): void {
    this.#fields.clear();
    this.#ids.clear();
    const places = new Map<string, number>();
    let place = 0;
    let under = '';
    let fields: BucketFields = {};
    const parser = new ExportParser({
      bucket: (key) => {
        under = key;
        const known = places.get(key);
        place = known ?? places.size;
        fields = this.#fields.get(key) ?? {};
        if (known !== undefined) return;
        if (place >= MAX_BUCKETS) throw new StoreError('invalid', `The file has more than ${MAX_BUCKETS} buckets.`);
        places.set(key, place);
        this.#fields.set(key, fields);
      },
      field: (key, value) => {
        if (isField(key)) fields[key] = value;
        else if (key === 'id' && typeof value === 'string' && value !== '') this.#ids.set(under, value);
      },
      event: (json) => tell(sink, place, json),
    });
    readPieces(this.#path, (piece) => parser.write(piece));
    parser.end();
  }

  /** What a bucket says of itself counts, as for both of ActivityWatch's servers; where it says nothing, its key does. */
  buckets(): readonly SourceBucket[] {
    return Array.from(this.#fields, ([key, fields]) => bucketSpec(this.#ids.get(key) ?? key, fields));
  }

  /** An export has none. */
  settings(): Record<string, never> {
    return {};
  }

  close(): void {}
}

function readPieces(path: string, use: (piece: Buffer) => void): void {
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      use(piece.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
}

/** Those that lie across two pieces, few among many, are not seen. */
function occurrences(path: string, text: string): number {
  let count = 0;
  readPieces(path, (piece) => {
    for (let at = piece.indexOf(text); at !== -1; at = piece.indexOf(text, at + text.length)) count++;
  });
  return count;
}

function isField(key: string): key is (typeof BUCKET_FIELDS)[number] {
  return (BUCKET_FIELDS as readonly string[]).includes(key);
}

function tell(sink: SourceSink, bucket: number, json: string | null): void {
  if (json === null) {
    sink.refused(bucket, 'It is nested too deep.');
    return;
  }
  const value = parse(json);
  let event: ReturnType<typeof readEvent>;
  let data: string;
  try {
    if (json.includes('__proto__') || json.includes('\\u00')) refuseProto(value);
    event = readEvent(value, false);
    checkSpan(event);
    data = checkData(event.data);
  } catch (error) {
    sink.refused(bucket, messageOf(error));
    return;
  }
  sink.event(bucket, event.start, event.end - event.start, data);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new StoreError('invalid', 'The file is not valid JSON.');
  }
}
