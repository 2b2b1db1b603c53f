/**
 * What can go wrong in the store, as a kind that callers decide on. The message says what happened, to what, and,
 * where there is something to do, what.
 */
export type StoreErrorKind =
  /** The bucket or event asked for is not there. */
  | 'not-found'
  /** What was asked is not a valid thing to ask (a time out of range, an id of another bucket). */
  | 'invalid'
  /** COMMIT failed; the writes are kept in memory and retried. */
  | 'commit-failed'
  /** Too many writes wait for a commit that keeps failing, or too many queries for their turn; this one was not taken. */
  | 'full'
  /** The file was written by a newer Daytrail. It was not touched. */
  | 'newer-schema'
  /** Another process has the file open for writing. */
  | 'locked'
  /** The file or its folder cannot be opened or written. */
  | 'unwritable'
  /** The HTTP port is taken or may not be used. */
  | 'port-taken'
  /** The store is closed, closing, or its thread has ended. */
  | 'closed'
  /** It was ended at a person's wish; nothing of it is left. */
  | 'cancelled'
  /** This shell has no way to do it. */
  | 'unsupported'
  /** A defect: the stack is in the log. */
  | 'internal';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Errors cross threads as plain values, since a structured clone drops a class and its fields. */
export interface StoreErrorValue {
  readonly kind: StoreErrorKind;
  readonly message: string;
  readonly stack?: string | undefined;
}

export function toErrorValue(error: unknown): StoreErrorValue {
  if (error instanceof StoreError) return { kind: error.kind, message: error.message, stack: error.stack };
  if (error instanceof Error) return { kind: 'internal', message: error.message, stack: error.stack };
  return { kind: 'internal', message: String(error) };
}

export function fromErrorValue(value: StoreErrorValue): StoreError {
  const error = new StoreError(value.kind, value.message);
  if (value.stack !== undefined) error.stack = value.stack;
  return error;
}
