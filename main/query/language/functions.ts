/**
 * Every function that programs can call: those of aw-server-rust and those of aw-server. docs/activitywatch.md says where
 * the two differ and what is done here.
 */
import { MICROS_PER_SECOND } from '../../events/event.ts';
import { FIELD_CONFLICTS } from '../../events/merge-fields.ts';
import type { Period } from '../../events/query-event.ts';
import {
  any,
  type Call,
  events,
  failure,
  number,
  refusing,
  take,
  takeCount,
  text,
  texts,
  values,
} from './arguments.ts';
import { type Budget, tooMuch } from './budget.ts';
import { type EventColumns, EventList } from './event-list.ts';
import {
  categorize,
  chunkByKey,
  concat,
  dropValues,
  flood,
  intersect,
  keepMatching,
  keepValues,
  mergeByKeys,
  periodUnion,
  simplifyTitles,
  sortByDuration,
  sortByStart,
  splitUrls,
  sumDurations,
  tag,
  unionNoOverlap,
} from './list-transforms.ts';
import { mergeFields } from './merge-fields.ts';
import { PatternError } from './pattern-error.ts';
import type { ProgramData } from './program-data.ts';
import type { Position } from './query-error.ts';
import { type Compile, ruleList } from './rules.ts';
import { equalValues, isDict, isList, itemsOf, typeName, type Value } from './value.ts';

/** Where events come from. */
export interface EventSource {
  /** In the order of their ids. */
  buckets(): readonly { readonly id: string; readonly hostname: string }[];
  has(bucket: string): boolean;
  count(bucket: string, period: Period): number;
  /** Cut to the period, newest first. `reserve` is told how many there are, before they are made, and may throw. */
  events(bucket: string, period: Period, reserve: (count: number) => void): EventColumns;
  /** What the numbers of data stand for that `events` gives. It may go on from one program to the next. */
  data(): ProgramData;
}

export interface Environment {
  readonly source: EventSource;
  readonly period: Period;
  readonly budget: Budget;
  /** Of the source's events, and what is made of it. */
  readonly data: ProgramData;
  /** Throws a PatternError. */
  readonly compile: Compile;
}

type QueryFunction = (call: Call, environment: Environment) => Value;

/** A transform that takes events and nothing else, and gives events. */
const ofEvents =
  (transform: (list: EventList) => EventList): QueryFunction =>
  (call) =>
    transform(...take(call, [events]));

const ofTwo =
  (transform: (a: EventList, b: EventList) => EventList): QueryFunction =>
  (call) =>
    transform(...take(call, [events, events]));

