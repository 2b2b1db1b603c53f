/** The functions as programs call them. What the transforms do is tested beside them (events/transforms.test.ts). */
import { describe, expect, it } from 'vitest';
import { evaluated, eventsOf, failureOf } from './testing.ts';

const WINDOW = 'query_bucket("aw-watcher-window_laptop")';
const B = 'query_bucket("b")';

describe('Functions that read the record', () => {
  it.each([
    ['query_bucket_names()', ['aw-watcher-window_laptop', 'aw-watcher-window_laptop.local', 'b']],
    ['query_bucket_eventcount("b")', 2],
    ['find_bucket("aw-watcher-window_laptop")', 'aw-watcher-window_laptop'],
    ['find_bucket("aw-watcher-window_")', 'aw-watcher-window_laptop'],
    ['find_bucket("window")', 'aw-watcher-window_laptop'],
    ['find_bucket("", "desk")', 'b'],
  ])('give %s', (expression, value) => {
    expect(evaluated(expression)).toEqual(value);
  });

  it('give the events of a bucket, newest first', () => {
    expect(eventsOf(B)).toBe('20+5:b, 0+10:a');
  });

  it.each([
    ['query_bucket("none")', "There's no bucket named 'none' (line 1, column 10)."],
    ['query_bucket_eventcount("none")', "There's no bucket named 'none' (line 1, column 10)."],
    ['find_bucket("none")', "Unable to find a bucket matching 'none' (line 1, column 10)."],
    ['find_bucket("b", "laptop")', "Unable to find a bucket matching 'b' of the host 'laptop' (line 1, column 10)."],
  ])('say that there is no such bucket: %s', (expression, message) => {
    expect(failureOf(`RETURN = ${expression};`)).toMatchObject({ type: 'QueryFunctionException', message });
  });
});

describe('Functions on events', () => {
  it.each([
    [`sort_by_timestamp(${B})`, '0+10:a, 20+5:b'],
    [`sort_by_duration(${B})`, '0+10:a, 20+5:b'],
    [`limit_events(${B}, 1)`, '20+5:b'],
    [`limit_events(${B}, 1.9)`, '20+5:b'],
    [`limit_events(${B}, 0 - 1)`, ''],
    [
      `flood(concat(${B}, ${WINDOW}))`,
      '0+10:a, 0+10:{"app":"Ed","title":"vim"}, 10+5:{"app":"Web","title":"GitHub"}, 20+5:b',
    ],
    [`filter_period_intersect(${WINDOW}, ${B})`, '0+10:{"app":"Ed","title":"vim"}'],
    [`period_union(${WINDOW}, ${B})`, '0+15:{}, 20+5:{}'],
    [`union_no_overlap(${B}, ${WINDOW})`, '0+10:a, 10+5:{"app":"Web","title":"GitHub"}, 20+5:b'],
    [
      `merge_events_by_keys(${WINDOW}, ["app"])`,
      '10+5:{"app":"Web","title":"GitHub"}, 0+10:{"app":"Ed","title":"vim"}',
    ],
    [`chunk_events_by_key(${B}, "v")`, '20+5:b, 0+10:a'],
    [`filter_keyvals(${WINDOW}, "app", ["Ed", 1])`, '0+10:{"app":"Ed","title":"vim"}'],
    [`exclude_keyvals(${WINDOW}, "app", ["Ed"])`, '10+5:{"app":"Web","title":"GitHub"}'],
    [`filter_keyvals_regex(${WINDOW}, "title", "(?i)^git")`, '10+5:{"app":"Web","title":"GitHub"}'],
    [`simplify_window_titles(${B}, "title")`, '20+5:b, 0+10:a'],
    [`split_url_events(${B})`, '20+5:b, 0+10:a'],
    ['concat()', ''],
  ])('give %s', (expression, events) => {
    expect(eventsOf(expression)).toBe(events);
  });

  it('sum lengths in seconds', () => {
    expect(evaluated(`sum_durations(${B})`)).toBe(15);
    expect(evaluated('sum_durations([])')).toBe(0);
  });

  it.each([
    ['contains([1, "a"], "a")', true],
    ['contains([1, [2]], [2])', true],
    ['contains([1], "1")', false],
    ['contains({"a": 1}, "a")', true],
    ['contains({"a": 1}, "toString")', false],
  ])('say what %s', (expression, value) => {
    expect(evaluated(expression)).toBe(value);
  });
});

