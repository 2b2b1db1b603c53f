/**
 * Reads a program: aw-server-rust's grammar, wide enough for aw-server's programs.
 *
 *     program   := (if-chain | statement ';')*            the last ';' of a program or block may be missing
 *     if-chain  := 'if' expr block ('elif' expr block)* ['else' block]          block := '{' program '}'
 *     statement := ['return'] expr | NAME '=' expr
 *     expr      := term (('+' | '-' | '*' | '/' | '%' | '==') term)*            one level, from left to right
 *     term      := NUMBER | TEXT | true | false | True | False | NAME | NAME '(' [expr (',' expr)*] ')'
 *                | '[' [expr (',' expr)*] ']' | '{' [TEXT ':' expr (',' TEXT ':' expr)*] '}' | '(' expr ')'
 */
import { type Token, tokenize } from './lexer.ts';
import { QueryError, unexpected } from './query-error.ts';
import type { Branch, Expression, Link, Operator, Pair, Statement } from './syntax.ts';

/** Blocks and brackets inside one another: far more than anyone writes, far less than the stack holds. */
const MAX_NESTING = 200;

const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '==': '==',
};
const CONSTANTS: Readonly<Record<string, boolean>> = { true: true, True: true, false: false, False: false };
const KEYWORDS = new Set(['if', 'elif', 'else', 'return', ...Object.keys(CONSTANTS)]);

/** A QueryParseException for what is no program. */
export function parse(program: string): readonly Statement[] {
  return new Parser(tokenize(program)).program();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  program(): readonly Statement[] {
    const statements = this.#statements();
    if (this.#token.kind !== 'end') throw this.#unexpected('a statement');
    return statements;
  }

  /** Up to the end or a closing brace, which is left. */
  #statements(): readonly Statement[] {
    const statements: Statement[] = [];
    for (;;) {
      while (this.#take(';'));
      if (this.#isEnd()) return statements;
      if (this.#takeWord('if')) {
        statements.push(this.#ifChain());
      } else {
        statements.push(this.#statement());
        if (!this.#isEnd()) this.#expect(';', "';' or an operator");
      }
    }
  }

  #ifChain(): Statement {
    const branches: Branch[] = [];
    do {
      branches.push({ condition: this.#expression(), body: this.#block() });
    } while (this.#takeWord('elif'));
    return { kind: 'if', branches, otherwise: this.#takeWord('else') ? this.#block() : [] };
  }

  #block(): readonly Statement[] {
    this.#expect('{', "'{'");
    const body = this.#nested(() => this.#statements());
    this.#expect('}', "'}'");
    return body;
  }

  #statement(): Statement {
    if (this.#takeWord('return')) return { kind: 'assign', name: 'RETURN', value: this.#expression() };
    const { kind, text } = this.#token;
    if (kind === 'name' && !KEYWORDS.has(text) && this.#isMark('=', 1)) {
      this.#at += 2;
      return { kind: 'assign', name: text, value: this.#expression() };
    }
    return { kind: 'evaluate', value: this.#expression() };
  }

  #expression(): Expression {
    const first = this.#term();
    const rest: Link[] = [];
    for (;;) {
      const { kind, text, at } = this.#token;
      const operator = kind === 'mark' ? OPERATORS[text] : undefined;
      if (operator === undefined) return rest.length === 0 ? first : { kind: 'chain', first, rest, at: first.at };
      this.#at++;
      rest.push({ operator, operand: this.#term(), at });
    }
  }

  #term(): Expression {
    const { kind, text, at } = this.#token;
    if (kind === 'number' || kind === 'text') {
      this.#at++;
      return { kind: 'literal', value: kind === 'number' ? Number(text) : text, at };
    }
    if (kind === 'name' && Object.hasOwn(CONSTANTS, text)) {
      this.#at++;
      return { kind: 'literal', value: CONSTANTS[text] === true, at };
    }
    if (kind === 'name' && !KEYWORDS.has(text)) {
      this.#at++;
      if (!this.#take('(')) return { kind: 'variable', name: text, at };
      return { kind: 'call', name: text, args: this.#list(')', () => this.#expression()), at };
    }
    if (this.#take('[')) return { kind: 'list', items: this.#list(']', () => this.#expression()), at };
    if (this.#take('{')) return { kind: 'dict', pairs: this.#list('}', () => this.#pair()), at };
    if (this.#take('(')) {
      const inner = this.#nested(() => this.#expression());
      this.#expect(')', "')' or an operator");
      return inner;
    }
    throw this.#unexpected('a value');
  }

  #pair(): Pair {
    const { kind, text } = this.#token;
    if (kind !== 'text') throw this.#unexpected('a key in quotes');
    this.#at++;
    this.#expect(':', "':'");
    return [text, this.#expression()];
  }

  /** What stands between commas, up to and with the closing mark. */
  #list<T>(closing: string, item: () => T): readonly T[] {
    if (this.#take(closing)) return [];
    return this.#nested(() => {
      const items = [item()];
      while (!this.#take(closing)) {
        this.#expect(',', `',' or '${closing}'`);
        items.push(item());
      }
      return items;
    });
  }

  #nested<T>(inner: () => T): T {
    if (++this.#nesting > MAX_NESTING) {
      throw new QueryError(
        'QueryParseException',
        `The query is nested more than ${MAX_NESTING} levels deep`,
        this.#token.at,
      );
    }
    const result = inner();
    this.#nesting--;
    return result;
  }

  get #token(): Token {
    // The last one is `end`, which nothing takes.
    return this.#tokens[this.#at] as Token;
  }

  #isMark(mark: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === 'mark' && token.text === mark;
  }

  #isEnd(): boolean {
    return this.#token.kind === 'end' || this.#isMark('}');
  }

  #take(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#at++;
    return true;
  }

  #takeWord(word: string): boolean {
    if (this.#token.kind !== 'name' || this.#token.text !== word) return false;
    this.#at++;
    return true;
  }

  #expect(mark: string, expected: string): void {
    if (!this.#take(mark)) throw this.#unexpected(expected);
  }

  #unexpected(expected: string): QueryError {
    return unexpected(
      'QueryParseException',
      'The query cannot be read',
      expected,
      describe(this.#token),
      this.#token.at,
    );
  }
}

function describe({ kind, text }: Token): string {
  if (kind === 'end') return 'the end of the query';
  if (kind === 'text') return 'a text';
  return `'${text}'`;
}
