/**
 * Whatever transforms are put together, a program gives what they give over an object for each event, to the byte. The
 * seed is fixed, so that a failure is found again.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorize, tag } from '../../events/categorize.ts';
import { chunkByKey } from '../../events/chunk.ts';
import { type JsonObject, MICROS_PER_SECOND } from '../../events/event.ts';
import { dropValues, keepMatching, keepValues } from '../../events/filter.ts';
import { flood } from '../../events/flood.ts';
import { intersect } from '../../events/intersect.ts';
import { mergeByKeys } from '../../events/merge.ts';
import { mergeFields } from '../../events/merge-fields.ts';
import { periodUnion } from '../../events/period-union.ts';
import type { QueryEvent } from '../../events/query-event.ts';
import { simplifyTitles } from '../../events/simplify-titles.ts';
import { sortByDuration, sortByStart } from '../../events/sort.ts';
import { splitUrls } from '../../events/split-url.ts';
import { sumDurations } from '../../events/sum-durations.ts';
import { unionNoOverlap } from '../../events/union.ts';
import { wireHead } from '../wire.ts';
import type { EventSource } from './functions.ts';
import { ProgramData } from './program-data.ts';
import { answerOf, sourceOfEvents } from './testing.ts';

type Events = readonly QueryEvent[];
type Buckets = { readonly a: Events; readonly b: Events };

/** The same list of events as a program says it and as objects. */
interface Said {
  readonly text: string;
  readonly over: (buckets: Buckets) => Events;
}

/** Some become equal by being changed, and keys are missing here and there. */
const DATA: readonly JsonObject[] = [
  { v: 'a' },
  { v: 'b', w: [1, { k: null }] },
  { v: 'b', w: [1, { k: null }], url: 'about:blank' },
  { app: 'Ed', title: '(2) ● notes' },
  { app: 'Ed', title: '● notes' },
  { app: 'Web', title: 'notes' },
  { title: '(1) tab', url: 'https://www.a.example/x?y=1' },
  { title: 'tab', url: 'https://www.a.example/x?y=1' },
];

/** Few moments and lengths, so that edges meet; odd µs, so that halves are not whole. */
const someEvents: fc.Arbitrary<Events> = fc
  .array(fc.tuple(fc.nat(60), fc.constantFrom(0, 1, 3, 20), fc.constantFrom(0, 0, 1, 7), fc.constantFrom(...DATA)), {
    maxLength: 25,
  })
  .map((events) =>
    events.map(([at, length, odd, data], index) => {
      const start = at * MICROS_PER_SECOND + odd;
      return { id: index + 1, start, end: start + length * MICROS_PER_SECOND + (length > 0 ? odd : 0), data };
    }),
  );
/** As a record gives them: the newest first, of those that start together the larger id. */
const someBucket = someEvents.map((events) =>
  [...events].sort((a, b) => b.start - a.start || (b.id ?? 0) - (a.id ?? 0)),
);

type One = readonly [text: (list: string) => string, over: (events: Events) => Events];
const has = (word: string) => (text: string) => text.includes(word);
const inTexts = (word: string) => (data: JsonObject) =>
  Object.values(data).some((value) => typeof value === 'string' && value.includes(word));

