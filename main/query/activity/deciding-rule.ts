/**
 * Which of a person's rules decides what data is: of those in the order in which they win, the first that finds something in
 * a text of it. Rules are asked text by text; the name of an app, which repeats endlessly, is asked about once.
 */
import type { JsonObject } from '../../events/event.ts';

export interface TextRule {
  /** In which texts it looks; null: in all. */
  readonly keys: readonly string[] | null;
  matches(text: string): boolean;
}

const REPEATING = 'app';
/** More names of apps than a person has. */
const MOST_NAMES = 1000;

/** Gives the place of the rule, `rules.length` where none matches. */
export function decidingRule(rules: readonly TextRule[]): (data: JsonObject) => number {
  const ofName = new Map<string, number>();

  /** The first rule that matches the text, if it is before that place. */
  const firstBefore = (place: number, key: string, text: string): number => {
    const found = rules.findIndex(
      ({ keys, matches }, at) => at < place && (keys === null || keys.includes(key)) && matches(text),
    );
    return found < 0 ? place : found;
  };
  const firstOfName = (name: string): number => {
    const known = ofName.get(name);
    if (known !== undefined) return known;
    if (ofName.size >= MOST_NAMES) ofName.clear();
    const first = firstBefore(rules.length, REPEATING, name);
    ofName.set(name, first);
    return first;
  };

  return (data) => {
    let first = rules.length;
    for (const key of Object.keys(data)) {
      const text = data[key];
      if (typeof text !== 'string') continue;
      first = key === REPEATING ? Math.min(first, firstOfName(text)) : firstBefore(first, key, text);
    }
    return first;
  };
}
