/** What the store's thread asks of a joining thread, and what that says. */
import type { Join, Joined } from '../store/join-hosts.ts';
import type { StoreErrorValue } from '../store/store-error.ts';
import type { Write } from '../store/writes.ts';

export interface JoinThreadOptions {
  /** The record. */
  readonly file: string;
  readonly joins: readonly Join[];
  /** Written with the joins, in their transaction: that these hosts are one. */
  readonly remembered: Write;
  /** import-control.ts */
  readonly control: SharedArrayBuffer;
}

export type FromJoin =
  /** It is in the record and on disk. */
  | { readonly kind: 'joined'; readonly joined: Joined }
  /** `damaged`: the record was found to be. */
  | { readonly kind: 'failed'; readonly error: StoreErrorValue; readonly damaged: boolean };
