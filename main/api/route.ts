/**
 * A route as a value: what it takes, what it answers and the function that translates between HTTP and an operation. The
 * table of all of them (routes/index.ts) is what the server serves and what its description is made from.
 */
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Importer } from '../interchange/importer.ts';
import type { Operations } from '../store/operations.ts';
import { invalid } from './http-error.ts';
import type { ApiInfo } from './server.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Reads a part of a request; what is wrong with it is thrown as an HttpError that names the field. */
export interface Reader<T> {
  readonly schema: z.ZodType;
  read(value: unknown): T;
}

/** A body is JSON of at most `limit` bytes. */
export interface BodyReader<T> extends Reader<T> {
  readonly limit: number;
}

/** `body` is JSON as text or UTF-8 bytes, in pieces where it is large; null where the status allows none. */
export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Services {
  readonly operations: Operations;
  readonly info: () => ApiInfo;
  readonly importer: Importer;
}

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** For a route that reads its body itself. */
  readonly request: IncomingMessage;
  /** Is called once the answer is sent, or nobody is there any more to take it. */
  onGone(listener: () => void): void;
}

/** The names after the colons of a path. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [key in Name]: string } & ParamsOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? { readonly [key in Name]: string }
    : unknown;

export interface RouteSpec<Path extends string, Query, Body> {
  readonly method: Method;
  /** Below /api/0, without a slash at the end; both forms are served. */
  readonly path: Path;
  readonly summary: string;
  readonly query?: Reader<Query>;
  readonly body?: BodyReader<Body>;
  /** What the body is, where the route reads it itself. */
  readonly upload?: z.ZodType;
  /** What is answered when all goes well; null: no body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** The media type of the first of them, if not JSON. */
  readonly produces?: string;
  handle(services: Services, call: Call<ParamsOf<Path>, Query, Body>): Answer | Promise<Answer>;
}

export type Route = RouteSpec<string, unknown, unknown>;

/** Checks a route's types against its own path, query and body before it joins the others. */
export function route<const Path extends string, Query = undefined, Body = undefined>(
  spec: RouteSpec<Path, Query, Body>,
): Route {
  return spec as Route;
}

export const ok = (body: string | Uint8Array): Answer => ({ status: 200, body });
export const json = (value: unknown): Answer => ok(JSON.stringify(value));
export const NOTHING: Answer = ok('{}');

export function reader<S extends z.ZodType>(schema: S): Reader<z.output<S>> {
  return {
    schema,
    read(value) {
      const result = schema.safeParse(value, { reportInput: true });
      if (result.success) return result.data;
      throw invalid(describe(result.error));
    },
  };
}

export function bodyReader<S extends z.ZodType>(schema: S, limit: number): BodyReader<z.output<S>> {
  return { ...reader(schema), limit };
}

/** The first thing that is wrong, with its field. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'The request is not valid.';
  if (issue.code === 'custom') return issue.message;
  const field = issue.path.length === 0 ? 'The body' : `'${issue.path.join('.')}'`;
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.path.length > 0)
    return `${field} is missing.`;
  return `${field} is not valid: ${issue.message.replace(/^Invalid input: /, '')}.`;
}
