/** Whatever is sent is answered: a result, or what is wrong. The seed is fixed, so that a failure is found again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functions } from './functions.ts';
import { compilePattern } from './pattern.ts';
import { PatternError } from './pattern-error.ts';
import { answerOf } from './testing.ts';

const SEED = { seed: 20_260_105, numRuns: 2000 };

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(
      '1',
      '0',
      '2.5',
      '"a"',
      '"app"',
      "'b'",
      'true',
      'False',
      'x',
      'y',
      'TIMEINTERVAL',
      'query_bucket("b")',
    ),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(tie('expression'), { maxLength: 2 }).map((items) => `{${items.map((item) => `"k": ${item}`).join(', ')}}`),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '=='), tie('expression'))
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(fc.constantFrom(...functions.keys()), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
  ),
}));
/** Of the right types, so that programs get further than to their first mistake. */
const { events } = fc.letrec<{ events: string }>((tie) => ({
  events: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom('query_bucket("b")', 'query_bucket("aw-watcher-window_laptop")', '[]'),
    fc
      .tuple(fc.constantFrom('flood', 'sort_by_timestamp', 'sort_by_duration', 'split_url_events'), tie('events'))
      .map(([name, list]) => `${name}(${list})`),
    fc
      .tuple(
        fc.constantFrom('filter_period_intersect', 'period_union', 'union_no_overlap', 'concat'),
        tie('events'),
        tie('events'),
      )
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    tie('events').map((list) => `merge_events_by_keys(${list}, ["app"])`),
    tie('events').map((list) => `categorize(${list}, [[["A", "B"], {"type": "regex", "regex": "(?i)e"}]])`),
    tie('events').map((list) => `limit_events(${list}, 1)`),
  ),
}));
const statement = fc.oneof(
  events.map((value) => `x = ${value};`),
  events.map((value) => `return [x, sum_durations(${value})];`),
  fc.tuple(expression, fc.constantFrom('x', 'y')).map(([value, name]) => `${name} = ${value};`),
  fc.tuple(expression, expression).map(([test, value]) => `if ${test} { y = ${value}; } else { RETURN = x; }`),
);
const program = fc
  .array(statement, { maxLength: 4 })
  .map((statements) => ['x = []; y = 1; RETURN = y;', ...statements].join('\n'));
const soup = fc
  .array(
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      ',',
      ';',
      '=',
      '==',
      'if',
      'else',
      '#',
      '\n',
      '5',
      'é',
      '\0',
    ),
  )
  .map((parts) => parts.join(' '));

it('Every program, however strange, gets a result or is told what is wrong', () => {
  let results = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: program }, soup, fc.string({ unit: 'binary' })), (text) => {
      const answer = answerOf(text);
      if (answer.ok) {
        results++;
        JSON.parse(new TextDecoder().decode(answer.json));
      } else {
        expect(answer.failure.type).toMatch(/^Query(Parse|Interpret|Function)Exception$/);
        expect(answer.failure.message).toMatch(/\.$/);
      }
    }),
    SEED,
  );
  expect(results).toBeGreaterThan(100);
});

it('Every regular expression, however strange, can be asked or is told what is wrong', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'B',
      '.',
      '*',
      '+',
      '?',
      '|',
      '(',
      ')',
      '[',
      ']',
      '[^',
      '{',
      '}',
      '{2}',
      '{,3}',
      '\\',
      '\\w',
      '\\b',
      '\\p{L}',
      '(?i)',
    ],
    ...[
      '(?x)',
      '(?P<n>',
      '(?=',
      '(?<!',
      '(?-i:',
      '[:alpha:]',
      '-',
      '^',
      '$',
      '#',
      ' ',
      'é',
      '🎈',
      '\\x{41}',
      '\\1',
      '&&',
      '\ud800',
    ],
  );
  const pattern = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  let patterns = 0;
  fc.assert(
    fc.property(pattern, fc.boolean(), (text, ignoreCase) => {
      try {
        const matches = compilePattern(text, ignoreCase);
        matches('abba');
        matches('é🎈');
        patterns++;
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
      }
    }),
    SEED,
  );
  expect(patterns).toBeGreaterThan(100);
});
