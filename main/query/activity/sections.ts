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
import { byData, byGroup, longestFirst, type Sum } from './tally.ts';

export interface SectionParts {
  readonly data: DataObjects;
  readonly groupings: Groupings;
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
  { data, groupings, limit, period, moments }: SectionParts,
): WindowActivity {
  const text = textsOf(data);
  const category = (what: number) => categories.path(categories.ofData.of(what));
  const appsOf = (titles: readonly Sum[]) => longestFirst(byGroup(titles, groupings.app)).slice(0, limit);
  const titlesOf = (sums: readonly Sum[]) => longestFirst(byGroup(sums, groupings.appAndTitle));
  const categoriesOf = (sums: readonly Sum[]) =>
    longestFirst(byGroup(sums, categories.ofData)).map(({ what, duration }) => ({
      category: [...category(what)],
      duration,
    }));
  const parts = moments === null ? [] : partsOf(period, moments);
  const activeIn = cutInto(parts, active);
  const sums = byData(events);
  const titles = titlesOf(sums);
  return {
    duration: lengthOf(events),
    apps: appsOf(titles).map(({ what, duration }) => ({
      app: text(what, 'app'),
      category: [...category(what)],
      duration,
    })),
    titles: titles.slice(0, limit).map(({ what, duration }) => ({
      app: text(what, 'app'),
      title: text(what, 'title'),
      category: [...category(what)],
      duration,
    })),
    categories: categoriesOf(sums),
    active: periodsOf(active),
    parts: cutInto(parts, events).map((spans, index) => {
      const sumsOfPart = byData(spans);
      return {
        ...(parts[index] ?? period),
        duration: lengthOf(spans),
        active: lengthOf(activeIn[index] ?? spans),
        categories: categoriesOf(sumsOfPart),
        apps: appsOf(titlesOf(sumsOfPart)).map(({ what, duration }) => ({ app: text(what, 'app'), duration })),
      };
    }),
  };
}

export function browserSection(events: Spans, { data, groupings, limit }: SectionParts): BrowserActivity {
  const sums = byData(events);
  const text = textsOf(data);
  const top = (groups: PerData) => longestFirst(byGroup(sums, groups)).slice(0, limit);
  return {
    duration: lengthOf(events),
    domains: top(groupings.domain).map(({ what, duration }) => ({
      domain: domainOf(data.object(what)) ?? '',
      duration,
    })),
    urls: top(groupings.url).map(({ what, duration }) => ({ url: text(what, 'url'), duration })),
    titles: top(groupings.title).map(({ what, duration }) => ({ title: text(what, 'title'), duration })),
  };
}

export function editorSection(events: Spans, { data, groupings, limit }: SectionParts): EditorActivity {
  const sums = byData(events);
  const text = textsOf(data);
  const top = (groups: PerData) => longestFirst(byGroup(sums, groups)).slice(0, limit);
  return {
    duration: lengthOf(events),
    files: top(groupings.fileAndLanguage).map(({ what, duration }) => ({
      file: text(what, 'file'),
      language: text(what, 'language'),
      duration,
    })),
    languages: top(groupings.language).map(({ what, duration }) => ({ language: text(what, 'language'), duration })),
    projects: top(groupings.project).map(({ what, duration }) => ({ project: text(what, 'project'), duration })),
  };
}

export function stopwatchSection(events: Spans, { data, groupings, limit }: SectionParts): StopwatchActivity {
  const text = textsOf(data);
  const labels = longestFirst(byGroup(byData(events), groupings.label)).slice(0, limit);
  return { labels: labels.map(({ what, duration }) => ({ label: text(what, 'label'), duration })) };
}

export function presenceSection(present: Spans, { period, moments }: SectionParts): PresenceActivity {
  const parts = moments === null ? [] : partsOf(period, moments);
  const spans = cutInto(parts, present);
  return {
    duration: lengthOf(present),
    parts: parts.map((part, index) => ({ ...part, duration: lengthOf(spans[index] ?? present) })),
  };
}

const textsOf = (data: DataObjects) => (what: number, key: string) => shown(data.object(what), key);

function periodsOf({ length, start, end }: Spans): { start: Micros; end: Micros }[] {
  return Array.from({ length }, (_, i) => ({ start: start[i] ?? 0, end: end[i] ?? 0 }));
}
