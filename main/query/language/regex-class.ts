/**
 * A class of characters (`[a-z\w_]`) of Rust's and Python's regular expressions, in JavaScript's words with its flag `v`,
 * under which more characters have to be escaped.
 */
import { PatternError } from './pattern-error.ts';
import { type Escape, readChar, readSetEscape } from './regex-escape.ts';

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t\\x20',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  space: '\\t\\n\\v\\f\\r\\x20',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const POSIX_CLASS = /\[:(\^?)([a-z]+):\]/y;
/** Syntax, and what doubled would be syntax. */
const ESCAPED = /[\^$\\.*+?()[\]{}|/&\-!#%,:;<=>@`~]/;

/** The class that opens at `at`. Throws a PatternError. */
export function readClass(pattern: string, at: number, unicode: boolean): Escape {
  let next = at + 1;
  let source = '[';
  if (pattern[next] === '^') {
    source += '^';
    next++;
  }
  const first = next;
  for (;;) {
    if (next >= pattern.length) throw new PatternError("a class is not closed: ']' is missing");
    if (pattern[next] === ']' && next > first) return { source: `${source}]`, end: next + 1 };
    const set = readSet(pattern, next, unicode);
    if (set !== null) {
      source += set.source;
      next = set.end;
      continue;
    }
    const from = readOne(pattern, next);
    next = from.end;
    source += written(from.char);
    const to = readRangeEnd(pattern, next, unicode);
    if (to !== null) {
      source += `-${written(to.char)}`;
      next = to.end;
    }
  }
}

/** What stands for many characters. */
function readSet(pattern: string, at: number, unicode: boolean): Escape | null {
  POSIX_CLASS.lastIndex = at;
  const posix = POSIX_CLASS.exec(pattern);
  if (posix !== null) {
    const range = POSIX[posix[2] ?? ''];
    if (range === undefined) throw new PatternError(`the class ${posix[0]} is not known`);
    return { source: `[${posix[1]}${range}]`, end: at + posix[0].length };
  }
  return pattern[at] === '\\' ? readSetEscape(pattern, at, unicode) : null;
}

/** The second character of a range; null where the hyphen stands for itself. */
function readRangeEnd(pattern: string, at: number, unicode: boolean): { char: string; end: number } | null {
  if (pattern[at] !== '-' || at + 1 >= pattern.length || pattern[at + 1] === ']') return null;
  return readSet(pattern, at + 1, unicode) === null ? readOne(pattern, at + 1) : null;
}

function readOne(pattern: string, at: number): { char: string; end: number } {
  // In a class, \b is the backspace.
  if (pattern.startsWith('\\b', at)) return { char: '\b', end: at + 2 };
  if (pattern[at] === '\\') return readChar(pattern, at);
  const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  return { char, end: at + char.length };
}

const written = (char: string): string => (ESCAPED.test(char) ? `\\${char}` : char);
