/**
 * What events are about, by a person's rules: ActivityWatch's `categorize` and `tag`. Rules are asked once per distinct
 * data.
 */
import type { JsonObject } from './event.ts';
import { type QueryEvent, withData } from './query-event.ts';

export type Matches = (data: JsonObject) => boolean;

export interface CategoryRule {
  /** From the general to the special: `['Work', 'Programming']`. */
  readonly category: readonly string[];
  readonly matches: Matches;
}

export interface TagRule {
  readonly tag: string;
  readonly matches: Matches;
}

export const UNCATEGORIZED: readonly string[] = ['Uncategorized'];

/** The category of data: of the rules that match the one with the deepest category, of those the last. */
export function categoryOf(rules: readonly CategoryRule[]): (data: JsonObject) => readonly string[] {
  // With the winners in front, the first that matches is the one. A category without a name is beaten by none at all.
  const ranked = rules
    .filter(({ category }) => category.length >= UNCATEGORIZED.length)
    .reverse()
    .sort((a, b) => b.category.length - a.category.length);
  return (data) => ranked.find(({ matches }) => matches(data))?.category ?? UNCATEGORIZED;
}

/** Adds `$category`. */
export function categorize(events: readonly QueryEvent[], rules: readonly CategoryRule[]): QueryEvent[] {
  const category = categoryOf(rules);
  return withData(events, (data) => ({ ...data, $category: category(data) }));
}

/** Adds `$tags`: of all rules that match, each tag once, sorted. */
export function tag(events: readonly QueryEvent[], rules: readonly TagRule[]): QueryEvent[] {
  return withData(events, (data) => {
    const tags = rules.filter(({ matches }) => matches(data)).map((rule) => rule.tag);
    return { ...data, $tags: [...new Set(tags)].sort() };
  });
}
