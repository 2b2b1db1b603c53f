/** Events by what they hold: addresses, categories, tags, sums, order. */
import { program, results } from './program.ts';

export const DATA_ROWS = results([
  {
    about: 'an address in its parts',
    asks: program('split_url_events(A)', '0+1:{"url":"https://www.github.com/a/b?q=1#z"}'),
    rust: [
      200,
      '0+1:{"url":"https://www.github.com/a/b?q=1#z","$protocol":"https","$domain":"github.com","$path":"/a/b","$params":"q=1"}',
    ],
    python: [
      200,
      '0+1:{"url":"https://www.github.com/a/b?q=1#z","$protocol":"https","$domain":"github.com","$path":"/a/b","$params":"","$options":"q=1","$identifier":"z"}',
    ],
    ours: 'rust',
    differs: ['url-parts'],
  },
  {
    about: 'an address with a port',
    asks: program('split_url_events(A)', '0+1:{"url":"http://localhost:5600/a"}'),
    rust: [
      200,
      '0+1:{"url":"http://localhost:5600/a","$protocol":"http","$domain":"localhost","$path":"/a","$params":""}',
    ],
    python: [
      200,
      '0+1:{"url":"http://localhost:5600/a","$protocol":"http","$domain":"localhost:5600","$path":"/a","$params":"","$options":"","$identifier":""}',
    ],
    ours: 'rust',
    differs: ['url-parts'],
  },
  {
    about: 'an address without a host',
    asks: program('split_url_events(A)', '0+1:{"url":"about:blank"}'),
    rust: [200, '0+1:{"url":"about:blank","$protocol":"about","$domain":"about","$path":"blank","$params":""}'],
    python: [
      200,
      '0+1:{"url":"about:blank","$protocol":"about","$domain":"about","$path":"blank","$params":"","$options":"","$identifier":""}',
    ],
    ours: 'rust',
    differs: ['url-parts'],
  },
  {
    about: 'the deepest category',
    asks: program(
      'categorize(A, [[["Work"], {"type": "regex", "regex": "Docs"}], [["Work", "Programming"], {"type": "regex", "regex": "vim"}], [["Media"], {"type": "regex", "regex": "GitHub"}]])',
      '0+1:{"title":"vim - GitHub"}',
    ),
    both: [200, '0+1:{"title":"vim - GitHub","$category":["Work","Programming"]}'],
  },
  {
    about: 'the last of two categories',
    asks: program(
      'categorize(A, [[["Work"], {"type": "regex", "regex": "vim"}], [["Media"], {"type": "regex", "regex": "GitHub"}]])',
      '0+1:{"title":"vim - GitHub"}',
    ),
    both: [200, '0+1:{"title":"vim - GitHub","$category":["Media"]}'],
  },
  {
    about: 'no category',
    asks: program('categorize(A, [[["Work"], {"type": "regex", "regex": "x"}]])', '0+1:{"title":"vim"}'),
    both: [200, '0+1:{"title":"vim","$category":["Uncategorized"]}'],
  },
  {
    about: 'an empty rule',
    asks: program('categorize(A, [[["Work"], {"type": "regex", "regex": ""}]])', '0+1:{"title":"vim"}'),
    rust: [200, '0+1:{"title":"vim","$category":["Work"]}'],
    python: [200, '0+1:{"title":"vim","$category":["Uncategorized"]}'],
    ours: 'rust',
    differs: ['empty-rule'],
  },
  {
    about: 'a rule without a type',
    asks: program('categorize(A, [[["Work"], {"regex": "vim"}]])', '0+1:{"title":"vim"}'),
    rust: [500, 'a message'],
    python: [200, '0+1:{"title":"vim","$category":["Work"]}'],
    ours: 'python',
    differs: ['rule-type'],
  },
  {
    about: 'a rule for chosen keys',
    asks: program(
      'categorize(A, [[["Work"], {"type": "regex", "regex": "VIM", "ignore_case": true, "select_keys": ["title"]}]])',
      '0+1:{"title":"vim"}',
    ),
    both: [200, '0+1:{"title":"vim","$category":["Work"]}'],
  },
  {
    about: 'a broken rule',
    asks: program('categorize(A, [[["Work"], {"type": "regex", "regex": "("}]])', '0+1:{"title":"vim"}'),
    rust: [500, 'a message'],
    python: [500, 'a page'],
    ours: [400, 'QueryFunctionException'],
    differs: ['query-errors'],
  },
  {
    about: 'tags given twice',
    asks: program(
      'tag(A, [["z", {"type": "regex", "regex": "vim"}], ["a", {"type": "regex", "regex": "v"}], ["z", {"type": "regex", "regex": "i"}]])',
      '0+1:{"title":"vim"}',
    ),
    rust: [200, '0+1:{"title":"vim","$tags":["a","z"]}'],
    python: [200, '0+1:{"title":"vim","$tags":["z","a","z"]}'],
    ours: 'rust',
    differs: ['tags'],
  },
  {
    about: 'a sum of fractions',
    asks: program('sum_durations(A)', '0+1.0009:a'),
    rust: [200, 1],
    python: [200, 1.0009],
    ours: 'python',
    differs: ['sum-precision'],
  },
  { about: 'a sum', asks: program('sum_durations(A)', '0+1.5:a, 2+2:b'), both: [200, 3.5] },
  {
    about: 'the first two of three',
    asks: program('limit_events(A, 2)', '0+1:a, 1+1:b, 2+1:c'),
    both: [200, '0+1:a, 1+1:b'],
  },
  {
    about: 'sorted by duration',
    asks: program('sort_by_duration(A)', '0+1:a, 1+3:b, 5+2:c'),
    both: [200, '1+3:b, 5+2:c, 0+1:a'],
  },
  { about: 'events newest first', asks: program('query_bucket("@")', '0+1:a, 1+3:b'), both: [200, '1+3:b, 0+1:a'] },
]);
