/**
 * The pattern of a privacy rule, asked of texts in a time that is bounded: heartbeats wait meanwhile. Where the pattern
 * itself says that it cannot take long on a text of this length, which is nearly always, it is simply run; any other is
 * run only under watch, which costs a fraction of a millisecond.
 */

import { toRegExp } from '../query/language/pattern.ts';
import { costOf, type PatternCost, stepsOn } from '../query/language/pattern-cost.ts';
import { PatternError } from '../query/language/pattern-error.ts';
import { type Translation, translate } from '../query/language/regex-flavour.ts';
import { withinTime } from '../query/language/time-limit.ts';

/** One or two milliseconds of the regular expression engine, if it really took as many. */
const MAX_STEPS = 1_000_000;
const MAX_LENGTH = 10_000;
/** To compile it, and to look for it in nothing. */
const COMPILE_MS = 200;

const ASCII = /^\p{ASCII}*$/u;

interface Compiled {
  readonly expression: RegExp;
  /** Null: there is no bound. */
  readonly cost: PatternCost | null;
}

export class PrivacyPattern {
  /** For texts of ASCII alone, and for all others; see pattern.ts. */
  readonly #ascii: Compiled;
  readonly #other: Compiled;

  /** Throws a PatternError that says what is wrong with it. */
  constructor(pattern: string) {
    if (pattern.length > MAX_LENGTH) throw new PatternError(`it is longer than ${MAX_LENGTH} characters`);
    const forAscii = translate(pattern, false);
    const forOther = translate(pattern, true);
    this.#ascii = compile(forAscii);
    this.#other = forOther.source === forAscii.source ? this.#ascii : compile(forOther);
  }

  /** Whether it is found in the text. Null: it could take too long, so that only a run under watch may tell. */
  isIn(text: string, watched: boolean): boolean | null {
    const { expression, cost } = ASCII.test(text) ? this.#ascii : this.#other;
    if (!watched && (cost === null || stepsOn(cost, text.length) > MAX_STEPS)) return null;
    return expression.test(text);
  }
}

function compile(translation: Translation): Compiled {
  // As it was written, so that what is wrong is said of that.
  const whole = toRegExp(translation, false);
  const cost = costOf(translation.source);
  const expression = cost === null ? whole : toRegExp({ ...translation, source: cost.core }, false);
  if (!runs(expression, cost)) throw new PatternError('it is too large');
  return { expression, cost };
}

/** The engine compiles a pattern when it is first used, and may find it too large then. */
function runs(expression: RegExp, cost: PatternCost | null): boolean {
  const use = () => expression.test('');
  try {
    if (cost === null || stepsOn(cost, 0) > MAX_STEPS) return withinTime(COMPILE_MS, use) !== null;
    use();
    return true;
  } catch {
    return false;
  }
}
