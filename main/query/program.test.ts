/** Programs over a real record: what ActivityWatch's window asks of a server. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../events/event.ts';
import { createReader } from './reads.ts';
import { HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const MINUTE = 60 * SECOND;
const at = (minute: number, minutes: number, data: JsonObject): TestEvent => ({
  start: MORNING + minute * MINUTE,
  duration: minutes * MINUTE,
  data,
});
const period = { start: MORNING, end: MORNING + HOUR };

function programs(buckets: Readonly<Record<string, readonly TestEvent[]>>) {
  const { db } = record(buckets);
  const reader = createReader(db, 1_000_000);
  const run = (text: string, periods = [period]): unknown => {
    const answer = reader.query({ text, periods });
    if (!answer.ok) throw new Error(answer.failure.message);
    return JSON.parse(new TextDecoder().decode(answer.json));
  };
  return { db, reader, run };
}

describe('A program', () => {
  it('reads exactly what a list of events gives', () => {
    const events = [at(-5, 10, { n: 1 }), at(3, 0, { n: 2 }), at(3, 2, { n: 1 }), at(50, 100, { n: 3 }), at(60, 1, {})];
    const { reader, run } = programs({ b: events });
    const listed = JSON.parse(new TextDecoder().decode(reader.listEvents('b', period)));
    expect(run('RETURN = query_bucket("b");')).toEqual([listed]);
    expect(listed).toHaveLength(5);
  });

  it('runs afresh over each period', () => {
    const { run } = programs({ b: [at(0, 1, {}), at(30, 1, {})] });
    const half = { start: MORNING, end: MORNING + HOUR / 4 };
    const none = { start: MORNING - HOUR, end: MORNING - 1 };
    const text = 'RETURN = sum_durations(query_bucket("b"));';
    expect(run(text, [period, half, none])).toEqual([120, 60, 0]);
    expect(run(text, [])).toEqual([]);
  });

  it('sees what was written since the last one', () => {
    const { db, reader, run } = programs({ b: [at(0, 1, { n: 1 })] });
    expect(run('RETURN = query_bucket_eventcount("b");')).toEqual([1]);
    db.exec(`UPDATE events SET duration = ${2 * MINUTE}`);
    reader.forget({ all: false, ranges: [{ bucket: 'b', start: MORNING, end: MORNING }] });
    expect(run('RETURN = sum_durations(query_bucket("b"));')).toEqual([120]);
  });

  it('that hangs leaves the reader fit for the next', () => {
    const { db } = record({ b: [at(0, 1, { n: `${'a'.repeat(60)}!` })] });
    const reader = createReader(db, 1_000_000, 1000);
    const hopeless = 'RETURN = filter_keyvals_regex(query_bucket("b"), "n", "(a+)+$");';
    expect(reader.query({ text: hopeless, periods: [period] })).toMatchObject({ ok: false });
    expect(reader.query({ text: 'RETURN = query_bucket("b");', periods: [period] })).toMatchObject({ ok: true });
    expect(reader.countEvents('b', period)).toBe(1);
  });
});

describe("The query behind ActivityWatch's view of a day", () => {
  const tab = (url: string, audible = false) => ({ url, title: `Title of ${url}`, audible, incognito: false });
  const RECORD = {
    'aw-watcher-window_laptop': [
      at(0, 10, { app: 'Code', title: 'main.ts - GitHub' }),
      at(10, 10, { app: 'Firefox', title: 'Docs' }),
      at(20, 10, { app: 'Code', title: 'notes' }),
      // A gap of two seconds is closed, half to each side.
      { ...at(30, 20, { app: 'Firefox', title: 'Film' }), start: MORNING + 30 * MINUTE + 2 * SECOND },
    ],
    'aw-watcher-afk_laptop': [at(0, 25, { status: 'not-afk' }), at(25, 35, { status: 'afk' })],
    'aw-watcher-web-firefox_laptop': [
      at(0, 15, tab('https://www.github.com/a')),
      at(15, 20, tab('https://docs.example/b')),
      at(35, 5, tab('https://films.example/c', true)),
    ],
    'aw-stopwatch': [at(2, 3, { label: 'Call', running: false })],
  };
  const PROGRAM = `
    events = flood(query_bucket("aw-watcher-window_laptop"));
    not_afk = flood(query_bucket("aw-watcher-afk_laptop"));
    not_afk = filter_keyvals(not_afk, "status", ["not-afk"]);
    not_treat_as_afk = filter_keyvals_regex(events, "app", "^Never$");
    not_afk = period_union(not_afk, not_treat_as_afk);
    browser_events = [];
    events_firefox = flood(query_bucket("aw-watcher-web-firefox_laptop"));
    window_firefox = filter_keyvals(events, "app", ["org.mozilla.firefox"]);
    window_firefox_regex = filter_keyvals_regex(events, "app", "(?i)(firefox|librewolf|waterfox|nightly)");
    window_firefox = concat(window_firefox, window_firefox_regex);
    events_firefox = filter_period_intersect(events_firefox, window_firefox);
    events_firefox = split_url_events(events_firefox);
    browser_events = concat(browser_events, events_firefox);
    browser_events = sort_by_timestamp(browser_events);
    audible_events = filter_keyvals(browser_events, "audible", [true]);
    not_afk = period_union(not_afk, audible_events);
    events = filter_period_intersect(events, not_afk);
    stopwatch_events = query_bucket("aw-stopwatch");
    events = union_no_overlap(stopwatch_events, events);
    events = categorize(events, [
      [["Work"], {"type": "regex", "regex": "Docs|notes"}],
      [["Work", "Programming"], {"type": "regex", "regex": "github", "ignore_case": true}],
      [["Media"], {"type": "regex", "regex": "Film"}]]);
    title_events = sort_by_duration(merge_events_by_keys(events, ["app", "title"]));
    app_events = sort_by_duration(merge_events_by_keys(title_events, ["app"]));
    cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));
    app_events = limit_events(app_events, 100);
    title_events = limit_events(title_events, 100);
    duration = sum_durations(events);
    browser_urls = sort_by_duration(limit_events(merge_events_by_keys(browser_events, ["url"]), 100));
    browser_domains = limit_events(sort_by_duration(merge_events_by_keys(browser_events, ["$domain"])), 100);
    stopwatch_events = merge_events_by_keys(stopwatch_events, ["label"]);
    RETURN = {
      "window": {"app_events": app_events, "title_events": title_events, "cat_events": cat_events,
        "active_events": not_afk, "duration": duration},
      "browser": {"domains": browser_domains, "urls": browser_urls, "duration": sum_durations(browser_events)},
      "stopwatch": {"stopwatch_events": stopwatch_events}};`;

  interface Row {
    readonly duration: number;
    readonly data: JsonObject;
  }
  interface Result {
    readonly window: Record<'app_events' | 'title_events' | 'cat_events' | 'active_events', Row[]> & {
      duration: number;
    };
    readonly browser: Record<'domains' | 'urls', Row[]> & { duration: number };
    readonly stopwatch: { stopwatch_events: Row[] };
  }
  /** Seconds by the value of a key. */
  const times = (rows: readonly Row[], key: string) =>
    rows.map(({ duration, data }) => [JSON.stringify(data[key]).replaceAll('"', ''), duration]);

  it('gives the numbers one would count by hand', () => {
    const [{ window, browser, stopwatch }] = programs(RECORD).run(PROGRAM) as [Result];
    // Active: minutes 0 to 25, and 35 to 40, when a film is heard in the browser in front. The call of 3 minutes covers what
    // goes on in the window.
    expect(window.active_events.map(({ duration }) => duration)).toEqual([1500, 300]);
    expect(times(window.app_events, 'app')).toEqual([
      ['Firefox', 900],
      ['Code', 720],
    ]);
    expect(times(window.title_events, 'title')).toEqual([
      ['Docs', 600],
      ['main.ts - GitHub', 420],
      ['notes', 300],
      ['Film', 300],
    ]);
    expect(times(window.cat_events, '$category')).toEqual([
      ['[Work]', 900],
      ['[Work,Programming]', 420],
      ['[Media]', 300],
      ['[Uncategorized]', 180],
    ]);
    expect(window.duration).toBe(1800);
    // A tab counts while its browser is in front: minutes 10 to 20, and 30 (and one second, from the gap) to 40.
    expect(times(browser.domains, '$domain')).toEqual([
      ['docs.example', 300 + 299],
      ['github.com', 300],
      ['films.example', 300],
    ]);
    expect(browser.duration).toBe(1199);
    expect(times(stopwatch.stopwatch_events, 'label')).toEqual([['Call', 180]]);
  });

  it('gives for the parts of a time together what it gives for the whole', () => {
    const { run } = programs(RECORD);
    const edges = [0, 7, 20, 33, 60].map((minute) => MORNING + minute * MINUTE);
    const parts = edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end }));
    const text = PROGRAM.replaceAll('flood(', '(');
    const durations = (run(text, parts) as Result[]).map(({ window }) => window.duration);
    const [whole] = run(text) as Result[];
    expect(durations.reduce((sum, duration) => sum + duration, 0)).toBe(whole?.window.duration);
  });
});
