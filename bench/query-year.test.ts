/**
 * The native answer and the query programs give the same numbers, to the microsecond and in the same order: on a month of
 * the seeded year in full, and on days of the rest of it. (`npm run bench -- query` compares the whole year.)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  categoryProgram,
  desktopProgram,
  editorProgram,
  presenceProgram,
} from '../main/query/activity/canonical-programs.ts';
import { bucketRows } from '../main/query/bucket-rows.ts';
import { createReader, type Reader } from '../main/query/reads.ts';
import { openReadOnly } from '../main/store/connection.ts';
import type { ActivityQuery } from '../preload/contract/activity.ts';
import { CATEGORIES } from './query-categories.ts';
import { type DesktopAnswer, ofNative, ofProgram, rowsOf, toMicros, type WireRow } from './query-compare.ts';
import { YEAR } from './year.ts';
import { yearFile } from './year-file.ts';

const DAY = 86_400_000_000;
const FIRST = Date.parse(`${YEAR.firstDay}T04:00:00Z`) * 1000;
const days = (from: number, count: number) => ({ start: FIRST + from * DAY, end: FIRST + (from + count) * DAY });
const MONTH = days(59, 31);
/** Work days, weekends, days of both changes of the clock, and the last one. */
const DAYS = [0, 4, 88, 155, 237, 298, 364].map((day) => days(day, 1));

let db: ReturnType<typeof openReadOnly>;
let reader: Reader;
let buckets: ReturnType<ReturnType<typeof bucketRows>['list']>;

beforeAll(() => {
  db = openReadOnly(yearFile());
  reader = createReader(db, 20_000_000);
  buckets = bucketRows(db).list();
}, 300_000);
afterAll(() => db.close());

const query = (options: Partial<ActivityQuery> = {}): ActivityQuery => ({
  periods: [MONTH],
  hosts: ['larch'],
  sections: ['window', 'browser', 'stopwatch'],
  categories: [...CATEGORIES],
  ...options,
});

function resultsOf<T>(text: string, { periods }: ActivityQuery): readonly T[] {
  const answer = reader.query({ text, periods });
  if (!answer.ok) throw new Error(answer.failure.message);
  return JSON.parse(new TextDecoder().decode(answer.json)) as T[];
}

function compare(asked: ActivityQuery): void {
  const { periods } = reader.activity(asked);
  const programs = resultsOf<DesktopAnswer>(desktopProgram(asked, buckets), asked);
  expect(programs).toHaveLength(periods.length);
  programs.forEach((program, index) => {
    const native = periods[index];
    expect(native && ofNative(native)).toEqual(ofProgram(program));
  });
}

describe('On the seeded year, natively and as a program', () => {
  it('a month is the same, every row of it', () => {
    compare(query({ limit: 10_000 }));
  });

  it('days all over the year are the same', () => {
    compare(query({ periods: DAYS }));
  });

  it.each<[string, Partial<ActivityQuery>]>([
    ['nobody filtered out', { filterAway: false }],
    ['sound not counted', { includeAudible: false }],
    ['apps that count as being there', { alwaysActive: 'Zoom|Meet|YouTube' }],
    ['only some categories', { filterCategories: [['Work', 'Programming'], ['Media', 'Video'], ['Nothing']] }],
    ['no rules', { categories: [] }],
    ['the same host twice', { hosts: ['larch', 'larch'], sections: ['window'] }],
  ])('days are the same with %s', (_, options) => {
    compare(query({ periods: DAYS.slice(1, 4), ...options }));
  });

  it('categories alone are the same', () => {
    const asked = query({ periods: DAYS, sections: ['window'], limit: 0 });
    const programs = resultsOf<{ cat_events: WireRow[]; duration: number }>(categoryProgram(asked, buckets), asked);
    const native = reader
      .activity(asked)
      .periods.map(({ window }) => [
        window?.categories.map(({ category, duration }) => [JSON.stringify(category), duration]),
        window?.duration,
      ]);
    expect(native).toEqual(programs.map((one) => [rowsOf(one.cat_events, '$category'), toMicros(one.duration)]));
    expect(native.length).toBe(DAYS.length);
  });

  it('what was edited is the same', () => {
    const asked = query({ periods: DAYS, sections: ['editor'] });
    type Answer = Record<'files' | 'languages' | 'projects', WireRow[]> & { duration: number };
    const programs = resultsOf<Answer>(editorProgram(asked, buckets), asked);
    const native = reader
      .activity(asked)
      .periods.map(({ editor }) => [
        editor?.files.map(({ file, language, duration }) => [`${file}\n${language}`, duration]),
        editor?.languages.map(({ language, duration }) => [language, duration]),
        editor?.projects.map(({ project, duration }) => [project, duration]),
        editor?.duration,
      ]);
    expect(native).toEqual(
      programs.map(({ files, languages, projects, duration }) => [
        rowsOf(files, 'file', 'language'),
        rowsOf(languages, 'language'),
        rowsOf(projects, 'project'),
        toMicros(duration),
      ]),
    );
    expect(native.some(([files]) => Array.isArray(files) && files.length > 3)).toBe(true);
  });

  it('how long somebody was there is the same', () => {
    const asked = query({ periods: DAYS, sections: ['presence'] });
    const programs = resultsOf<{ duration: number }>(presenceProgram(asked, buckets), asked);
    const native = reader.activity(asked).periods.map(({ presence }) => presence?.duration);
    expect(native).toEqual(programs.map(({ duration }) => toMicros(duration)));
  });

  it('the parts of a month add up to it, each list of them', () => {
    const parts = Array.from({ length: 31 }, (_, day) => MONTH.start + day * DAY);
    const [month] = reader.activity(query({ parts, limit: 10_000, sections: ['window', 'presence'] })).periods;
    const whole = month?.window;
    if (whole === undefined || whole === null) throw new Error('there is no month');
    expect(whole.parts).toHaveLength(31);
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    expect(sum(whole.parts.map(({ duration }) => duration))).toBe(whole.duration);
    expect(sum(whole.parts.map(({ active }) => active))).toBe(sum(whole.active.map(({ start, end }) => end - start)));
    expect(sum(month?.presence?.parts.map(({ duration }) => duration) ?? [])).toBe(month?.presence?.duration);
    for (const { category, duration } of whole.categories) {
      const its = whole.parts.flatMap((part) => part.categories.filter((one) => `${one.category}` === `${category}`));
      expect(sum(its.map((one) => one.duration))).toBe(duration);
    }
    for (const { app, duration } of whole.apps) {
      const its = whole.parts.flatMap((part) => part.apps.filter((one) => one.app === app));
      expect(sum(its.map((one) => one.duration))).toBe(duration);
    }
  });
});
