import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRank, categoryOf } from '../../events/categorize.ts';
import type { JsonObject } from '../../events/event.ts';
import { inTexts } from '../language/rules.ts';
import { decidingRule } from './deciding-rule.ts';

const word = fc.constantFrom('a', 'b', 'ab', 'ba', '');
const someData: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom('app', 'title', 'url'),
  fc.oneof(word, fc.nat(3)),
);
const someRules = fc.array(
  fc.record({
    category: fc.array(fc.constantFrom('X', 'Y', 'Z'), { maxLength: 3 }),
    keys: fc.option(fc.array(fc.constantFrom('app', 'title', 'url'), { maxLength: 2 })),
    part: word,
  }),
  { maxLength: 6 },
);

describe('The rule that decides', () => {
  it('is the one whose category a query program gives, for any rules and any data in any order', () => {
    fc.assert(
      fc.property(someRules, fc.array(someData, { maxLength: 12 }), (rules, list) => {
        const asked = rules.map(({ part, ...rule }) => ({ ...rule, matches: (text: string) => text.includes(part) }));
        const category = categoryOf(
          asked.map((rule) => ({ category: rule.category, matches: inTexts(rule.matches, rule.keys) })),
        );
        const ranked = byRank(asked);
        const decides = decidingRule(ranked);
        for (const data of list) expect(ranked[decides(data)]?.category ?? ['Uncategorized']).toEqual(category(data));
      }),
    );
  });

  it('is asked once about the name of an app, however often it comes', () => {
    const texts: string[] = [];
    const decides = decidingRule([{ keys: null, matches: (text) => texts.push(text) < 0 }]);
    for (let n = 0; n < 3; n++) decides({ app: 'Editor', title: 'notes' });
    expect(texts).toEqual(['Editor', 'notes', 'notes', 'notes']);
  });
});
