/**
 * The part of ActivityWatch's query language that names a bucket and gives its events:
 *
 *     bucket = "aw-watcher-window_laptop"; RETURN = query_bucket(bucket);
 *
 * Assignments of texts, variables and calls. Events pass through as the bytes the store made of them. What the language
 * has beyond that is answered with an error that says so.
 */
import type { Operations } from '../store/operations.ts';
import { StoreError } from '../store/store-error.ts';
import { HttpError } from './http-error.ts';
import { parseTimestamp } from './timestamp.ts';

export interface Period {
  readonly start: number;
  readonly end: number;
}

type Value = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'json'; readonly bytes: Uint8Array };
type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };
export interface Assignment {
  readonly name: string;
  readonly expression: Expression;
}

const MAX_CALL_DEPTH = 64;

type FailureType = 'QueryParseException' | 'QueryInterpretException' | 'QueryFunctionException';
const failure = (type: FailureType, message: string) => new HttpError(400, message, { details: { type } });

/** A period of time as it is sent: `start/end`. */
export function parsePeriod(text: string): Period {
  const [from, to, ...rest] = text.split('/');
  if (from === undefined || to === undefined || rest.length > 0) {
    throw failure('QueryParseException', "A time period is written as 'start/end'.");
  }
  return { start: parseTimestamp(from, 'timeperiods'), end: parseTimestamp(to, 'timeperiods') };
}

/** Names, texts in either quotes (whose only escape is the quote itself), and the marks of the grammar. */
const TOKEN = /\s+|#[^\n]*|([A-Za-z_]\w*)|"((?:\\"|[^"])*)"|'((?:\\'|[^'])*)'|([=;(),])/y;

type Token = { readonly kind: 'name' | 'text' | 'mark'; readonly text: string };

function tokens(program: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < program.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(program);
    if (match === null) throw failure('QueryParseException', `Cannot read the query at character ${at + 1}.`);
    at = TOKEN.lastIndex;
    const [, name, double, single, mark] = match;
    if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (double !== undefined) found.push({ kind: 'text', text: double.replaceAll('\\"', '"') });
    else if (single !== undefined) found.push({ kind: 'text', text: single.replaceAll("\\'", "'") });
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark });
  }
  return found;
}

/** Throws a QueryParseException for what it cannot read. */
export function parseProgram(program: string): readonly Assignment[] {
  const input = tokens(program);
  let at = 0;
  const isMark = (mark: string) => input[at]?.kind === 'mark' && input[at]?.text === mark;
  const expect = (mark: string) => {
    if (!isMark(mark)) throw failure('QueryParseException', `Expected '${mark}' in the query.`);
    at++;
  };

  function expression(depth = 0): Expression {
    if (depth > MAX_CALL_DEPTH) throw failure('QueryParseException', 'The calls in the query are nested too deep.');
    const token = input[at++];
    if (token?.kind === 'text') return { kind: 'text', text: token.text };
    if (token?.kind !== 'name')
      throw failure('QueryParseException', 'Expected a text, a variable or a call in the query.');
    if (!isMark('(')) return { kind: 'name', name: token.text };
    at++;
    const args: Expression[] = [];
    while (!isMark(')')) {
      args.push(expression(depth + 1));
      if (!isMark(')')) expect(',');
    }
    at++;
    return { kind: 'call', name: token.text, args };
  }

  const assignments: Assignment[] = [];
  while (at < input.length) {
    if (isMark(';')) {
      at++;
      continue;
    }
    const target = input[at++];
    if (target?.kind !== 'name')
      throw failure('QueryParseException', 'A statement of a query is written as NAME = value;');
    expect('=');
    assignments.push({ name: target.text, expression: expression() });
    if (at < input.length) expect(';');
  }
  return assignments;
}

/** The JSON of RETURN after one run over one period. */
export async function runProgram(
  program: readonly Assignment[],
  period: Period,
  operations: Operations,
): Promise<Uint8Array> {
  const variables = new Map<string, Value>();

  async function evaluate(expression: Expression): Promise<Value> {
    if (expression.kind === 'text') return expression;
    if (expression.kind === 'name') {
      const value = variables.get(expression.name);
      if (value !== undefined) return value;
      throw failure(
        'QueryInterpretException',
        `Tried to reference variable '${expression.name}' which is not defined.`,
      );
    }
    if (expression.name !== 'query_bucket') {
      throw failure('QueryInterpretException', `There is no function '${expression.name}' in queries yet.`);
    }
    const [argument, ...rest] = expression.args;
    if (argument === undefined || rest.length > 0) {
      throw failure('QueryInterpretException', 'query_bucket takes one argument, the id of a bucket.');
    }
    const bucket = await evaluate(argument);
    if (bucket.kind !== 'text')
      throw failure('QueryFunctionException', 'query_bucket takes the id of a bucket as text.');
    try {
      return { kind: 'json', bytes: await operations.listEvents(bucket.text, period) };
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'not-found') throw error;
      throw failure('QueryFunctionException', `There's no bucket named '${bucket.text}'`);
    }
  }

  for (const { name, expression } of program) variables.set(name, await evaluate(expression));
  const result = variables.get('RETURN');
  if (result === undefined) {
    throw failure('QueryParseException', "The query doesn't assign the RETURN variable, nothing to respond.");
  }
  return result.kind === 'json' ? result.bytes : Buffer.from(JSON.stringify(result.text));
}
