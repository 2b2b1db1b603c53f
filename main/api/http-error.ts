/**
 * What a request is answered with when it cannot be done: a status and a message for whoever sent it, always as JSON.
 * Store errors become one here and nowhere else.
 */
import { StoreError, type StoreErrorKind } from '../store/store-error.ts';

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Further keys of the body beside `message`. */
  readonly details: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { headers?: Readonly<Record<string, string>>; details?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = more.headers ?? {};
    this.details = more.details ?? {};
  }
}

/** The request itself is wrong; the message names the field. */
export const invalid = (message: string): HttpError => new HttpError(400, message);

/** Seconds after which a request refused for a passing trouble may be sent again. */
const RETRY_AFTER = '5';

const STATUS: Readonly<Record<StoreErrorKind, number>> = {
  'not-found': 404,
  invalid: 400,
  'commit-failed': 503,
  full: 503,
  closed: 503,
  cancelled: 409,
  unsupported: 500,
  'newer-schema': 500,
  locked: 500,
  unwritable: 500,
  'port-taken': 500,
  internal: 500,
};

/** Any error as what may be said about it; what must not be said (a defect's message) is replaced by a neutral one. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof StoreError) {
    const status = STATUS[error.kind];
    if (status === 503) return new HttpError(status, error.message, { headers: { 'Retry-After': RETRY_AFTER } });
    if (status < 500) return new HttpError(status, error.message);
  }
  return new HttpError(500, 'Daytrail could not do this because of a fault of its own. Its log says more.');
}
