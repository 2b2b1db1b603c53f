/**
 * ActivityWatch's canonical queries as query programs, made from the same question as the native answer (activity.ts).
 * What clients send differs in wording, not in what it asks: tests and the benchmark hold the two to the same numbers.
 */
import type { ActivityQuery, CategoryRule } from '../../../preload/contract/activity.ts';
import { bucketsOfHost, type ChoosableBucket, type HostBuckets } from './host-buckets.ts';

/** A program that returns `window`, and for one host with browsers `browser`. */
export function desktopProgram(query: ActivityQuery, buckets: readonly ChoosableBucket[]): string {
  const hosts = query.hosts.map((host) => bucketsOfHost(buckets, host));
  const [only] = hosts;
  const single = hosts.length === 1 && only !== undefined ? only : null;
  const lines =
    single === null
      ? hosts.flatMap((host, index) => [...canonicalEvents(query, host, `_${index}`), ...laidUnder(index)])
      : [...canonicalEvents(query, single, ''), ...stopwatchOver(query, single)];
  return [
    ...lines,
    `events = categorize(events, ${rules(query.categories ?? [])});`,
    ...filterCategories(query),
    'title_events = sort_by_duration(merge_events_by_keys(events, ["app", "title"]));',
    'app_events = sort_by_duration(merge_events_by_keys(title_events, ["app"]));',
    'cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));',
    `window = {"app_events": ${limited('app_events', query)}, "title_events": ${limited('title_events', query)},`,
    '  "cat_events": cat_events, "active_events": not_afk, "duration": sum_durations(events)};',
    ...(single === null
      ? ['RETURN = {"window": window};']
      : [...browserLists(query), ...stopwatchLists(query, single)]),
    ...(single === null ? [] : ['RETURN = {"window": window, "browser": browser, "stopwatch": stopwatch};']),
  ].join('\n');
}

/** A program that returns the files, languages and projects of the hosts' editors. */
export function editorProgram(query: ActivityQuery, buckets: readonly ChoosableBucket[]): string {
  const editors = new Set(query.hosts.flatMap((host) => bucketsOfHost(buckets, host).editors));
  const list = (...keys: readonly string[]) =>
    limited(`sort_by_duration(merge_events_by_keys(events, ${JSON.stringify(keys)}))`, query);
  return [
    'events = [];',
    ...Array.from(editors, (bucket) => `events = concat(events, flood(query_bucket(${text(bucket)})));`),
    `RETURN = {"files": ${list('file', 'language')}, "languages": ${list('language')},`,
    `  "projects": ${list('project')}, "duration": sum_durations(events)};`,
  ].join('\n');
}

/** A program that returns the categories alone. */
export function categoryProgram(query: ActivityQuery, buckets: readonly ChoosableBucket[]): string {
  const program = desktopProgram(query, buckets);
  return [
    program.slice(0, program.indexOf('title_events = ')),
    'cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));',
    'RETURN = {"cat_events": cat_events, "duration": sum_durations(events)};',
  ].join('\n');
}

/** A program that returns how long somebody was there. */
export function presenceProgram(query: ActivityQuery, buckets: readonly ChoosableBucket[]): string {
  const away = query.hosts.map((host) => bucketsOfHost(buckets, host).away).filter((bucket) => bucket !== null);
  return [
    'present = [];',
    ...away.map((bucket) => `present = union_no_overlap(present, ${presentIn(bucket)});`),
    'RETURN = {"events": merge_events_by_keys(present, ["status"]), "duration": sum_durations(present)};',
  ].join('\n');
}

