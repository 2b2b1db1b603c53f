/**
 * How much a regular expression can cost at most. JavaScript's engine tries one way after the other, so that some
 * patterns take for ever on some texts. What is found here is an upper bound on the ways, by the pattern alone: a pattern
 * whose bound is small can be run as it is, any other needs a watch kept on it.
 *
 * Read are the words that regex-flavour.ts translates into (JavaScript's, with the flag `v`). What is not understood has
 * no bound.
 */

/** At most `factor * (length + 1) ** degree` steps on a text of that length. */
export interface PatternCost {
  readonly factor: number;
  readonly degree: number;
  /** What is left where nothing but whether it is found matters: at either end, `.*` finds nothing more, and `x+` as much as `x`. */
  readonly core: string;
}

export const stepsOn = ({ factor, degree }: PatternCost, length: number): number => factor * (length + 1) ** degree;

/** Null: there is no bound. */
export function costOf(source: string): PatternCost | null {
  const reader = new CostReader(source);
  const all = reader.readAll();
  if (all === null) return null;
  const { alternatives, size } = all;
  const [only] = alternatives;
  if (only === undefined || alternatives.length > 1) {
    const ways = sum(alternatives.map(waysOf));
    return { factor: ways.factor * size, degree: ways.degree + 1, core: source };
  }
  let from = 0;
  let to = only.length;
  while (from < to && only[from]?.once === '') from += 1;
  while (from < to && only[to - 1]?.once === '') to -= 1;
  const kept = only.slice(from, to).map((item, index): Item => {
    const atEnd = index === 0 || index === to - from - 1;
    return atEnd && item.once !== null ? { ...item, ...ONE, text: item.once } : item;
  });
  const ways = waysOf(kept);
  return { factor: ways.factor * size, degree: ways.degree + 1, core: kept.map(({ text }) => text).join('') };
}

/** In how many ways a part can match from one place. */
interface Ways {
  readonly factor: number;
  readonly degree: number;
}

interface Item extends Ways {
  readonly text: string;
  /** Where one character is repeated as often as one likes: what must be there of it at least. */
  readonly once: string | null;
}

type Sequence = readonly Item[];

const ONE: Ways = { factor: 1, degree: 0 };

const sum = (all: readonly Ways[]): Ways => ({
  factor: all.reduce((total, { factor }) => total + factor, 0),
  degree: Math.max(0, ...all.map(({ degree }) => degree)),
});

const waysOf = (sequence: Sequence): Ways =>
  sequence.reduce<Ways>(
    (product, { factor, degree }) => ({ factor: product.factor * factor, degree: product.degree + degree }),
    ONE,
  );

const OPENING = /\((?:\?(?:[=!:]|<[=!]|<[^>=!]*>|[a-z]*(?:-[a-z]+)?:))?/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|[^k1-9])/y;

class CostReader {
  readonly #source: string;
  #at = 0;
  /** Parts, each as often as it is written out; what one way costs. */
  #size = 1;

  constructor(source: string) {
    this.#source = source;
  }

  readAll(): { readonly alternatives: readonly Sequence[]; readonly size: number } | null {
    const alternatives = this.#alternatives();
    return alternatives === null || this.#at < this.#source.length ? null : { alternatives, size: this.#size };
  }

  #alternatives(): Sequence[] | null {
    const all: Sequence[] = [];
    let sequence: Item[] = [];
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || char === ')' || char === '|') {
        all.push(sequence);
        if (char !== '|') return all;
        sequence = [];
        this.#at += 1;
        continue;
      }
      const item = this.#item();
      if (item === null) return null;
      sequence.push(item);
    }
  }

  #item(): Item | null {
    const start = this.#at;
    const sizeBefore = this.#size;
    const one = this.#one();
    if (one === null) return null;
    const what = this.#source.slice(start, this.#at);
    const quantifier = this.#match(QUANTIFIER);
    if (quantifier === null) return { ...one, text: what, once: null };
    const [how] = quantifier;
    this.#at += how.length;
    const repeated = this.#repeated(one, quantifier, this.#size - sizeBefore);
    if (repeated === null) return null;
    const once = what.startsWith('(') ? null : how.startsWith('*') ? '' : how.startsWith('+') ? what : null;
    return { ...repeated, text: what + how, once };
  }

  #repeated({ factor, degree }: Ways, [all, least, comma, most]: RegExpExecArray, size: number): Ways | null {
    const single = factor === 1 && degree === 0;
    if (all.startsWith('?')) return { factor: factor + 1, degree };
    // More than one way, as often as one likes: ways multiply without end.
    if (all.startsWith('*') || all.startsWith('+')) return single ? { factor: 1, degree: 1 } : null;
    const times = comma !== '' && most === '' ? Number(least) : Math.max(Number(least), Number(most));
    this.#size += size * times;
    if (comma !== '' && most === '') return single ? { factor: 1, degree: 1 } : null;
    if (single) return { factor: comma === '' ? 1 : times - Number(least) + 1, degree: 0 };
    return { factor: (factor + 1) ** times, degree: degree * times };
  }

  /** A character, a class, an assertion or a group, without what repeats it. */
  #one(): Ways | null {
    this.#size += 1;
    const char = this.#source[this.#at];
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '\\') {
      const escaped = this.#match(ESCAPE);
      // What is not known here, or refers back to what was found: that is compared at every step.
      if (escaped === null) return null;
      this.#at += escaped[0].length;
      return ONE;
    }
    this.#at += (this.#source.codePointAt(this.#at) ?? 0) > 0xffff ? 2 : 1;
    return ONE;
  }

  #group(): Ways | null {
    const opening = this.#match(OPENING);
    if (opening === null) return null;
    this.#at += opening[0].length;
    const alternatives = this.#alternatives();
    if (alternatives === null || this.#source[this.#at] !== ')') return null;
    this.#at += 1;
    return sum(alternatives.map(waysOf));
  }

  #class(): Ways | null {
    let depth = 0;
    do {
      const char = this.#source[this.#at];
      if (char === undefined) return null;
      if (char === '[') depth += 1;
      if (char === ']') depth -= 1;
      this.#at += char === '\\' ? 2 : 1;
    } while (depth > 0);
    return ONE;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    return expression.exec(this.#source);
  }
}
