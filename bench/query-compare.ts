/** What a query program and the native answer say about one period, in one form, to be compared. */

import type { Json, JsonObject } from '../main/events/event.ts';
import type { PeriodActivity } from '../preload/contract/activity.ts';

/** A row of either: what it is of, and its µs. */
type Row = readonly [of: string, micros: number];

/** What is compared: lists in their order, and sums. */
export interface Comparable {
  readonly [list: string]: readonly Row[] | number;
}

export interface WireRow {
  readonly timestamp: string;
  readonly duration: number;
  readonly data: JsonObject;
}

/** As JSON.parse gives the value of RETURN of canonical-programs.ts: `desktopProgram`. */
export interface DesktopAnswer {
  readonly window: {
    readonly app_events: readonly WireRow[];
    readonly title_events: readonly WireRow[];
    readonly cat_events: readonly WireRow[];
    readonly active_events: readonly WireRow[];
    readonly duration: number;
  };
  readonly browser?: {
    readonly domains: readonly WireRow[];
    readonly urls: readonly WireRow[];
    readonly titles: readonly WireRow[];
    readonly duration: number;
  };
  readonly stopwatch?: { readonly stopwatch_events: readonly WireRow[] };
}

export const toMicros = (seconds: number): number => Math.round(seconds * 1_000_000);

export function rowsOf(events: readonly WireRow[], ...keys: readonly string[]): readonly Row[] {
  return events.map(({ duration, data }) => [keys.map((key) => textOf(data[key])).join('\n'), toMicros(duration)]);
}

export function ofProgram({ window, browser, stopwatch }: DesktopAnswer): Comparable {
  return {
    duration: toMicros(window.duration),
    apps: rowsOf(window.app_events, 'app'),
    titles: rowsOf(window.title_events, 'app', 'title'),
    categories: rowsOf(window.cat_events, '$category'),
    active: window.active_events.map(({ timestamp, duration }) => [timestamp.slice(0, 23), toMicros(duration)]),
    ...(browser === undefined
      ? {}
      : {
          browserDuration: toMicros(browser.duration),
          domains: rowsOf(browser.domains, '$domain'),
          urls: rowsOf(browser.urls, 'url'),
          pages: rowsOf(browser.titles, 'title'),
        }),
    ...(stopwatch === undefined ? {} : { labels: rowsOf(stopwatch.stopwatch_events, 'label') }),
  };
}

/** Of an answer with a window; sections that have nothing to tell count as empty. */
export function ofNative({ window, browser, stopwatch }: PeriodActivity): Comparable {
  if (window === null || window === undefined) throw new Error('there is no window activity to compare');
  return {
    duration: window.duration,
    apps: window.apps.map(({ app, duration }) => [app, duration]),
    titles: window.titles.map(({ app, title, duration }) => [`${app}\n${title}`, duration]),
    categories: window.categories.map(({ category, duration }) => [textOf(category), duration]),
    active: window.active.map(({ start, end }) => [
      new Date(Math.floor(start / 1000)).toISOString().slice(0, 23),
      end - start,
    ]),
    ...(browser === undefined
      ? {}
      : {
          browserDuration: browser?.duration ?? 0,
          domains: (browser?.domains ?? []).map(({ domain, duration }) => [domain, duration] as const),
          urls: (browser?.urls ?? []).map(({ url, duration }) => [url, duration] as const),
          pages: (browser?.titles ?? []).map(({ title, duration }) => [title, duration] as const),
        }),
    ...(stopwatch === undefined
      ? {}
      : { labels: (stopwatch?.labels ?? []).map(({ label, duration }) => [label, duration] as const) }),
  };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