const FUNCTIONS: Readonly<Record<string, QueryFunction>> = {
  query_bucket(call, { source, period, budget, data }) {
    const [bucket] = take(call, [text]);
    mustExist(source, bucket, call.at);
    const found = source.events(bucket, period, (count) => {
      budget.check(call.at);
      budget.reserve(count, call.at);
    });
    return new EventList(data, found);
  },
  query_bucket_eventcount(call, { source, period }) {
    const [bucket] = take(call, [text]);
    mustExist(source, bucket, call.at);
    return source.count(bucket, period);
  },
  query_bucket_names(call, { source }) {
    take(call, []);
    return source.buckets().map(({ id }) => id);
  },
  find_bucket(call, { source }) {
    takeCount(call, 1, 2);
    const [filter, hostname] = call.args.map(({ value }, index) => text(value, refusing(call, index)));
    return findBucket(source, filter ?? '', hostname, call.at);
  },

  sort_by_timestamp: ofEvents(sortByStart),
  sort_by_duration: ofEvents(sortByDuration),
  sum_durations(call) {
    return sumDurations(...take(call, [events])) / MICROS_PER_SECOND;
  },
  /** The pulsetime is in seconds. */
  flood(call) {
    takeCount(call, 1, 2);
    const [list, pulsetime] = call.args;
    const seconds = pulsetime === undefined ? undefined : number(pulsetime.value, refusing(call, 1));
    if (seconds !== undefined && !(seconds >= 0)) throw refusing(call, 1)('a number from 0 on', String(seconds));
    return flood(
      events(list?.value ?? null, refusing(call, 0)),
      seconds === undefined ? undefined : Math.round(seconds * MICROS_PER_SECOND),
    );
  },
  split_url_events: ofEvents(splitUrls),
  limit_events(call) {
    const [list, count] = take(call, [events, number]);
    return list.first(Math.max(0, Math.trunc(count)));
  },
  simplify_window_titles(call) {
    return simplifyTitles(...take(call, [events, text]));
  },

  filter_period_intersect: ofTwo(intersect),
  period_union(call, { data }) {
    return periodUnion(...take(call, [events, events]), data);
  },
  union_no_overlap: ofTwo(unionNoOverlap),
  concat(call) {
    return concat(call.args.map(({ value }, index) => events(value, refusing(call, index))));
  },

  merge_events_by_keys(call) {
    return mergeByKeys(...take(call, [events, texts]));
  },
  merge_subwatcher_fields(call, { budget, data }) {
    takeCount(call, 3, 4);
    const [list, closer, keys] = take({ ...call, args: call.args.slice(0, 3) }, [events, events, texts]);
    const given = call.args[3]?.value ?? 'base_wins';
    const conflict = FIELD_CONFLICTS.find((known) => known === given);
    if (conflict === undefined) throw refusing(call, 3)('"base_wins" or "sub_wins"', described(given));
    return mergeFields(list, closer, keys, conflict, (count) => {
      budget.check(call.at);
      budget.reserve(count, call.at);
      if (data.isOverfull) throw tooMuch(call.at);
    });
  },
  chunk_events_by_key(call) {
    return chunkByKey(...take(call, [events, text]));
  },
  filter_keyvals(call) {
    return keepValues(...take(call, [events, text, values]));
  },
  exclude_keyvals(call) {
    return dropValues(...take(call, [events, text, values]));
  },
  filter_keyvals_regex(call, environment) {
    const [list, key, regex] = take(call, [events, text, text]);
    return keepMatching(list, key, regex, compiler(call, environment)(regex, false));
  },
  categorize(call, environment) {
    const [list, rules] = take(call, [events, ruleList(texts, compiler(call, environment))]);
    return categorize(
      list,
      rules.map(([category, rule]) => ({ category, ...rule })),
    );
  },
  tag(call, environment) {
    const [list, rules] = take(call, [events, ruleList(text, compiler(call, environment))]);
    return tag(
      list,
      rules.map(([name, rule]) => ({ tag: name, ...rule })),
    );
  },

  contains(call) {
    const [whole, part] = take(call, [any, any]);
    if (isList(whole)) return itemsOf(whole).some((item) => equalValues(item, part));
    if (!isDict(whole)) throw refusing(call, 0)('a list or a dict', typeName(whole));
    return whole.has(text(part, refusing(call, 1)));
  },
  /** What would be printed is what was recorded, and that is never logged. */
  print: () => null,
  nop(call) {
    take(call, []);
    return 1;
  },
};

export const functions: ReadonlyMap<string, QueryFunction> = new Map(Object.entries(FUNCTIONS));

/** A text itself, and of anything else what it is. */
const described = (value: Value): string => (typeof value === 'string' ? `"${value}"` : typeName(value));

function mustExist(source: EventSource, bucket: string, at: Position): void {
  if (!source.has(bucket)) throw failure(`There's no bucket named '${bucket}'`, at);
}

/** The id itself, else the first that begins with the filter, else the first that holds it. */
function findBucket(source: EventSource, filter: string, hostname: string | undefined, at: Position): string {
  const ids = source
    .buckets()
    .filter((bucket) => hostname === undefined || bucket.hostname === hostname)
    .map(({ id }) => id);
  const found =
    ids.find((id) => id === filter) ?? ids.find((id) => id.startsWith(filter)) ?? ids.find((id) => id.includes(filter));
  if (found !== undefined) return found;
  const of = hostname === undefined ? '' : ` of the host '${hostname}'`;
  throw failure(`Unable to find a bucket matching '${filter}'${of}`, at);
}

/** So many texts are looked at between two looks at the clock. */
const TEXTS_PER_CHECK = 64;

/** Compiles, says where a pattern that is none stands, and looks at the clock while it is asked. */
function compiler({ at }: Call, { compile, budget }: Environment): Compile {
  let texts = 0;
  return (regex, ignoreCase) => {
    try {
      const matches = compile(regex, ignoreCase);
      return (subject) => {
        if (++texts % TEXTS_PER_CHECK === 0) budget.check(at);
        return matches(subject);
      };
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      throw failure(`The regular expression ${JSON.stringify(regex.slice(0, 200))} is not valid: ${error.message}`, at);
    }
  };
}
