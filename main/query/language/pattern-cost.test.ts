import { describe, expect, it } from 'vitest';
import { costOf, stepsOn } from './pattern-cost.ts';
import { translate } from './regex-flavour.ts';

const cost = (pattern: string) => costOf(translate(pattern, false).source);

describe('The cost of a pattern', () => {
  it.each([
    ['bank', 1],
    ['(?i)(private browsing|incognito)', 1],
    ['^https?://(?:www\\.)?bank\\.example/', 1],
    ['a{2,5}b{3}', 1],
    ['\\bfoo\\b', 1],
    ['foo(?=bar)', 1],
    ['(?P<name>a)[^)(|*]\\*', 1],
    ['a+b', 1],
    ['ca+b', 2],
    ['(?:ab)*c', 2],
    ['ca{3,}b', 2],
    ['a.*b', 2],
    ['a.*b.*c', 3],
    ['(a.*|b.*)(c+)', 3],
  ])('of %s grows with the length to the power of %i', (pattern, degree) => {
    expect(cost(pattern)?.degree).toBe(degree);
  });

  it.each(['(a+)+$', '(a|aa)+$', '(?:a*)*', '(x+x+)+y', '(a|b){2,}', '(a)\\1', '(?P<n>a)(?P=n)', '((a|b)*|c)*'])(
    'of %s has no bound',
    (pattern) => {
      expect(cost(pattern)).toBeNull();
    },
  );

  it('counts the ways that optional and repeated parts multiply', () => {
    expect(stepsOn(cost('(?:a?){30}a{30}') ?? never(), 30)).toBeGreaterThan(2 ** 30);
    expect(stepsOn(cost('(a|b)(c|d)(e|f)') ?? never(), 10)).toBeLessThan(1000);
    expect(stepsOn(cost('(?:a{1000}){1000}') ?? never(), 10)).toBeGreaterThan(1_000_000);
  });

  it.each([
    ['.*banking.*', 'banking'],
    ['(?is).*?a.*b.*', 'a.*b'],
    ['[^/]*x', 'x'],
    ['.*', ''],
    ['.+x', '.x'],
    ['invoice \\d+', 'invoice \\d'],
    ['a+b+?c+', 'ab+?c'],
    ['(a)+b', '(a)+b'],
    ['a+', 'a'],
    ['a.*|.*b', 'a.*|.*b'],
    ['(.*x)', '(.*x)'],
    ['a\\.*', 'a'],
    ['a🎈*', 'a'],
    ['🎈+a', '🎈a'],
    ['\\*.*', '\\*'],
  ])('of %s is that of %s where only being found matters', (pattern, core) => {
    expect(cost(pattern)?.core).toBe(core);
  });

  it('leaves a core that finds the same', () => {
    const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'a\nb', 'b\na', 'xaxb', 'bbb'];
    for (const pattern of [
      '.*a.*',
      '.*a.*b.*',
      '[ab]*x',
      '.*^b',
      'a$.*',
      '.*?b$',
      '.*',
      '.*\\bb',
      'b*a.*',
      'a+b+',
      '.+b+?',
      'a+',
      'b+$',
    ]) {
      const { core = '' } = cost(pattern) ?? {};
      for (const text of texts) {
        expect([pattern, text, new RegExp(core, 'v').test(text)]).toEqual([
          pattern,
          text,
          new RegExp(pattern, 'v').test(text),
        ]);
      }
    }
  });
});

function never(): never {
  throw new Error('There is a bound.');
}
