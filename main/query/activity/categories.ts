/**
 * A person's category rules, asked once for each distinct data and rule set. The rule sets used last are remembered with
 * their answers: a window asks with the same one again and again.
 */
import type { CategoryRule } from '../../../preload/contract/activity.ts';
import { canonicalJson } from '../../events/canonical.ts';
import { byRank, UNCATEGORIZED } from '../../events/categorize.ts';
import type { DataObjects } from '../data-objects.ts';
import { compilePattern } from '../language/pattern.ts';
import { PatternError } from '../language/pattern-error.ts';
import { decidingRule, type TextRule } from './deciding-rule.ts';
import { PerData } from './per-data.ts';

/** More than the sets that one window has. */
const MOST_SETS = 4;

/** Categories are numbered; equal paths have one number. */
export interface Categories {
  readonly ofData: PerData;
  path(number: number): readonly string[];
  /** Undefined: no data can have it. */
  number(path: readonly string[]): number | undefined;
  /** Rules that could not be read, in words. */
  readonly problems: readonly string[];
}

export class RuleSets {
  readonly #data: DataObjects;
  /** Least recently used first. */
  readonly #sets = new Map<string, Categories>();

  constructor(data: DataObjects) {
    this.#data = data;
  }

  get(rules: readonly CategoryRule[]): Categories {
    const name = JSON.stringify(rules);
    const categories = this.#sets.get(name) ?? categoriesBy(rules, this.#data);
    this.#sets.delete(name);
    this.#sets.set(name, categories);
    const [oldest] = this.#sets.keys();
    if (this.#sets.size > MOST_SETS && oldest !== undefined) this.#sets.delete(oldest);
    return categories;
  }
}

function categoriesBy(rules: readonly CategoryRule[], data: DataObjects): Categories {
  const paths: (readonly string[])[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (path: readonly string[]): number => {
    const text = canonicalJson(path);
    const number = numbers.get(text) ?? paths.push(path) - 1;
    numbers.set(text, number);
    return number;
  };
  const uncategorized = numberOf(UNCATEGORIZED);
  const problems: string[] = [];
  const asked: AskedRule[] = [];
  for (const { name, rule } of rules) {
    numberOf(name);
    if (rule.type !== 'regex' || rule.regex === undefined) continue;
    const matches = tryPattern(rule.regex, rule.ignore_case ?? false);
    if (matches instanceof PatternError) {
      problems.push(`The rule of ${name.join(' > ')} is not used: ${matches.message}.`);
    } else {
      asked.push({ category: name, keys: rule.select_keys ?? null, matches });
    }
  }
  const ranked = byRank(asked);
  const decides = decidingRule(ranked);
  const numbersByRank = ranked.map(({ category }) => numberOf(category));
  return {
    ofData: new PerData(data, (object) => numbersByRank[decides(object)] ?? uncategorized),
    path: (number) => paths[number] ?? UNCATEGORIZED,
    number: (path) => numbers.get(canonicalJson(path)),
    problems,
  };
}

interface AskedRule extends TextRule {
  readonly category: readonly string[];
}

/** The pattern as something to ask of a text, or what is wrong with it. */
export function tryPattern(regex: string, ignoreCase: boolean): ((text: string) => boolean) | PatternError {
  try {
    return compilePattern(regex, ignoreCase);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}
