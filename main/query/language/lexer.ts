/**
 * A program as tokens. Marks, names, numbers and texts are aw-server-rust's; texts may stand in single quotes, too, as
 * in aw-server. A comment goes from # to the end of its line.
 */
import { type Position, QueryError } from './query-error.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end';
  /** The name, the digits, what the text says, the mark. */
  readonly text: string;
  readonly at: Position;
}

const SPACE = /(?:\s|#[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /\d+\.?\d*/y;
const MARK = /==|[=;,:(){}[\]+\-*/%]/y;

/** Ends with a token of kind `end`. A QueryParseException for what is none. */
export function tokenize(program: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;
  const passLines = (from: number, to: number) => {
    for (let next = program.indexOf('\n', from); next !== -1 && next < to; next = program.indexOf('\n', next + 1)) {
      line++;
      lineStart = next + 1;
    }
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(program)?.[0] ?? null;
  };

  for (;;) {
    const space = take(SPACE) ?? '';
    passLines(at, at + space.length);
    at += space.length;
    const position = { line, column: at - lineStart + 1 };
    const first = program[at];
    if (first === undefined) {
      tokens.push({ kind: 'end', text: '', at: position });
      return tokens;
    }
    if (first === '"' || first === "'") {
      const end = endOfText(program, at, first);
      if (end === -1)
        throw new QueryError('QueryParseException', `A text is not closed: ${first} is missing`, position);
      const text = program.slice(at + 1, end).replaceAll(`\\${first}`, first);
      tokens.push({ kind: 'text', text, at: position });
      passLines(at, end);
      at = end + 1;
      continue;
    }
    const name = take(NAME);
    const number = name === null ? take(NUMBER) : null;
    const text = name ?? number ?? take(MARK);
    if (text === null) {
      const found = JSON.stringify(String.fromCodePoint(program.codePointAt(at) ?? 0));
      throw new QueryError('QueryParseException', `The character ${found} has no meaning here`, position, { found });
    }
    tokens.push({ kind: name !== null ? 'name' : number !== null ? 'number' : 'mark', text, at: position });
    at += text.length;
  }
}

/**
 * Where the text that opens at `open` closes, or -1. A backslash before the quote keeps it open; where then no quote
 * follows at all, the last one kept open closes it after all. Every other backslash stands for itself.
 */
function endOfText(program: string, open: number, quote: string): number {
  let kept = -1;
  for (let end = program.indexOf(quote, open + 1); end !== -1; end = program.indexOf(quote, end + 1)) {
    if (program[end - 1] !== '\\' || end - 1 === open) return end;
    kept = end;
  }
  return kept;
}
