/**
 * The rules of `categorize` and `tag`, as they stand in a program:
 *
 *     {"type": "regex", "regex": "…", "ignore_case": true, "select_keys": ["app"]}      or {"type": "none"}
 *
 * `type` may be missing, as aw-server has it. A rule is looked for in every text of the data, or of the keys selected.
 */
import type { Matches } from '../../events/categorize.ts';
import type { Json, JsonObject } from '../../events/event.ts';
import type { Kind, Refuse } from './arguments.ts';
import { type Dict, isDict, isList, itemsOf, typeName, type Value } from './value.ts';

/** A regular expression as something to ask; throws where it is none. */
export type Compile = (regex: string, ignoreCase: boolean) => (text: string) => boolean;

const PAIRS = 'a list of pairs of a name and a rule';

export interface Rule {
  readonly matches: Matches;
  /** All that it depends on. */
  readonly asked: Json;
}

/** Reads `[[name, rule], …]`. */
export function ruleList<N>(name: Kind<N>, compile: Compile): Kind<readonly (readonly [N, Rule])[]> {
  return (value, refuse) => {
    if (!isList(value)) throw refuse(PAIRS, typeName(value));
    return itemsOf(value).map((pair) => {
      if (!isList(pair)) throw refuse(PAIRS, `a list with ${typeName(pair)} in it`);
      const [first = null, rule = null] = itemsOf(pair);
      if (pair.length !== 2 || !isDict(rule)) throw refuse(PAIRS, 'a list in it that is no such pair');
      return [name(first, refuse), readRule(rule, refuse, compile)] as const;
    });
  };
}

function readRule(rule: Dict, refuse: Refuse, compile: Compile): Rule {
  const regex = rule.get('regex');
  const type = rule.get('type') ?? (regex === undefined ? 'none' : 'regex');
  if (type === 'none') return { matches: () => false, asked: null };
  if (type !== 'regex') throw refuse('"regex" or "none" as the type of a rule', described(type));
  if (typeof regex !== 'string') throw refuse('a text as the regex of a rule', described(regex));
  const ignoreCase = rule.get('ignore_case') ?? false;
  if (typeof ignoreCase !== 'boolean') throw refuse('a bool as the ignore_case of a rule', described(ignoreCase));
  const matches = compile(regex, ignoreCase);
  const keys = selectedKeys(rule.get('select_keys'), refuse);
  return { matches: inTexts(matches, keys), asked: [regex, ignoreCase, keys] };
}

/** Whether it matches any text of the data, or of these keys; null: of all. */
export function inTexts(matches: (text: string) => boolean, keys: readonly string[] | null): Matches {
  const matchesOne = (data: JsonObject, key: string): boolean => {
    const text = Object.hasOwn(data, key) ? data[key] : undefined;
    return typeof text === 'string' && matches(text);
  };
  return (data) => (keys ?? Object.keys(data)).some((key) => matchesOne(data, key));
}

/** Null: all. */
function selectedKeys(keys: Value | undefined, refuse: Refuse): readonly string[] | null {
  if (keys === undefined) return null;
  const texts = isList(keys) ? itemsOf(keys).filter((key) => typeof key === 'string') : [];
  if (!isList(keys) || texts.length === 0 || texts.length < keys.length) {
    throw refuse('a list of texts, not empty, as the select_keys of a rule', described(keys));
  }
  return texts;
}

const described = (value: Value | undefined): string => {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeName(value);
};
