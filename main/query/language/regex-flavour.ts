/**
 * Regular expressions as Rust (with fancy_regex) and Python write them, in JavaScript's words and with its flag `v`.
 *
 * What JavaScript lacks or writes differently: flags inside of the pattern (`(?i)`, `(?s-m:…)`), layout with `x`,
 * `(?P<name>…)` and `(?P=name)`, comments, `\A`, `\z`, `\Z`, `\a`, `\x{…}`, `\U…`, `[:alpha:]`, a `]` first in a class, and braces
 * and escapes that stand for themselves.
 */
import { PatternError } from './pattern-error.ts';
import { readClass } from './regex-class.ts';
import { readEscape } from './regex-escape.ts';

export interface Translation {
  readonly source: string;
  /** Of `i`, `s`, `m`, those set for the whole pattern. */
  readonly flags: string;
}

const FLAG_GROUP = /\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y;
const QUANTIFIER = /\{(\d*)(,?)(\d*)\}/y;
const LAYOUT = /(?:\s|#[^\n]*)+/y;
const MAX_NESTING = 100;
/** What JavaScript has, too. */
const FLAGS = /[ims]/g;
/** What makes no difference here: Unicode is on, and line ends are those of JavaScript. */
const IGNORED = /[uaLR]/g;

/** `unicode`: `\w`, `\d` and `\b` for texts beyond ASCII. Throws a PatternError. */
export function translate(pattern: string, unicode: boolean): Translation {
  return new Translator(pattern, unicode).translate();
}

class Translator {
  readonly #pattern: string;
  readonly #unicode: boolean;
  #at = 0;
  #flags = '';
  #layout = false;
  #nesting = 0;

  constructor(pattern: string, unicode: boolean) {
    this.#pattern = pattern;
    this.#unicode = unicode;
  }

  translate(): Translation {
    const source = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new PatternError("a ')' closes nothing");
    return { source, flags: this.#flags };
  }

  /** Up to the end or a closing parenthesis, which is left. Flags set on the way hold until there, in every alternative. */
  #alternatives(): string {
    const layout = this.#layout;
    let opened = '';
    let count = 0;
    let source = '';
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ')') {
      const flags = this.#takeFlags(source === '' && this.#nesting === 0);
      if (flags !== null) {
        source += flags;
        opened += flags;
        count += flags === '' ? 0 : 1;
      } else if (this.#pattern[this.#at] === '|') {
        source += `${')'.repeat(count)}|${opened}`;
        this.#at++;
      } else {
        source += this.#piece();
      }
    }
    this.#layout = layout;
    return source + ')'.repeat(count);
  }

  /** `(?i)` and the like: what opens their scope, empty where there is nothing to open; null where there are none. */
  #takeFlags(first: boolean): string | null {
    const match = this.#match(FLAG_GROUP);
    if (match?.[3] !== ')') return null;
    this.#at += match[0].length;
    const { on, off } = this.#readFlags(match[1] ?? '', match[2] ?? '');
    if (first && off === '') {
      this.#flags += on;
      return '';
    }
    return on + off === '' ? '' : `(?${on}${off === '' ? '' : `-${off}`}:`;
  }

  #readFlags(set: string, unset: string): { on: string; off: string } {
    const strange = `${set}${unset}`.replace(FLAGS, '').replace(IGNORED, '').replaceAll('x', '');
    if (strange !== '') throw new PatternError(`the flag '${strange[0]}' is not known`);
    if (set.includes('x')) this.#layout = true;
    if (unset.includes('x')) this.#layout = false;
    const distinct = (flags: string) => [...new Set(flags.match(FLAGS) ?? [])].join('');
    return { on: distinct(set), off: distinct(unset) };
  }

  #piece(): string {
    const layout = this.#layout ? this.#match(LAYOUT) : null;
    if (layout !== null) {
      this.#at += layout[0].length;
      return '';
    }
    const char = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    switch (char) {
      case '\\': {
        const { source, end } = readEscape(this.#pattern, this.#at, this.#unicode);
        this.#at = end;
        return source;
      }
      case '[': {
        const { source, end } = readClass(this.#pattern, this.#at, this.#unicode);
        this.#at = end;
        return source;
      }
      case '(':
        return this.#group();
      case '{':
        return this.#brace();
      case '}':
      case ']':
        this.#at++;
        return `\\${char}`;
      default:
        this.#at += char.length;
        return char;
    }
  }

  /** A quantifier, or a brace that stands for itself. */
  #brace(): string {
    const [all = '', least = '', comma = '', most = ''] = this.#match(QUANTIFIER) ?? [];
    if (least === '' && most === '') {
      this.#at++;
      return '\\{';
    }
    this.#at += all.length;
    return `{${least === '' ? '0' : least}${comma}${most}}`;
  }

  #group(): string {
    const flags = this.#match(FLAG_GROUP);
    if (flags !== null) return this.#flagGroup(flags);
    const rest = this.#pattern.slice(this.#at, this.#at + 4);
    if (rest.startsWith('(?#')) {
      const end = this.#pattern.indexOf(')', this.#at);
      if (end === -1) throw new PatternError("a comment is not closed: ')' is missing");
      this.#at = end + 1;
      return '';
    }
    if (rest === '(?P=') {
      const end = this.#pattern.indexOf(')', this.#at);
      const name = this.#pattern.slice(this.#at + 4, end === -1 ? undefined : end);
      this.#at += 4 + name.length + 1;
      return `\\k<${name}>`;
    }
    if (rest.startsWith('(?>')) throw new PatternError('atomic groups cannot be used');
    if (rest === '(?P<') {
      const end = this.#pattern.indexOf('>', this.#at);
      const name = this.#pattern.slice(this.#at + 4, end === -1 ? undefined : end);
      return this.#inside(`(?<${name}>`, 4 + name.length + 1);
    }
    const opening = /^\((?:\?(?:=|!|<=|<!|<[^>]*>))?/.exec(this.#pattern.slice(this.#at, this.#at + 200))?.[0] ?? '(';
    return this.#inside(opening, opening.length);
  }

  #flagGroup(match: RegExpExecArray): string {
    const layout = this.#layout;
    const { on, off } = this.#readFlags(match[1] ?? '', match[2] ?? '');
    const group = this.#inside(`(?${on}${off === '' ? '' : `-${off}`}:`, match[0].length);
    this.#layout = layout;
    return group;
  }

  #inside(opening: string, length: number): string {
    if (++this.#nesting > MAX_NESTING) throw new PatternError(`it is nested more than ${MAX_NESTING} levels deep`);
    this.#at += length;
    const inner = this.#alternatives();
    if (this.#pattern[this.#at] !== ')') throw new PatternError("a group is not closed: ')' is missing");
    this.#at++;
    this.#nesting--;
    return `${opening}${inner})`;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    return expression.exec(this.#pattern);
  }
}
