/**
 * ActivityWatch's transforms, each with what its own servers answer (aw-server-rust, where they differ), and with what
 * has to hold for any events.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorize, tag } from './categorize.ts';
import { chunkByKey } from './chunk.ts';
import type { JsonObject } from './event.ts';
import { dropValues, keepMatching, keepValues } from './filter.ts';
import { flood } from './flood.ts';
import { intersect } from './intersect.ts';
import { mergeByKeys } from './merge.ts';
import { periodUnion } from './period-union.ts';
import { perData, type QueryEvent } from './query-event.ts';
import { simplifyTitles } from './simplify-titles.ts';
import { sortByDuration, sortByStart } from './sort.ts';
import { domainOf, splitUrls } from './split-url.ts';
import { sumDurations } from './sum-durations.ts';
import { read, someEvents, someSeparateEvents, write } from './test-events.ts';
import { unionNoOverlap } from './union.ts';

const one = (data: JsonObject): QueryEvent[] => [{ id: 1, start: 0, end: 1, data }];
const dataOf = (events: readonly QueryEvent[]) => events[0]?.data;

function expectSorted(events: readonly QueryEvent[]): void {
  expect(events.map(({ start }) => start)).toEqual(sortByStart(events).map(({ start }) => start));
}

function expectSeparate(events: readonly QueryEvent[]): void {
  let from = Number.NEGATIVE_INFINITY;
  for (const { start, end } of events) {
    expect(start).toBeGreaterThanOrEqual(from);
    expect(end).toBeGreaterThanOrEqual(start);
    from = end;
  }
}

describe('Flooding', () => {
  it.each([
    ['0+1:a, 3+1:b', '0+2:a, 2+2:b'],
    ['0+1:a, 3+1:a', '0+4:a'],
    ['0+1:a, 1+1:a', '0+2:a'],
    ['0+1:a, 6+1:a', '0+1:a, 6+1:a'],
    ['0+1:a, 5.999999+1:a', '0+6.999999:a'],
    ['0+10:a, 2+3:a', '0+10:a'],
    ['0+10:a, 2+3:b', '0+10:a, 2+3:b'],
    ['0+10:a, 2+3:a, 12+1:a', '0+13:a'],
    ['0+0:a', '0+0:a'],
    ['3+1:b, 0+1:a', '0+2:a, 2+2:b'],
    ['0+1:a, 1.000001+1:b', '0+1:a, 1+1.000001:b'],
    ['', ''],
  ])('makes of %s what aw-server-rust does: %s', (events, flooded) => {
    expect(write(flood(read(events)))).toBe(flooded);
  });

  it('keeps order, covers all that was covered, and makes no separate events overlap', () => {
    fc.assert(
      fc.property(someEvents, someSeparateEvents, (events, separate) => {
        expectSorted(flood(events));
        expect(sumDurations(intersect(periodUnion(events, []), flood(events)))).toBe(
          sumDurations(periodUnion(events, [])),
        );
        expectSeparate(flood(separate));
      }),
    );
  });
});

describe('Cutting to other events', () => {
  it.each([
    ['0+10:x', '1+2:f, 5+2:f', '1+2:x, 5+2:x'],
    ['0+0:x', '0+10:f', ''],
    ['0+10:x', '1+5:f, 3+5:f', '1+5:x, 6+2:x'],
    ['0+10:x', '5+0:f', ''],
    ['0+4:x, 4+4:y', '3+2:f', '3+1:x, 4+1:y'],
    ['4+4:y, 0+4:x', '3+2:f', '3+1:x, 4+1:y'],
    ['0+10:x, 1+1:y', '0+1:f, 1+9:f', '0+1:x, 1+9:x, 1+1:y'],
    ['0+4:x', '', ''],
  ])('leaves of %s inside of %s only %s', (events, filter, pieces) => {
    expect(write(intersect(read(events), read(filter)))).toBe(pieces);
  });

  it('never lengthens, keeps order, and cuts nothing off inside of what is covered', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (events, filter) => {
        const pieces = intersect(events, filter);
        expectSorted(pieces);
        for (const piece of pieces) {
          const whole = events.find(({ id }) => id === piece.id);
          expect(piece.start).toBeGreaterThanOrEqual(whole?.start ?? Number.NaN);
          expect(piece.end).toBeLessThanOrEqual(whole?.end ?? Number.NaN);
        }
        expect(sumDurations(intersect(events, [...filter, ...filter]))).toBe(sumDurations(pieces));
        expect(sumDurations(intersect(events, events))).toBe(sumDurations(events));
      }),
    );
  });
});

describe('Unions', () => {
  it.each([
    ['0+5:a', '5+5:b', '0+10:{}'],
    ['0+5:a', '6+1:b', '0+5:{}, 6+1:{}'],
    ['6+1:a, 0+8:a', '3+1:b', '0+8:{}'],
  ])('of the periods of %s and %s are %s', (a, b, union) => {
    expect(write(periodUnion(read(a), read(b)))).toBe(union);
  });

  it.each([
    ['2+2:A', '0+10:B', '0+2:B, 2+2:A, 4+6:B'],
    ['0+10:A', '2+2:B', '0+10:A'],
    ['0+2:A, 4+2:A', '1+4:B', '0+2:A, 2+2:B, 4+2:A'],
    ['0+2:A', '2+0:B, 1+0:B, 0+0:B', '0+2:A, 2+0:B'],
    ['', '3+1:B, 0+1:C', '0+1:C, 3+1:B'],
  ])('without overlap of %s above %s are %s', (above, below, union) => {
    expect(write(unionNoOverlap(read(above), read(below)))).toBe(union);
  });

  it('never overlap, and the parts are as long as the whole', () => {
    fc.assert(
      fc.property(someSeparateEvents, someSeparateEvents, (above, below) => {
        const lengthened = above.filter(({ start, end }) => start < end);
        const union = unionNoOverlap(lengthened, below);
        expectSeparate(union);
        const hidden = sumDurations(intersect(below, lengthened));
        expect(sumDurations(union)).toBe(sumDurations(lengthened) + sumDurations(below) - hidden);
        expect(sumDurations(union)).toBe(sumDurations(periodUnion(lengthened, below)));
      }),
    );
  });

  it('of periods never overlap or touch and cover the same, in any order', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (a, b) => {
        const union = periodUnion(a, b);
        union.slice(1).forEach(({ start }, index) => {
          expect(start).toBeGreaterThan(union[index]?.end ?? Number.NaN);
        });
        expect(periodUnion(b, a)).toEqual(union);
        expect(sumDurations(intersect(a, union))).toBe(sumDurations(a));
      }),
    );
  });
});

describe('Merging by keys', () => {
  const apps = read('0+1:{"app":"x","t":1}, 5+2:{"app":"x","t":2}, 9+1:{"app":"y"}');

  it('sums what agrees in all keys, in order of first appearance, and keeps the first data', () => {
    expect(write(mergeByKeys(apps, ['app']))).toBe('0+3:{"app":"x","t":1}, 9+1:{"app":"y"}');
    expect(write(mergeByKeys(apps, ['app', 't']))).toBe('0+1:{"app":"x","t":1}, 5+2:{"app":"x","t":2}');
    expect(mergeByKeys(apps, ['app'])[0]?.id).toBeNull();
    expect(mergeByKeys(apps, [])).toEqual([]);
    expect(mergeByKeys(read('0+1:{"title":"q"}'), ['app'])).toEqual([]);
  });

  it('tells texts from other values, and two values from one that contains a comma', () => {
    const odd = read('0+1:{"a":1,"b":""}, 1+1:{"a":"1","b":""}, 2+1:{"a":"x,","b":"y"}, 3+1:{"a":"x","b":",y"}');
    expect(mergeByKeys(odd, ['a', 'b'])).toHaveLength(4);
  });

  it('loses no time', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        expect(sumDurations(mergeByKeys(events, ['v']))).toBe(sumDurations(events));
      }),
    );
  });
});

describe('Chunks', () => {
  it('join what follows each other, gaps left out, and pass over what lacks the key', () => {
    expect(write(chunkByKey(read('0+1:x, 1+1:x, 2+1:y, 3+1:x'), 'v'))).toBe('0+2:x, 2+1:y, 3+1:x');
    expect(write(chunkByKey(read('0+1:{"w":1}, 1+1:x, 5+1:{"w":1}, 9+1:x'), 'v'))).toBe('1+2:x');
  });
});

describe('Filters', () => {
  const events = [...one({ n: 1, on: true }), ...one({ n: '1', list: ['Work', 'Mail'] }), ...one({ s: 'Firefox' })];

  it('compare values by what is in them', () => {
    expect(keepValues(events, 'n', [1])).toEqual([events[0]]);
    expect(keepValues(events, 'on', [false, true])).toEqual([events[0]]);
    expect(keepValues(events, 'list', [['Work', 'Mail']])).toEqual([events[1]]);
    expect(keepValues(events, 'list', [['Work']])).toEqual([]);
    expect(dropValues(events, 'n', [1])).toEqual([events[1], events[2]]);
    expect(keepValues(events, 'toString', [''])).toEqual([]);
  });

  it('match only texts', () => {
    expect(keepMatching(events, 's', (text) => text.includes('fox'))).toEqual([events[2]]);
    expect(keepMatching(events, 'n', () => true)).toEqual([events[1]]);
  });

  it('keep and drop everything between them', () => {
    fc.assert(
      fc.property(someEvents, (all) => {
        const split = [...keepValues(all, 'w', [1]), ...dropValues(all, 'w', [1])];
        expect(sortByStart(split)).toHaveLength(all.length);
        expect(sumDurations(split)).toBe(sumDurations(all));
      }),
    );
  });
});

describe('Categories', () => {
  const has = (text: string) => (data: JsonObject) => String(data.title).includes(text);
  const rule = (category: string[], text: string) => ({ category, matches: has(text) });
  const categoryOf = (title: string, rules: ReturnType<typeof rule>[]) =>
    dataOf(categorize(one({ title }), rules))?.$category;

  it('are the deepest that matches, of those the last, and otherwise none', () => {
    const rules = [rule(['Work'], 'Docs'), rule(['Work', 'Programming'], 'vim'), rule(['Media'], 'GitHub')];
    expect(categoryOf('vim - GitHub', rules)).toEqual(['Work', 'Programming']);
    expect(categoryOf('GitHub Docs', rules)).toEqual(['Media']);
    expect(categoryOf('Mail', rules)).toEqual(['Uncategorized']);
    expect(categoryOf('Mail', [rule([], 'Mail')])).toEqual(['Uncategorized']);
  });

  it('are worked out once for data that many events share', () => {
    let asked = 0;
    const data = { title: 'x' };
    const events = Array.from({ length: 50 }, (_, id) => ({ id, start: id, end: id + 1, data }));
    const matches = () => {
      asked++;
      return true;
    };
    const categorized = categorize(events, [{ category: ['A'], matches }]);
    expect(asked).toBe(1);
    expect(new Set(categorized.map((event) => event.data)).size).toBe(1);
    expect(data).toEqual({ title: 'x' });
  });

  it('and tags are told apart: of tags all that match are given, each once', () => {
    const rules = ['b', 'a', 'b', 'c'].map((name) => ({ tag: name, matches: has(name === 'c' ? 'no' : 'yes') }));
    expect(dataOf(tag(one({ title: 'yes' }), rules))).toEqual({ title: 'yes', $tags: ['a', 'b'] });
  });
});

describe('Addresses', () => {
  it.each([
    ['https://www.github.com/a/b?q=1#z', ['https', 'github.com', '/a/b', 'q=1']],
    ['http://www.www.x.org:8080', ['http', 'x.org', '/', '']],
    ['about:blank', ['about', 'about', 'blank', '']],
    ['file:///tmp/a', ['file', 'file', '/tmp/a', '']],
  ])('are taken apart: %s', (url, [$protocol, $domain, $path, $params]) => {
    expect(dataOf(splitUrls(one({ url, n: 1 })))).toEqual({ url, n: 1, $protocol, $domain, $path, $params });
  });

  const inFull = (url: string) => {
    if (!URL.canParse(url)) return [undefined, undefined, undefined, undefined];
    const { protocol, hostname, pathname, search } = new URL(url);
    const scheme = protocol.slice(0, -1);
    return [scheme, hostname === '' ? scheme : hostname.replace(/^(www\.)+/, ''), pathname, search.slice(1)];
  };
  const ours = (url: string) => {
    const { $protocol, $domain, $path, $params } = dataOf(splitUrls(one({ url }))) ?? {};
    expect(domainOf({ url })).toBe($domain ?? null);
    return [$protocol, $domain, $path, $params];
  };

  it('are read as the standard says, whatever is in them', () => {
    const label = fc.constantFrom(
      'x',
      'www',
      'org',
      '1',
      '0x7f',
      '256',
      'X',
      'xn--',
      'é',
      '-',
      '_',
      'a b',
      '%41',
      '@',
      ':80',
    );
    const segment = fc.constantFrom(
      'a',
      '.',
      '..',
      '.a',
      'a.',
      '%2e',
      '%zz',
      "'",
      '"',
      '\\',
      '|',
      '^',
      '{',
      ' ',
      '\t',
      'ä',
      '&=+;',
      '',
    );
    const text = fc.oneof({ arbitrary: segment, weight: 9 }, { arbitrary: fc.string({ maxLength: 2 }), weight: 1 });
    const address = fc
      .tuple(
        fc.oneof(fc.constant('https://'), fc.constantFrom('http://', 'HTTP://', 'http:/', 'ftp://', '', ' http://')),
        fc.array(label, { maxLength: 4 }).map((labels) => labels.join('.')),
        fc.array(text, { maxLength: 4 }).map((segments) => segments.map((one) => `/${one}`).join('')),
        fc.option(
          text.map((one) => `?${one}`),
          { nil: '' },
        ),
        fc.option(
          text.map((one) => `#${one}`),
          { nil: '' },
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(address, (url) => {
        expect(ours(url)).toEqual(inFull(url));
      }),
      { numRuns: 4000 },
    );
  });

  it.each([
    'http://127.1/',
    'http://a.0x1f',
    'http://xn--a',
    'https://a_b.c-d./',
    'https://x.org?',
    'https://x.org/a?b#c?d',
    "https://x.org/a?it's",
    'https://x.org/a/./b',
    'https://x.org//a//',
    'https://x.org/a\n',
    'https://x.org/a#b\n',
  ])('are read as the standard says: %j', (url) => {
    expect(ours(url)).toEqual(inFull(url));
  });

  it.each([[{ url: 'no address' }], [{ url: 5 }], [{ title: 'x' }]])('that are none stay as they are: %j', (data) => {
    expect(dataOf(splitUrls(one(data)))).toEqual(data);
  });
});

describe('Simplified titles', () => {
  it.each([
    [{ app: 'a', title: '(3) Inbox' }, 'Inbox'],
    [{ app: 'a', title: '● main.ts' }, 'main.ts'],
    [{ app: 'a', title: '*draft' }, 'draft'],
    [{ app: 'a', title: 'Game FPS: 59.2' }, 'Game FPS: ...'],
    [{ title: '(12) ● x FPS: 1' }, '● x FPS: 1'],
    [{ app: 'a', title: 5 }, 5],
  ])('lack what changes all the time: %j', (data, title) => {
    expect(dataOf(simplifyTitles(one(data), 'title'))?.title).toBe(title);
  });
});

describe('Order and length', () => {
  it('sorts by start and by duration, and leaves equals in their order', () => {
    const events = read('3+1:a, 0+1:b, 0+2:c');
    expect(write(sortByStart(events))).toBe('0+1:b, 0+2:c, 3+1:a');
    expect(write(sortByDuration(events))).toBe('0+2:c, 3+1:a, 0+1:b');
    expect(sumDurations(read('0+1.000009:a, 0+1:b'))).toBe(2_000_009);
  });

  it('remembers by identity what it worked out, an undefined result, too', () => {
    let asked = 0;
    const ask = perData(() => void asked++);
    const data = {};
    ask(data);
    ask(data);
    ask({});
    expect(asked).toBe(2);
  });
});
