/**
 * What a person did over a time: ActivityWatch's canonical queries (../../main/query/activity/ answers them;
 * docs/activitywatch.md says what differs). All times are integer µs since the Unix epoch, all lengths integer µs.
 */
import { z } from 'zod';

const micros = z.int();
const period = z.object({ start: micros, end: micros }).refine(({ start, end }) => start <= end, 'start is after end');

/** A category as ActivityWatch keeps it in its setting `classes`; what else stands there (id, colour) is ignored. */
export const categoryRule = z.object({
  /** From the general to the special. */
  name: z.array(z.string().max(1000)).min(1).max(16),
  rule: z.object({
    /** `none` and null match nothing. */
    type: z.enum(['regex', 'none']).nullable(),
    regex: z.string().max(100_000).optional(),
    ignore_case: z.boolean().optional(),
    /** Looks at the texts under these keys alone; absent: at all. */
    select_keys: z.array(z.string().max(1000)).min(1).max(100).optional(),
  }),
});
export type CategoryRule = z.infer<typeof categoryRule>;

export const activitySection = z.enum(['window', 'browser', 'editor', 'stopwatch', 'presence']);
export type ActivitySection = z.infer<typeof activitySection>;

export const activityQuery = z.object({
  /** Each is answered on its own. */
  periods: z.array(period).min(1).max(400),
  /** In the order of precedence: where two record at once, the earlier one counts. */
  hosts: z.array(z.string().min(1).max(10_000)).min(1).max(100),
  sections: z.array(activitySection).min(1).max(5),
  /**
   * Moments that cut each period into parts, sorted: the hours of a day, the days of a month, as the caller's clock has
   * them. Those outside of a period are ignored. Absent: no parts.
   */
  parts: z
    .array(micros)
    .max(2000)
    .refine(
      (moments) => moments.every((moment, i) => i === 0 || moment > (moments[i - 1] ?? 0)),
      'parts are not sorted',
    )
    .optional(),
  /** Leaves out what is recorded while nobody is there. Absent: true. */
  filterAway: z.boolean().optional(),
  /** Sound from the browser in front counts as being there. Of one host only. Absent: true. */
  includeAudible: z.boolean().optional(),
  /** A regular expression: while it is found in the app or the title, somebody is there. */
  alwaysActive: z.string().max(100_000).optional(),
  /** What was timed by hand covers what the window shows. Of one host only. Absent: false. */
  includeStopwatch: z.boolean().optional(),
  categories: z.array(categoryRule).max(2000).optional(),
  /** Only these, whole paths. Absent or empty: all. */
  filterCategories: z.array(z.array(z.string()).min(1)).max(2000).optional(),
  /** So many rows of each list, categories excepted. Absent: 100. */
  limit: z.int().nonnegative().max(10_000).optional(),
});
export type ActivityQuery = z.infer<typeof activityQuery>;

const length = micros.nonnegative();
const category = z.array(z.string());
const categories = z.array(z.object({ category, duration: length }));

/** One part of a period. The parts of a period add up to the whole. */
const windowPart = z.object({
  start: micros,
  end: micros,
  duration: length,
  /** How much of it somebody was there. */
  active: length,
  categories,
  apps: z.array(z.object({ app: z.string(), duration: length })),
});

/** What was in front. Rows stand in order of their duration, the longest first. */
export const windowActivity = z.object({
  duration: length,
  /** `category`: of the title that took the most time. */
  apps: z.array(z.object({ app: z.string(), category, duration: length })),
  titles: z.array(z.object({ app: z.string(), title: z.string(), category, duration: length })),
  /** `['Uncategorized']` where no rule matches. */
  categories,
  /** When somebody was there, sorted, apart from each other. */
  active: z.array(z.object({ start: micros, end: micros })),
  parts: z.array(windowPart),
});
export type WindowActivity = z.infer<typeof windowActivity>;

/** What the browsers showed while they were in front. */
export const browserActivity = z.object({
  duration: length,
  domains: z.array(z.object({ domain: z.string(), duration: length })),
  urls: z.array(z.object({ url: z.string(), duration: length })),
  titles: z.array(z.object({ title: z.string(), duration: length })),
});
export type BrowserActivity = z.infer<typeof browserActivity>;

/** What was edited, also while it seemed that nobody was there. */
export const editorActivity = z.object({
  duration: length,
  files: z.array(z.object({ file: z.string(), language: z.string(), duration: length })),
  languages: z.array(z.object({ language: z.string(), duration: length })),
  projects: z.array(z.object({ project: z.string(), duration: length })),
});
export type EditorActivity = z.infer<typeof editorActivity>;

/** What was timed by hand. */
export const stopwatchActivity = z.object({
  labels: z.array(z.object({ label: z.string(), duration: length })),
});
export type StopwatchActivity = z.infer<typeof stopwatchActivity>;

/** How long somebody was there, by the away watchers alone. */
export const presenceActivity = z.object({
  duration: length,
  parts: z.array(z.object({ start: micros, end: micros, duration: length })),
});
export type PresenceActivity = z.infer<typeof presenceActivity>;

/** The sections asked for; null where the hosts record nothing that it needs. */
export const periodActivity = z.object({
  start: micros,
  end: micros,
  window: windowActivity.nullable().optional(),
  browser: browserActivity.nullable().optional(),
  editor: editorActivity.nullable().optional(),
  stopwatch: stopwatchActivity.nullable().optional(),
  presence: presenceActivity.nullable().optional(),
});
export type PeriodActivity = z.infer<typeof periodActivity>;

/** In the order of the periods asked for. */
export const activity = z.object({
  periods: z.array(periodActivity),
  /** Rules that could not be used, in words; they match nothing. */
  problems: z.array(z.string()),
});
export type Activity = z.infer<typeof activity>;
