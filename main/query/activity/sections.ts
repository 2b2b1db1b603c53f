/**
 * The sections of an answer, from spans to the rows that are shown.
 */
import type {
  BrowserActivity,
  EditorActivity,
  PresenceActivity,
  StopwatchActivity,
  WindowActivity,
} from '../../../preload/contract/activity.ts';
import type { Micros } from '../../events/event.ts';
import type { Period } from '../../events/query-event.ts';
import { domainOf } from '../../events/split-url.ts';
import type { DataObjects } from '../data-objects.ts';
import type { Categories } from './categories.ts';
import { type Groupings, shown } from './groupings.ts';
import { cutInto, partsOf } from './parts.ts';
import type { PerData } from './per-data.ts';
import { lengthOf, type Spans } from './spans.ts';
import { longest, rows, type Sums, type Tally } from './tally.ts';

export interface SectionParts {
  readonly data: DataObjects;
  readonly groupings: Groupings;
  readonly tally: Tally;
  /** Of each list but that of categories. */
  readonly limit: number;
  readonly period: Period;
  /** Moments that cut the period; null: there are no parts. */
  readonly moments: readonly Micros[] | null;
}

export function windowSection(
  events: Spans,
  active: Spans,
  categories: Categories,
  { data, groupings, tally, limit, period, moments }: SectionParts,
): WindowActivity {
  const text = textsOf(data);
  const category = (what: number) => [...categories.path(categories.ofData.of(what))];
  const titlesOf = (sums: Sums) => longest(tally.byGroup(sums, groupings.appAndTitle));
  const appsOf = (titles: Sums) => longest(tally.byGroup(titles, groupings.app), limit);
  const categoriesOf = (sums: Sums) =>
    rows(longest(tally.byGroup(sums, categories.ofData)), (what, duration) => ({ category: category(what), duration }));
  const parts = moments === null ? [] : partsOf(period, moments);
  const activeIn = cutInto(parts, active);
  const sums = tally.byData(events);
  const titles = titlesOf(sums);
  return {
    duration: lengthOf(events),
    apps: rows(appsOf(titles), (what, duration) => ({ app: text(what, 'app'), category: category(what), duration })),
    titles: rows(longest(titles, limit), (what, duration) => ({
      app: text(what, 'app'),
      title: text(what, 'title'),
      category: category(what),
      duration,
    })),
    categories: categoriesOf(sums),
    active: periodsOf(active),
    parts: cutInto(parts, events).map((spans, index) => {
      const sumsOfPart = tally.byData(spans);
      return {
        ...(parts[index] ?? period),
        duration: lengthOf(spans),
        active: lengthOf(activeIn[index] ?? spans),
        categories: categoriesOf(sumsOfPart),
        apps: rows(appsOf(titlesOf(sumsOfPart)), (what, duration) => ({ app: text(what, 'app'), duration })),
      };
    }),
  };
}

export function browserSection(events: Spans, shape: SectionParts): BrowserActivity {
  const { data, groupings } = shape;
  const text = textsOf(data);
  const top = topOf(events, shape);
  const domain = (what: number) => domainOf(data.object(what)) ?? '';
  return {
    duration: lengthOf(events),
    domains: top(groupings.domain, (what, duration) => ({ domain: domain(what), duration })),
    urls: top(groupings.url, (what, duration) => ({ url: text(what, 'url'), duration })),
    titles: top(groupings.title, (what, duration) => ({ title: text(what, 'title'), duration })),
  };
}

export function editorSection(events: Spans, shape: SectionParts): EditorActivity {
  const { data, groupings } = shape;
  const text = textsOf(data);
  const top = topOf(events, shape);
  return {
    duration: lengthOf(events),
    files: top(groupings.fileAndLanguage, (what, duration) => ({
      file: text(what, 'file'),
      language: text(what, 'language'),
      duration,
    })),
    languages: top(groupings.language, (what, duration) => ({ language: text(what, 'language'), duration })),
    projects: top(groupings.project, (what, duration) => ({ project: text(what, 'project'), duration })),
  };
}

export function stopwatchSection(events: Spans, shape: SectionParts): StopwatchActivity {
  const text = textsOf(shape.data);
  const labels = topOf(events, shape)(shape.groupings.label, (what, duration) => ({
    label: text(what, 'label'),
    duration,
  }));
  return { labels };
}

export function presenceSection(present: Spans, { period, moments }: SectionParts): PresenceActivity {
  const parts = moments === null ? [] : partsOf(period, moments);
  const spans = cutInto(parts, present);
  return {
    duration: lengthOf(present),
    parts: parts.map((part, index) => ({ ...part, duration: lengthOf(spans[index] ?? present) })),
  };
}

/** The rows of the longest groups. */
function topOf(events: Spans, { tally, limit }: SectionParts) {
  const sums = tally.byData(events);
  return <T>(groups: PerData, rowOf: (what: number, duration: Micros) => T): T[] =>
    rows(longest(tally.byGroup(sums, groups), limit), rowOf);
}

const textsOf = (data: DataObjects) => (what: number, key: string) => shown(data.object(what), key);

function periodsOf({ length, start, end }: Spans): { start: Micros; end: Micros }[] {
  return Array.from({ length }, (_, i) => ({ start: start[i] ?? 0, end: end[i] ?? 0 }));
}
