/**
 * Every answer to the window is one of two values, never an exception: Electron flattens errors thrown in a handler to a
 * message (electronjs.org/docs/latest/api/ipc-renderer), and a WebSocket knows none.
 */
export type FailureKind =
  | 'not-found'
  | 'invalid'
  | 'commit-failed'
  | 'full'
  | 'newer-schema'
  | 'locked'
  | 'unwritable'
  | 'port-taken'
  | 'closed'
  /** It was ended at a person's wish. */
  | 'cancelled'
  /** This shell has no way to do it. */
  | 'unsupported'
  /** The call did not come from Daytrail's own page. */
  | 'forbidden'
  | 'internal';

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** What a failed call rejects with in the window. */
export class DaytrailError extends Error {
  override readonly name = 'DaytrailError';
  readonly kind: FailureKind;

  constructor(failure: Failure) {
    super(failure.message);
    this.kind = failure.kind;
  }
}
