/**
 * Regular expressions of rules and filters, as something to ask of a text.
 *
 * They are written for Rust's and Python's engines, where `\w`, `\d` and `\b` know all letters and digits there are. In
 * JavaScript they know ASCII's, which is much quicker; so a text whose letters and digits are ASCII alone, as those of
 * most are, is asked the quick way, for which the answer is the same: dashes, quotes and signs belong to no word anyway.
 */
import { PatternError } from './pattern-error.ts';
import { type Translation, translate } from './regex-flavour.ts';

/** ASCII, and the dashes, quotes, dots and shapes that titles have: nothing that is beyond ASCII and belongs to a word. */
const NO_WORDS_BEYOND = /^[\0-\x7f\u2010-\u203e\u25a0-\u25ff]*$/;
/** What `\w` is in Rust (regex-escape.ts), and not in JavaScript. */
const WORDS_BEYOND_ASCII = /(?!\p{ASCII})[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]/u;

/** Whether the pattern is found anywhere in a text. Throws a PatternError that says what is wrong with it. */
export function compilePattern(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  const forAscii = translate(pattern, false);
  const forAll = translate(pattern, true);
  const ascii = toRegExp(forAscii, ignoreCase);
  if (forAscii.source === forAll.source) return (text) => ascii.test(text);
  let all: RegExp | null = null;
  return (text) => {
    if (isPlain(text)) return ascii.test(text);
    all ??= toRegExp(forAll, ignoreCase);
    return all.test(text);
  };
}

/** Of the texts asked last: every rule of a set is asked about the same ones, one rule after another. */
const asked = [
  { text: '', plain: true },
  { text: '', plain: true },
];
let next = 0;

/** Whether the text has no letters and digits but ASCII's. */
function isPlain(text: string): boolean {
  for (const last of asked) if (last.text === text) return last.plain;
  const plain = NO_WORDS_BEYOND.test(text) || !WORDS_BEYOND_ASCII.test(text);
  asked[next] = { text, plain };
  next = 1 - next;
  return plain;
}

/** Finds the translated pattern in a text. Throws a PatternError where JavaScript does not take it. */
export function toRegExp({ source, flags }: Translation, ignoreCase: boolean): RegExp {
  const all = new Set(['v', ...flags, ...(ignoreCase ? ['i'] : [])]);
  try {
    return new RegExp(source, [...all].join(''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.slice(error.message.lastIndexOf(': ') + 2);
    throw new PatternError(`${reason.charAt(0).toLowerCase()}${reason.slice(1)}`);
  }
}

/** Remembers what it compiled: a program runs over many periods with the same rules. */
export function patternMemory(): typeof compilePattern {
  const known = new Map<string, (text: string) => boolean>();
  return (pattern, ignoreCase) => {
    const name = `${ignoreCase ? 'i' : '-'}${pattern}`;
    const matches = known.get(name) ?? compilePattern(pattern, ignoreCase);
    known.set(name, matches);
    return matches;
  };
}
