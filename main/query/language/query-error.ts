/**
 * What is wrong with a query program, where, and as ActivityWatch's servers name it.
 */

/** Both count from 1; columns in UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** aw-server's names: it cannot be read; it cannot be run; a function was given what it cannot take. */
export type QueryErrorType = 'QueryParseException' | 'QueryInterpretException' | 'QueryFunctionException';

/** As it is answered. `message` says all of it, since most clients show nothing else. */
export interface QueryFailure {
  readonly type: QueryErrorType;
  readonly message: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

interface Details {
  readonly expected?: string;
  readonly found?: string;
}

export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly failure: QueryFailure;

  /** `problem` without a full stop; `at` null: nowhere in particular. */
  constructor(type: QueryErrorType, problem: string, at: Position | null, details: Details = {}) {
    const message = at === null ? `${problem}.` : `${problem} (line ${at.line}, column ${at.column}).`;
    super(message);
    this.failure = { type, message, ...at, ...details };
  }
}

/** Something else stands where `expected` should. */
export function unexpected(type: QueryErrorType, what: string, expected: string, found: string, at: Position) {
  return new QueryError(type, `${what}: expected ${expected}, found ${found}`, at, { expected, found });
}
