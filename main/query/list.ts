/**
 * A bucket's events as the bytes of ActivityWatch's JSON array: newest first, clipped to the range.
 */
import type Database from 'better-sqlite3';
import type { EventRange } from '../store/operations.ts';
import type { BucketRows } from './bucket-rows.ts';
import { earlier, rangeParams, recent } from './range.ts';
import { wireText } from './wire.ts';

/** Text is turned into bytes in pieces of about this many characters, so that a long list is never one string. */
const PIECE = 65_536;

type Row = [id: number, start: number, duration: number, data: string];

export type ListEvents = (bucket: string, range: EventRange, limit?: number) => Uint8Array<ArrayBuffer>;

/** The array's buffer is its own and may be transferred. */
export function listReader(db: Database.Database, buckets: BucketRows): ListEvents {
  const select = (from: string) =>
    db
      .prepare<[object], Row>(`
        SELECT e.id, e.start, e.duration, (SELECT json FROM data WHERE row = e.data) ${from}
        ORDER BY e.start DESC, e.id DESC LIMIT @limit`)
      .raw();
  const parts = [select(recent()), select(earlier())];

  return (id, range, limit = Number.MAX_SAFE_INTEGER) => {
    const bucket = buckets.get(id).row;
    const params = rangeParams(range);
    const bytes = new ByteList();
    let text = '[';
    let count = 0;
    for (const statement of parts) {
      const rest = Math.max(0, limit - count);
      for (const [event, start, duration, data] of statement.iterate({ ...params, bucket, limit: rest })) {
        const from = Math.max(start, params.start);
        const to = Math.min(start + duration, params.end);
        text += (count === 0 ? '' : ',') + wireText(event, from, to - from, data);
        count++;
        if (text.length >= PIECE) {
          bytes.add(text);
          text = '';
        }
      }
    }
    bytes.add(`${text}]`);
    return bytes.joined();
  };
}

class ByteList {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(text: string): void {
    const piece = Buffer.from(text);
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  joined(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
