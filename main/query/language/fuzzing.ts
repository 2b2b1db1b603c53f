/** Programs and regular expressions for tests: right, nearly right, and nothing of the kind. */
import fc from 'fast-check';
import { functions } from './functions.ts';

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
/** Programs that are well formed, and mostly of the right types. */
const someProgram = fc
  .array(statement, { maxLength: 4 })
  .map((statements) => ['x = []; y = 1; RETURN = y;', ...statements].join('\n'));
/** Pieces of the language in any order. */
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
/** Whatever could be sent as a program. */
export const someText = fc.oneof({ weight: 4, arbitrary: someProgram }, soup, fc.string({ unit: 'binary' }));

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
/** Pieces of regular expressions in any order, and any text. */
export const somePattern = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);
