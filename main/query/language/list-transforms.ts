/**
 * ActivityWatch's transforms over lists in columns: the rules of main/events/, which has each over objects and says what it
 * does, and to which tests hold these.
 */
import { equalJson } from '../../events/canonical.ts';
import { type CategoryRule, categorized, type TagRule, tagged } from '../../events/categorize.ts';
import type { Json, JsonObject, Micros } from '../../events/event.ts';
import { hasMatching, hasOneOf } from '../../events/filter.ts';
import { simplifiedTitle } from '../../events/simplify-titles.ts';
import { withUrlParts } from '../../events/split-url.ts';
import {
  flood as floodSpans,
  intersect as intersectSpans,
  unionNoOverlap as layOver,
  united,
} from '../activity/span-transforms.ts';
import type { Spans } from '../activity/spans.ts';
import { EventList, eventColumns, NO_EVENTS } from './event-list.ts';
import { NO_GROUP, type ProgramData } from './program-data.ts';

type Matches = (text: string) => boolean;

interface Asked {
  readonly asked: Json;
}

export function concat(lists: readonly EventList[]): EventList {
  const some = lists.filter(({ length }) => length > 0);
  const [first = NO_EVENTS] = some;
  if (some.length < 2) return first;
  const columns = eventColumns(some.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of some) {
    columns.start.set(list.start, at);
    columns.end.set(list.end, at);
    columns.id.set(list.id, at);
    columns.data.set(list.data, at);
    at += list.length;
  }
  return new EventList(first.objects, columns);
}

export function sumDurations(list: EventList): Micros {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list.lengthAt(i);
  return sum;
}

/** Those that start together stay as they stand. */
export function sortByStart(list: EventList): EventList {
  const { start, length } = list;
  let [rises, falls] = [true, true];
  for (let i = 1; i < length && (rises || falls); i++) {
    const step = (start[i] ?? 0) - (start[i - 1] ?? 0);
    if (step < 0) rises = false;
    else if (step > 0) falls = false;
  }
  if (rises) return list;
  return list.at(falls ? backwards(start) : sortedPlaces(start));
}

export function sortByDuration(list: EventList): EventList {
  return list.at(sortedPlaces(Float64Array.from(list.start, (_, index) => -list.lengthAt(index))));
}

/** `open`: the least gap that is left open. */
export function flood(list: EventList, open?: Micros): EventList {
  const sorted = sortByStart(list);
  const { data, objects } = sorted;
  return cutFrom(
    sorted,
    floodSpans(placesOf(sorted), (a, b) => objects.same(data[a] ?? 0, data[b] ?? 0), open),
  );
}

export function intersect(list: EventList, filter: EventList): EventList {
  const sorted = sortByStart(list);
  return cutFrom(sorted, intersectSpans(placesOf(sorted), placesOf(sortByStart(filter))));
}

/** The data of what is covered is empty, and `data` numbers it. */
export function periodUnion(a: EventList, b: EventList, data: ProgramData): EventList {
  const { length, start, end } = united(placesOf(a), placesOf(b));
  const columns = eventColumns(length, start.subarray(0, length), end.subarray(0, length));
  columns.id.fill(Number.NaN);
  if (length > 0) columns.data.fill(data.add({}));
  return new EventList(data, columns);
}

export function unionNoOverlap(above: EventList, below: EventList): EventList {
  const sorted = sortByStart(below);
  return cutFrom(concat([above, sorted]), layOver(placesOf(above), placesOf(sorted, above.length)));
}

export function mergeByKeys(list: EventList, keys: readonly string[]): EventList {
  if (keys.length === 0) return NO_EVENTS;
  const groups = list.objects.groupsBy(keys);
  const groupOf = list.data.map(groups.of);
  /** Where each group stands among those that the list has. */
  const places = new Int32Array(groups.count()).fill(NO_GROUP);
  const first: number[] = [];
  const lengths: Micros[] = [];
  for (let i = 0; i < list.length; i++) {
    const group = groupOf[i] ?? NO_GROUP;
    if (group === NO_GROUP) continue;
    const place = places[group] ?? NO_GROUP;
    if (place === NO_GROUP) {
      places[group] = first.push(i) - 1;
      lengths.push(list.lengthAt(i));
    } else {
      lengths[place] = (lengths[place] ?? 0) + list.lengthAt(i);
    }
  }
  const start = Float64Array.from(first, (index) => list.start[index] ?? 0);
  const merged = list.at(
    Int32Array.from(first),
    start,
    start.map((from, place) => from + (lengths[place] ?? 0)),
  );
  merged.id.fill(Number.NaN);
  return merged;
}