const ONE: readonly One[] = [
  [(list) => `flood(${list})`, flood],
  [(list) => `flood(${list}, 20.5)`, (events) => flood(events, 20_500_000)],
  [(list) => `flood(${list}, 0)`, (events) => flood(events, 0)],
  [(list) => `sort_by_timestamp(${list})`, sortByStart],
  [(list) => `sort_by_duration(${list})`, sortByDuration],
  [(list) => `split_url_events(${list})`, splitUrls],
  [(list) => `simplify_window_titles(${list}, "title")`, (events) => simplifyTitles(events, 'title')],
  [(list) => `simplify_window_titles(${list}, "v")`, (events) => simplifyTitles(events, 'v')],
  [(list) => `limit_events(${list}, 3)`, (events) => events.slice(0, 3)],
  [(list) => `merge_events_by_keys(${list}, ["app"])`, (events) => mergeByKeys(events, ['app'])],
  [(list) => `merge_events_by_keys(${list}, ["v", "w"])`, (events) => mergeByKeys(events, ['v', 'w'])],
  [(list) => `merge_events_by_keys(${list}, ["$domain"])`, (events) => mergeByKeys(events, ['$domain'])],
  [(list) => `merge_events_by_keys(${list}, [])`, (events) => mergeByKeys(events, [])],
  [(list) => `chunk_events_by_key(${list}, "v")`, (events) => chunkByKey(events, 'v')],
  [(list) => `chunk_events_by_key(${list}, "title")`, (events) => chunkByKey(events, 'title')],
  [(list) => `filter_keyvals(${list}, "v", ["a", 1])`, (events) => keepValues(events, 'v', ['a', 1])],
  [
    (list) => `exclude_keyvals(${list}, "w", [[1, {"k": 1}], "b"])`,
    (events) => dropValues(events, 'w', [[1, { k: 1 }], 'b']),
  ],
  [(list) => `exclude_keyvals(${list}, "app", ["Ed"])`, (events) => dropValues(events, 'app', ['Ed'])],
  [
    (list) => `filter_keyvals_regex(${list}, "title", "notes")`,
    (events) => keepMatching(events, 'title', has('notes')),
  ],
  [
    (list) => `categorize(${list}, [[["A"], {"regex": "o"}], [["A", "B"], {"regex": "notes"}]])`,
    (events) =>
      categorize(events, [
        { category: ['A'], matches: inTexts('o') },
        { category: ['A', 'B'], matches: inTexts('notes') },
      ]),
  ],
  [
    (list) =>
      `categorize(${list}, [[["A"], {"regex": "o", "select_keys": ["url"]}], [["A", "B"], {"regex": "NOTES"}]])`,
    (events) =>
      categorize(events, [{ category: ['A'], matches: ({ url }) => typeof url === 'string' && url.includes('o') }]),
  ],
  [
    (list) => `categorize(${list}, [[["A"], {"regex": "o"}], [["A", "B"], {"regex": "NOTES", "ignore_case": true}]])`,
    (events) =>
      categorize(events, [
        { category: ['A'], matches: inTexts('o') },
        { category: ['A', 'B'], matches: inTexts('notes') },
      ]),
  ],
  [(list) => `filter_keyvals_regex(${list}, "title", "tab")`, (events) => keepMatching(events, 'title', has('tab'))],
  [(list) => `tag(${list}, [["b", {"regex": "t"}]])`, (events) => tag(events, [{ tag: 'b', matches: inTexts('t') }])],
  [
    (list) => `tag(${list}, [["b", {"regex": "o"}], ["a", {"regex": "t"}], ["b", {"regex": "a"}]])`,
    (events) =>
      tag(events, [
        { tag: 'b', matches: inTexts('o') },
        { tag: 'a', matches: inTexts('t') },
        { tag: 'b', matches: inTexts('a') },
      ]),
  ],
];

type Two = readonly [text: (a: string, b: string) => string, over: (a: Events, b: Events) => Events];
const TWO: readonly Two[] = [
  [(a, b) => `filter_period_intersect(${a}, ${b})`, intersect],
  [(a, b) => `period_union(${a}, ${b})`, periodUnion],
  [(a, b) => `union_no_overlap(${a}, ${b})`, unionNoOverlap],
  [(a, b) => `merge_subwatcher_fields(${a}, ${b}, ["v", "w"])`, (a, b) => mergeFields(a, b, ['v', 'w'], 'base_wins')],
  [
    (a, b) => `merge_subwatcher_fields(${a}, ${b}, ["title", "v"], "sub_wins")`,
    (a, b) => mergeFields(a, b, ['title', 'v'], 'sub_wins'),
  ],
  [(a, b) => `concat(${a}, ${b})`, (a, b) => [...a, ...b]],
  [(a, b) => `(${a} + ${b})`, (a, b) => [...a, ...b]],
];

