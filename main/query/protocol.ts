/**
 * What the store thread and a query thread say to each other. Each read is answered once, in the order asked.
 */
import { deserialize, serialize } from 'node:v8';
import type { StoreErrorValue } from '../store/store-error.ts';
import type { ReadCall, ReadName, ReadResult } from './reads.ts';
import type { Stale } from './stale.ts';

export interface QueryThreadOptions {
  readonly file: string;
  /** How much the thread may keep of what it has read. */
  readonly cacheBytes: number;
}

export type ToQuery =
  | { readonly kind: 'read'; readonly id: number; readonly call: ReadCall; readonly stale: Stale }
  /** Closes the connection; the thread then ends by itself. */
  | { readonly kind: 'close' };

export type FromQuery =
  | { readonly id: number; readonly ok: true; readonly packed: Packed }
  | { readonly id: number; readonly ok: false; readonly error: StoreErrorValue };

/**
 * An answer as bytes that are handed over, not copied, so that a thread which only passes a large one on does no work
 * for it.
 */
export type Packed = Uint8Array<ArrayBuffer>;

/** The result's memory is the answer's own and may be transferred. */
export function pack(method: ReadName, result: ReadResult<ReadName>): Packed {
  if (method === 'listEvents' && result instanceof Uint8Array) return result as Packed;
  return serialize(result) as Uint8Array<ArrayBuffer>;
}

export function unpack<K extends ReadName>(method: K, packed: Packed): ReadResult<K> {
  return (method === 'listEvents' ? packed : deserialize(packed)) as ReadResult<K>;
}