export function chunkByKey(list: EventList, key: string): EventList {
  const { objects } = list;
  const has = objects.test(question('has', key), (data) => Object.hasOwn(data, key));
  const same = (a: number, b: number) =>
    a === b || equalJson(objects.object(a)[key] as Json, objects.object(b)[key] as Json);
  const first: number[] = [];
  const ends: Micros[] = [];
  for (let i = 0; i < list.length; i++) {
    const data = list.data[i] ?? 0;
    if (!has(data)) continue;
    const last = first.at(-1);
    if (last !== undefined && same(list.data[last] ?? 0, data)) {
      ends.push((ends.pop() ?? 0) + (list.end[i] ?? 0) - (list.start[i] ?? 0));
    } else {
      first.push(i);
      ends.push(list.end[i] ?? 0);
    }
  }
  return list.at(Int32Array.from(first), undefined, Float64Array.from(ends));
}

export function keepValues(list: EventList, key: string, values: readonly Json[]): EventList {
  return keep(list, hasValue(list, key, values));
}

export function dropValues(list: EventList, key: string, values: readonly Json[]): EventList {
  const unwanted = hasValue(list, key, values);
  return keep(list, (number) => !unwanted(number));
}

/** `regex` is what `matches` looks for. */
export function keepMatching(list: EventList, key: string, regex: string, matches: Matches): EventList {
  return keep(list, list.objects.test(question('matches', key, regex), hasMatching(key, matches)));
}

export const splitUrls = (list: EventList): EventList => change(list, question('url'), withUrlParts);

export const simplifyTitles = (list: EventList, key: string): EventList =>
  change(list, question('title', key), simplifiedTitle(key));

/** `asked` of a rule is all that its `matches` depends on. */
export const categorize = (list: EventList, rules: readonly (CategoryRule & Asked)[]): EventList =>
  change(list, question('category', ...rules.map(({ category, asked }) => [category, asked])), categorized(rules));

export const tag = (list: EventList, rules: readonly (TagRule & Asked)[]): EventList =>
  change(list, question('tags', ...rules.map((rule) => [rule.tag, rule.asked])), tagged(rules));

function hasValue({ objects }: EventList, key: string, values: readonly Json[]): (number: number) => boolean {
  return objects.test(question('value', key, values), hasOneOf(key, values));
}

/** What is asked about data, in full: equal where the answer is the same whatever the data. */
const question = (...parts: readonly Json[]): string => JSON.stringify(parts);

/** Those whose data is wanted. */
function keep(list: EventList, wanted: (number: number) => boolean): EventList {
  const places = new Int32Array(list.length);
  let kept = 0;
  for (let i = 0; i < places.length; i++) if (wanted(list.data[i] ?? 0)) places[kept++] = i;
  return kept === list.length ? list : list.at(places.subarray(0, kept));
}

/** The events with other data. */
function change(list: EventList, asked: string, made: (data: JsonObject) => JsonObject): EventList {
  return list.withData(list.data.map(list.objects.changed(asked, made)));
}

/** The list as stretches of time, each with its place in the list, counted from `first`, for what goes on in it. */
function placesOf({ start, end, length }: EventList, first = 0): Spans {
  const what = new Int32Array(length);
  for (let i = 0; i < length; i++) what[i] = first + i;
  return { length, start, end, what };
}

/** What the spans, which tell places in the list, leave of its events. */
function cutFrom(list: EventList, { length, start, end, what }: Spans): EventList {
  return list.at(what.subarray(0, length), start.subarray(0, length), end.subarray(0, length));
}

/** The places of values, least first; equal ones as they stand. A plain array is sorted quickly where parts of it are so already. */
const sortedPlaces = (values: Float64Array): Int32Array =>
  Int32Array.from(Array.from(values, (_, place) => place).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0)));

/** The same of values that never rise, as those of a bucket's events, which come newest first. */
function backwards(values: Float64Array): Int32Array {
  const places = new Int32Array(values.length);
  let at = values.length;
  for (let from = 0; from < values.length; ) {
    let to = from + 1;
    while (to < values.length && values[to] === values[from]) to++;
    at -= to - from;
    for (let i = from; i < to; i++) places[at + i - from] = i;
    from = to;
  }
  return places;
}