describe('Rules', () => {
  const categories = (rules: string) =>
    (evaluated(`categorize(${WINDOW}, ${rules})`) as { data: { $category: string[] } }[]).map(
      ({ data }) => data.$category,
    );
  const work = (rule: string) => `[[["Work"], ${rule}]]`;

  it.each([
    ['{"type": "regex", "regex": "git", "ignore_case": true}', 'Work', 'Uncategorized'],
    ['{"type": "regex", "regex": "git"}', 'Uncategorized', 'Uncategorized'],
    ['{"regex": "Ed|Git"}', 'Work', 'Work'],
    ['{"type": "regex", "regex": "e", "ignore_case": true, "select_keys": ["app"]}', 'Work', 'Work'],
    ['{"type": "regex", "regex": "i", "select_keys": ["app", "none"]}', 'Uncategorized', 'Uncategorized'],
    ['{"type": "regex", "regex": ""}', 'Work', 'Work'],
    ['{"type": "none"}', 'Uncategorized', 'Uncategorized'],
    ['{}', 'Uncategorized', 'Uncategorized'],
  ])('put into categories what they match: %s', (rule, web, editor) => {
    expect(categories(work(rule))).toEqual([[web], [editor]]);
  });

  it('give tags', () => {
    const tags = evaluated(`tag(${WINDOW}, [["x", {"type": "regex", "regex": "vim"}], ["a", {"regex": "Ed"}]])`);
    expect(tags).toMatchObject([{ data: { $tags: [] } }, { data: { $tags: ['a', 'x'] } }]);
  });

  it.each([
    [work('{"type": "glob", "regex": "a"}'), /"regex" or "none" as the type of a rule, found "glob"/],
    [work('{"type": "regex"}'), /a text as the regex of a rule, found nothing/],
    [work('{"regex": 1}'), /a text as the regex of a rule, found a number/],
    [work('{"regex": "a", "ignore_case": "yes"}'), /a bool as the ignore_case/],
    [work('{"regex": "a", "select_keys": []}'), /not empty, as the select_keys/],
    [work('{"regex": "a", "select_keys": [1]}'), /select_keys/],
    ['[["Work", {}]]', /expected a list of texts, found a text/],
    ['[[["Work"]]]', /pairs of a name and a rule/],
    ['["Work"]', /found a list with a text in it/],
    ['5', /pairs of a name and a rule, found a number/],
    [work('{"regex": "a("}'), /"a\(" is not valid: a group is not closed/],
  ])('that are none say why: %s', (rules, why) => {
    expect(failureOf(`RETURN = categorize([], ${rules});`)).toMatchObject({
      type: 'QueryFunctionException',
      message: expect.stringMatching(why),
      line: 1,
    });
  });
});

describe('A function given what it does not take', () => {
  it.each([
    ['flood(1)', 16, 'a list of events', 'a number'],
    ['merge_subwatcher_fields([], 1, ["a"])', 38, 'a list of events', 'a number'],
    ['merge_subwatcher_fields([], [], ["a"], "mine")', 49, '"base_wins" or "sub_wins"', '"mine"'],
    ['flood([], "5")', 20, 'a number', 'a text'],
    ['flood([], 0 - 1)', 20, 'a number from 0 on', '-1'],
    ['flood([1])', 16, 'a list of events', 'a list with a number in it'],
    ['limit_events([], "1")', 27, 'a number', 'a text'],
    ['filter_keyvals([], 1, [])', 29, 'a text', 'a number'],
    ['filter_keyvals([], "a", "b")', 34, 'a list of values', 'a text'],
    ['merge_events_by_keys([], [1])', 35, 'a list of texts', 'a list with a number in it'],
    ['concat([], {})', 21, 'a list of events', 'a dict'],
    ['find_bucket(print())', 22, 'a text', 'none'],
    ['contains("abc", "a")', 19, 'a list or a dict', 'a text'],
    ['contains({}, 1)', 23, 'a text', 'a number'],
  ])('says which of its arguments: %s', (expression, column, expected, found) => {
    expect(failureOf(`RETURN = ${expression};`)).toMatchObject({
      type: 'QueryFunctionException',
      line: 1,
      column,
      expected,
      found,
    });
  });
});