/** Assigns `events` and `not_afk`, and `browser_events`, each with the suffix. */
function canonicalEvents(query: ActivityQuery, host: HostBuckets, suffix: string): readonly string[] {
  const { filterAway = true, includeAudible = true, alwaysActive = '' } = query;
  const single = suffix === '';
  const [events, present, browser] = [`events${suffix}`, `not_afk${suffix}`, `browser_events${suffix}`];
  const filtered = (key: string) => `filter_keyvals_regex(${events}, ${text(key)}, ${text(alwaysActive)})`;
  const lines = [
    `${events} = flood(query_bucket(${text(host.window ?? '')}));`,
    // The union also joins what touches, so that every program tells the same periods.
    `${present} = period_union(${host.away === null ? '[]' : presentIn(host.away)}, []);`,
    `${browser} = [];`,
  ];
  if (alwaysActive !== '') {
    lines.push(`${present} = period_union(period_union(${present}, ${filtered('app')}), ${filtered('title')});`);
  }
  for (const { browser: of, bucket } of single ? host.browsers : []) {
    const inFront = `concat(filter_keyvals(events, "app", ${JSON.stringify(of.apps)}), filter_keyvals_regex(events, "app", ${text(`(?i)${of.pattern}`)}))`;
    lines.push(`tabs = filter_period_intersect(flood(query_bucket(${text(bucket)})), ${inFront});`);
    lines.push(`${browser} = concat(${browser}, split_url_events(tabs));`);
  }
  lines.push(`${browser} = sort_by_timestamp(${browser});`);
  if (single && includeAudible) {
    lines.push(`${present} = period_union(${present}, filter_keyvals(${browser}, "audible", [true]));`);
  }
  if (filterAway) lines.push(`${events} = filter_period_intersect(${events}, ${present});`);
  return lines;
}

/** Lays this host's events under those of the hosts before it. */
function laidUnder(index: number): readonly string[] {
  if (index === 0) return ['events = events_0;', 'not_afk = not_afk_0;'];
  return [
    `events = union_no_overlap(events, events_${index});`,
    `not_afk = period_union(union_no_overlap(not_afk, not_afk_${index}), []);`,
  ];
}

function stopwatchOver({ includeStopwatch }: ActivityQuery, { stopwatch }: HostBuckets): readonly string[] {
  if (includeStopwatch !== true || stopwatch === null) return [];
  return [`events = union_no_overlap(query_bucket(${text(stopwatch)}), events);`];
}

function filterCategories({ filterCategories: paths = [] }: ActivityQuery): readonly string[] {
  return paths.length === 0 ? [] : [`events = filter_keyvals(events, "$category", ${JSON.stringify(paths)});`];
}

function browserLists(query: ActivityQuery): readonly string[] {
  const list = (key: string) =>
    limited(`sort_by_duration(merge_events_by_keys(browser_events, [${text(key)}]))`, query);
  return [
    `browser = {"domains": ${list('$domain')}, "urls": ${list('url')}, "titles": ${list('title')},`,
    '  "duration": sum_durations(browser_events)};',
  ];
}

function stopwatchLists(query: ActivityQuery, { stopwatch }: HostBuckets): readonly string[] {
  const timed = stopwatch === null ? '[]' : `sort_by_timestamp(query_bucket(${text(stopwatch)}))`;
  const list = limited(`sort_by_duration(merge_events_by_keys(${timed}, ["label"]))`, query);
  return [`stopwatch = {"stopwatch_events": ${list}};`];
}

const presentIn = (away: string): string => `filter_keyvals(flood(query_bucket(${text(away)})), "status", ["not-afk"])`;

const limited = (list: string, { limit = 100 }: ActivityQuery): string => `limit_events(${list}, ${limit})`;

/** Only the quote is escaped: backslashes stand for themselves in a program. */
const text = (value: string): string => `"${value.replaceAll('"', '\\"')}"`;

function rules(categories: readonly CategoryRule[]): string {
  const usable = categories.filter(({ rule }) => rule.type === 'regex' && rule.regex !== undefined);
  const pairs = usable.map(({ name, rule: { regex = '', ignore_case = false, select_keys } }) => {
    const keys = select_keys === undefined ? '' : `, "select_keys": ${JSON.stringify(select_keys)}`;
    return `  [${JSON.stringify(name)}, {"type": "regex", "regex": ${text(regex)}, "ignore_case": ${ignore_case}${keys}}]`;
  });
  return `[\n${pairs.join(',\n')}]`;
}
