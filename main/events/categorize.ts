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

/** The category of data: that of the first rule that wins and matches. */
export function categoryOf(rules: readonly CategoryRule[]): (data: JsonObject) => readonly string[] {
  const ranked = byRank(rules);
  return (data) => ranked.find(({ matches }) => matches(data))?.category ?? UNCATEGORIZED;
}

/** Winners first: of the rules that match the one with the deepest category, of those the last. */
export function byRank<R extends Pick<CategoryRule, 'category'>>(rules: readonly R[]): readonly R[] {
  // A category without a name is beaten by none at all.
  return rules
    .filter(({ category }) => category.length >= UNCATEGORIZED.length)
    .reverse()
    .sort((a, b) => b.category.length - a.category.length);
}

/** The data with its `$category`. */
export function categorized(rules: readonly CategoryRule[]): (data: JsonObject) => JsonObject {
  const category = categoryOf(rules);
  return (data) => ({ ...data, $category: category(data) });
}

/** The data with its `$tags`: of all rules that match, each tag once, sorted. */
export function tagged(rules: readonly TagRule[]): (data: JsonObject) => JsonObject {
  return (data) => {
    const tags = rules.filter(({ matches }) => matches(data)).map((rule) => rule.tag);
    return { ...data, $tags: [...new Set(tags)].sort() };
  };
}

export const categorize = (events: readonly QueryEvent[], rules: readonly CategoryRule[]): QueryEvent[] =>
  withData(events, categorized(rules));

export const tag = (events: readonly QueryEvent[], rules: readonly TagRule[]): QueryEvent[] =>
  withData(events, tagged(rules));
