/**
 * What a backslash and what follows it mean in Rust's and Python's regular expressions, in JavaScript's words.
 */
import { PatternError } from './pattern-error.ts';

export interface Escape {
  readonly source: string;
  /** Where it ends in the pattern. */
  readonly end: number;
}

/** Rust's definition, of which Python's is nearly the same. */
const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}';

const SETS: Readonly<Record<string, string>> = {
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '\\s',
  S: '\\S',
};
const EDGES: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: '(?![\\s\\S])',
  Z: '(?![\\s\\S])',
};
const EDGES_OF_WORDS: Readonly<Record<string, string>> = {
  b: `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`,
  B: `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`,
};
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  0: '\0',
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
};
const CODE = /\\(?:[xuU]\{([\da-fA-F]{1,8})\}|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/y;
const PROPERTY = /\\([pP])(?:\{(\^?)([\w=]+)\}|([A-Z]))/y;
const BACKWARDS = /\\(?:[1-9]\d*|k<\w+>)/y;
/** What must be escaped outside of a class, and may be. */
const SYNTAX = /[$()*+.?[\\\]^{|}/]/;

/** The escape at `at`, outside of a class. */
export function readEscape(pattern: string, at: number, unicode: boolean): Escape {
  const char = pattern[at + 1] ?? '';
  const end = at + 2;
  if (char === 'b' || char === 'B') return { source: unicode ? (EDGES_OF_WORDS[char] ?? '') : `\\${char}`, end };
  const edge = EDGES[char];
  if (edge !== undefined) return { source: edge, end };
  BACKWARDS.lastIndex = at;
  const [backwards] = BACKWARDS.exec(pattern) ?? [];
  if (backwards !== undefined) return { source: backwards, end: at + backwards.length };
  return readSetEscape(pattern, at, unicode) ?? readCharEscape(pattern, at);
}

/** An escape that stands for many characters; null where it does not. In and outside of classes alike. */
export function readSetEscape(pattern: string, at: number, unicode: boolean): Escape | null {
  const char = pattern[at + 1] ?? '';
  const set = SETS[char];
  if (set !== undefined) return { source: unicode ? set : `\\${char}`, end: at + 2 };
  PROPERTY.lastIndex = at;
  const match = PROPERTY.exec(pattern);
  if (match === null) return null;
  const negated = (match[1] === 'P') !== (match[2] === '^');
  return { source: `\\${negated ? 'P' : 'p'}{${property(match[3] ?? match[4] ?? '')}}`, end: at + match[0].length };
}

/** A property may be a script without saying so (`\p{Greek}`). */
function property(name: string): string {
  for (const written of [name, `Script=${name}`]) {
    try {
      new RegExp(`\\p{${written}}`, 'v');
      return written;
    } catch {
      // The next one, or none.
    }
  }
  throw new PatternError(`the property '${name}' is not known`);
}

/** An escape that stands for one character, as it is written outside of a class. */
function readCharEscape(pattern: string, at: number): Escape {
  const { char, end } = readChar(pattern, at);
  return { source: SYNTAX.test(char) ? `\\${char}` : char, end };
}

/** The character that the escape at `at` stands for. */
export function readChar(pattern: string, at: number): { readonly char: string; readonly end: number } {
  CODE.lastIndex = at;
  const code = CODE.exec(pattern);
  if (code !== null) {
    const value = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? code[4] ?? '', 16);
    if (value > 0x10ffff) throw new PatternError(`there is no character ${code[0]}`);
    return { char: String.fromCodePoint(value), end: at + code[0].length };
  }
  const next = pattern.codePointAt(at + 1);
  if (next === undefined) throw new PatternError('it ends with a backslash');
  const char = String.fromCodePoint(next);
  const end = at + 1 + char.length;
  const control = CONTROLS[char];
  if (control !== undefined) return { char: control, end };
  if (/[a-zA-Z0-9]/.test(char)) throw new PatternError(`\\${char} has no meaning here`);
  return { char, end };
}