const { said } = fc.letrec<{ said: Said }>((tie) => ({
  said: fc.oneof(
    { maxDepth: 7, depthSize: 'medium' },
    { weight: 1, arbitrary: fc.constantFrom<Said>({ text: '[]', over: () => [] }) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<Said>(
        { text: 'query_bucket("a")', over: ({ a }) => a },
        { text: 'query_bucket("b")', over: ({ b }) => b },
      ),
    },
    {
      weight: 8,
      arbitrary: fc.tuple(fc.constantFrom(...ONE), tie('said')).map(([[text, over], list]) => ({
        text: text(list.text),
        over: (buckets: Buckets) => over(list.over(buckets)),
      })),
    },
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...TWO), tie('said'), tie('said')).map(([[text, over], a, b]) => ({
        text: text(a.text, b.text),
        over: (buckets: Buckets) => over(a.over(buckets), b.over(buckets)),
      })),
    },
  ),
}));

function resultOf(text: string, source: EventSource): string {
  const answer = answerOf(text, {}, source);
  if (!answer.ok) throw new Error(answer.failure.message);
  return new TextDecoder().decode(answer.json);
}

const written = (events: Events): string =>
  `[${events.map(({ id, start, end, data }) => `${wireHead(id, start, end - start)}${JSON.stringify(data)}}`).join(',')}]`;

describe('Over columns', () => {
  it('every program gives what it gives over objects', () => {
    let found = 0;
    fc.assert(
      fc.property(said, said, someBucket, someEvents, (first, second, a, b) => {
        const source = sourceOfEvents({ a, b });
        // What the one leaves behind is of use to the next.
        for (const { text, over } of [first, second, first]) {
          const events = over({ a, b });
          if (events.length > 0) found++;
          const sum = sumDurations(events) / MICROS_PER_SECOND;
          const result = resultOf(`x = ${text}; RETURN = [x, sum_durations(x)];`, source);
          expect(result).toBe(`[[${written(events)},${sum}]]`);
        }
      }),
      { seed: 20_260_105, numRuns: 700 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it.each([
    ['query_bucket("a") == query_bucket("a")', true],
    ['query_bucket("a") == query_bucket("b")', false],
    ['limit_events(query_bucket("a"), 0) == []', true],
    ['[] == limit_events(query_bucket("a"), 0)', true],
    ['[query_bucket("a")] == [query_bucket("a")]', true],
    ['([1] + query_bucket("a")) == ([1] + query_bucket("a"))', true],
    ['([1] + query_bucket("a")) == query_bucket("a")', false],
    ['contains(query_bucket("a"), 1)', false],
    ['contains([1] + query_bucket("a"), 1)', true],
    ['contains([query_bucket("a")], query_bucket("a"))', true],
    ['filter_keyvals(query_bucket("a"), "v", query_bucket("a"))', []],
    ['filter_keyvals(query_bucket("a"), "v", limit_events(query_bucket("a"), 0))', []],
  ])('a list of events is a list like others: %s', (expression, value) => {
    const a = [{ id: 1, start: 0, end: 1, data: { v: 'a' } }];
    const b = [{ id: 1, start: 0, end: 1, data: { v: 'b' } }];
    expect(JSON.parse(resultOf(`RETURN = ${expression};`, sourceOfEvents({ a, b })))).toEqual([value]);
  });

  it('a program that makes ever more data is stopped, and the next begins without what it made', () => {
    const a = [{ id: 1, start: 0, end: 1, data: { v: 'a' } }];
    const made = new ProgramData(() => ({ v: 'a' }), { kept: 3, most: 5 });
    const source = { ...sourceOfEvents({ a }), data: () => made };
    const tags = (count: number) =>
      Array.from({ length: count }, (_, n) => `tag(query_bucket("a"), [["${n}", {"regex": "a"}]]);`).join('');
    expect(answerOf(`${tags(3)} RETURN = 1;`, {}, source)).toMatchObject({ ok: true });
    expect(made.isFull).toBe(false);
    expect(answerOf(`${tags(6)} RETURN = 1;`, {}, source)).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/too much memory/) },
    });
    expect(made.isFull).toBe(true);
  });

  it('what is no list of events alone is refused', () => {
    const answer = answerOf('RETURN = flood([1] + query_bucket("b"));');
    expect(answer).toMatchObject({ ok: false, failure: { found: 'a list with a number in it' } });
  });
});
