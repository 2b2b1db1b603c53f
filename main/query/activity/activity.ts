/**
 * What a person did over some periods: ActivityWatch's canonical queries, worked out over columns instead of event
 * objects, with what depends on data alone worked out once for each distinct data. canonical-programs.ts has the same as
 * query programs; tests hold the two to the same numbers.
 */
import type { Activity, ActivityQuery, ActivitySection, PeriodActivity } from '../../../preload/contract/activity.ts';
import { StoreError } from '../../store/store-error.ts';
import type { BucketRows } from '../bucket-rows.ts';
import type { ColumnCache } from '../column-cache.ts';
import type { DataObjects } from '../data-objects.ts';
import { PatternError } from '../language/pattern-error.ts';
import { withinTime } from '../language/time-limit.ts';
import { type Categories, RuleSets, tryPattern } from './categories.ts';
import { type Desktop, desktopOf, joinHosts, presence } from './desktop.ts';
import { factsOf, yesOrNo } from './facts.ts';
import { groupingsOf } from './groupings.ts';
import { bucketsOfHost, type HostBuckets } from './host-buckets.ts';
import type { PerData } from './per-data.ts';
import {
  browserSection,
  editorSection,
  presenceSection,
  type SectionParts,
  stopwatchSection,
  windowSection,
} from './sections.ts';
import { type ActivitySource, activitySource } from './source.ts';
import { flood, unionNoOverlap, united } from './span-transforms.ts';
import { joined, keep, type Spans } from './spans.ts';
import { Tally } from './tally.ts';

interface RecordParts {
  readonly buckets: BucketRows;
  readonly events: ColumnCache;
  readonly data: DataObjects;
}

/** What one query asks, read once for all of its periods. */
interface Asked {
  readonly query: ActivityQuery;
  readonly sections: ReadonlySet<ActivitySection>;
  readonly hosts: readonly HostBuckets[];
  readonly categories: Categories;
  readonly alwaysActive: PerData | null;
}

const LIMIT = 100;

/** `ms`: how long one query may take, regular expressions included; longer ones fail with `invalid`. */
export function activityReader(parts: RecordParts, ms: number): (query: ActivityQuery) => Activity {
  const { buckets, data, events } = parts;
  const facts = factsOf(data);
  const groupings = groupingsOf(data);
  const ruleSets = new RuleSets(data);

  const answer = (query: ActivityQuery): Activity => {
    const problems: string[] = [];
    const categories = ruleSets.get(query.categories ?? []);
    const all = buckets.list();
    const asked: Asked = {
      query,
      sections: new Set(query.sections),
      hosts: query.hosts.map((host) => bucketsOfHost(all, host)),
      categories,
      alwaysActive: alwaysActive(query.alwaysActive ?? '', data, problems),
    };
    problems.push(...categories.problems);
    // Of this query alone: it is left as it is where a query is stopped.
    const tally = new Tally();
    const periods = query.periods.map((period) => {
      const shape = { data, groupings, tally, limit: query.limit ?? LIMIT, period, moments: query.parts ?? null };
      return periodActivity(asked, activitySource(parts, facts, period), shape);
    });
    return { periods, problems };
  };

  return (query) => {
    const done = withinTime(ms, () => answer(query));
    if (done !== null) return done.result;
    // Wherever it was stopped, that may have been halfway through remembering something.
    events.forgetAll();
    data.forget();
    throw new StoreError(
      'invalid',
      'The summary takes too long. Look for a category rule whose regular expression repeats a repetition.',
    );
  };
}

function periodActivity(asked: Asked, source: ActivitySource, shape: SectionParts): PeriodActivity {
  const { sections, hosts, categories } = asked;
  const wants = (section: ActivitySection) => sections.has(section);
  const desktops = wants('window') || wants('browser') ? desktopsOf(asked, source) : null;
  const stopwatch = firstOf(hosts.map((host) => host.stopwatch));
  const result: PeriodActivity = { ...shape.period };
  if (wants('window')) {
    const whole = desktops === null ? null : windowSpans(asked, desktops, stopwatch, source);
    result.window = whole === null ? null : windowSection(whole.events, whole.active, categories, shape);
  }
  if (wants('browser')) {
    const [only] = desktops ?? [];
    const has = hosts.length === 1 && only !== undefined && (hosts[0]?.browsers.length ?? 0) > 0;
    result.browser = has ? browserSection(only.browser, shape) : null;
  }
  if (wants('editor')) {
    const editors = [...new Set(hosts.flatMap((host) => host.editors))];
    const events = joined(editors.map((bucket) => flood(source.spans(bucket))));
    result.editor = editors.length === 0 ? null : editorSection(events, shape);
  }
  if (wants('stopwatch')) {
    result.stopwatch = stopwatch === null ? null : stopwatchSection(source.spans(stopwatch), shape);
  }
  if (wants('presence')) {
    const away = hosts.map((host) => host.away).filter((bucket) => bucket !== null);
    const present = joinHosts(away.map((bucket) => presence(bucket, source)));
    result.presence = away.length === 0 ? null : presenceSection(present, shape);
  }
  return result;
}

/** One for each host that has what it takes; null where none has. */
function desktopsOf({ query, hosts, alwaysActive }: Asked, source: ActivitySource): readonly Desktop[] | null {
  const single = hosts.length === 1;
  const options = {
    filterAway: query.filterAway ?? true,
    includeAudible: single && (query.includeAudible ?? true),
    alwaysActive,
  };
  const readsBrowsers = single && (options.includeAudible || query.sections.includes('browser'));
  const desktops = hosts
    .map((host) => desktopOf(readsBrowsers ? host : { ...host, browsers: [] }, source, options))
    .filter((desktop) => desktop !== null);
  return desktops.length === 0 ? null : desktops;
}

/** All hosts together, what was timed by hand laid over it, and of that the categories asked for. */
function windowSpans(
  { query, hosts, categories }: Asked,
  desktops: readonly Desktop[],
  stopwatch: string | null,
  source: ActivitySource,
): { readonly events: Spans; readonly active: Spans } {
  const byWindow = joinHosts(desktops.map(({ events }) => events));
  const timed = query.includeStopwatch === true && hosts.length === 1 && stopwatch !== null;
  const events = timed ? unionNoOverlap(source.spans(stopwatch), byWindow) : byWindow;
  const active = united(...desktops.map((desktop) => desktop.active));
  const wanted = (query.filterCategories ?? []).map((path) => categories.number(path));
  if (wanted.length === 0) return { events, active };
  const set = new Set(wanted);
  return { events: keep(events, (what) => set.has(categories.ofData.of(what))), active };
}

function alwaysActive(pattern: string, data: DataObjects, problems: string[]): PerData | null {
  if (pattern === '') return null;
  const matches = tryPattern(pattern, false);
  if (matches instanceof PatternError) {
    problems.push(`What counts as always active is not used: ${matches.message}.`);
    return null;
  }
  const found = (value: unknown) => typeof value === 'string' && matches(value);
  return yesOrNo(data, ({ app, title }) => found(app) || found(title));
}

const firstOf = <T>(values: readonly (T | null)[]): T | null => values.find((value) => value !== null) ?? null;
