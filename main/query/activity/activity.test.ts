/** What the native answer says of small records, counted by hand. */
import { describe, expect, it } from 'vitest';
import type { ActivityQuery, CategoryRule } from '../../../preload/contract/activity.ts';
import { activity as answerSchema } from '../../../preload/contract/activity.ts';
import type { JsonObject } from '../../events/event.ts';
import { createReader } from '../reads.ts';
import { HOUR, MORNING, record, SECOND, type TestEvent } from '../test-record.ts';

const MINUTE = 60 * SECOND;
const HOUR_OF_IT = { start: MORNING, end: MORNING + HOUR };
const at = (minute: number, minutes: number, data: JsonObject): TestEvent => ({
  start: MORNING + minute * MINUTE,
  duration: minutes * MINUTE,
  data,
});
const window = (minute: number, minutes: number, app: string, title = app) => at(minute, minutes, { app, title });
const rule = (name: string[], regex: string, more: Partial<CategoryRule['rule']> = {}): CategoryRule => ({
  name,
  rule: { type: 'regex', regex, ...more },
});

type Buckets = Readonly<Record<string, { type: string; host?: string; events: readonly TestEvent[] }>>;

/** Asks one hour of the host `desk` unless told otherwise. */
function asking(buckets: Buckets, ms?: number) {
  const { db } = record(Object.fromEntries(Object.entries(buckets).map(([id, { events }]) => [id, events])));
  const describeBucket = db.prepare('UPDATE buckets SET type = ?, hostname = ? WHERE id = ?');
  for (const [id, { type, host = 'desk' }] of Object.entries(buckets)) describeBucket.run(type, host, id);
  const reader = createReader(db, 1_000_000, ms);
  return (options: Partial<ActivityQuery> = {}) => {
    const answer = reader.activity({ periods: [HOUR_OF_IT], hosts: ['desk'], sections: ['window'], ...options });
    expect(answerSchema.parse(answer)).toEqual(answer);
    return { ...answer, first: answer.periods[0] };
  };
}

const minutes = (rows: readonly { duration: number }[] | undefined) =>
  rows?.map(({ duration, ...row }) => [...Object.values(row).slice(0, 1), duration / MINUTE]);

const DESK: Buckets = {
  'aw-stopwatch': { type: 'general.stopwatch', host: 'unknown', events: [at(2, 3, { label: 'Call', running: false })] },
  'aw-watcher-afk_desk': {
    type: 'afkstatus',
    events: [at(0, 25, { status: 'not-afk' }), at(25, 35, { status: 'afk' })],
  },
  'aw-watcher-vscode_desk': {
    type: 'app.editor.activity',
    events: [at(0, 10, { file: 'main.ts', language: 'typescript', project: 'daytrail' })],
  },
  'aw-watcher-web-firefox_desk': {
    type: 'web.tab.current',
    events: [
      at(0, 15, { url: 'https://www.github.com/a', title: 'A', audible: false }),
      at(15, 20, { url: 'https://docs.example/b', title: 'B', audible: false }),
      at(35, 5, { url: 'https://films.example/c', title: 'C', audible: true }),
    ],
  },
  'aw-watcher-window_desk': {
    type: 'currentwindow',
    events: [
      window(0, 10, 'Code', 'main.ts'),
      window(10, 10, 'Firefox', 'Docs'),
      window(20, 10, 'Code', 'notes'),
      window(30, 20, 'Firefox', 'Film'),
    ],
  },
};

describe('The activity of an hour', () => {
  it('counts what was in front while somebody was there, or was heard in the browser in front', () => {
    const { first } = asking(DESK)({ sections: ['window', 'browser', 'editor', 'stopwatch', 'presence'] });
    expect(
      first?.window?.active.map(({ start, end }) => [(start - MORNING) / MINUTE, (end - MORNING) / MINUTE]),
    ).toEqual([
      [0, 25],
      [35, 40],
    ]);
    expect(minutes(first?.window?.apps)).toEqual([
      ['Code', 15],
      ['Firefox', 15],
    ]);
    expect(minutes(first?.browser?.domains)).toEqual([
      ['docs.example', 10],
      ['github.com', 5],
      ['films.example', 5],
    ]);
    expect(minutes(first?.editor?.projects)).toEqual([['daytrail', 10]]);
    expect(minutes(first?.stopwatch?.labels)).toEqual([['Call', 3]]);
    expect(first?.presence?.duration).toBe(25 * MINUTE);
  });

  it('gives only the sections asked for, and null for what the host does not record', () => {
    const { 'aw-watcher-web-firefox_desk': _, ...withoutBrowser } = DESK;
    const { first } = asking(withoutBrowser)({ sections: ['browser', 'presence'] });
    expect(first).toEqual({ ...HOUR_OF_IT, browser: null, presence: { duration: 25 * MINUTE, parts: [] } });
    const elsewhere = asking(DESK)({ hosts: ['another'], sections: ['window', 'browser', 'editor', 'presence'] }).first;
    expect(elsewhere).toEqual({ ...HOUR_OF_IT, window: null, browser: null, editor: null, presence: null });
  });

  it('is unknown without an away watcher, unless everything is to count', () => {
    const { 'aw-watcher-afk_desk': _, ...withoutAway } = DESK;
    const ask = asking(withoutAway);
    expect(ask().first?.window).toBeNull();
    expect(ask({ filterAway: false }).first?.window?.duration).toBe(50 * MINUTE);
  });

  it('can count an app as being there, and what was timed by hand instead of the window under it', () => {
    const { first } = asking(DESK)({ alwaysActive: '^Film$', includeStopwatch: true });
    expect(minutes(first?.window?.apps)).toEqual([
      ['Firefox', 30],
      ['Code', 12],
    ]);
    expect(first?.window?.duration).toBe(45 * MINUTE);
  });

  it('is put into the deepest category that matches, of those the last', () => {
    const { first } = asking(DESK)({
      categories: [
        rule(['Work'], 'Code|Docs'),
        rule(['Work', 'Writing'], 'notes'),
        rule(['Play'], 'docs', { ignore_case: true }),
        rule(['Apps'], 'Film', { select_keys: ['app'] }),
      ],
    });
    expect(minutes(first?.window?.categories)).toEqual([
      [['Work'], 10],
      [['Play'], 10],
      [['Work', 'Writing'], 5],
      [['Uncategorized'], 5],
    ]);
    expect(first?.window?.titles.map(({ title, category }) => [title, category.join('>')])).toContainEqual([
      'notes',
      'Work>Writing',
    ]);
  });

  it('can be that of some categories only', () => {
    const categories = [rule(['Work'], 'Code'), rule(['Work', 'Notes'], 'notes')];
    const ask = asking(DESK);
    expect(ask({ categories, filterCategories: [['Work']] }).first?.window?.duration).toBe(10 * MINUTE);
    expect(ask({ categories, filterCategories: [['Unheard of']] }).first?.window?.duration).toBe(0);
  });

  it('says which rules cannot be used, and goes on without them', () => {
    const { first, problems } = asking(DESK)({
      categories: [rule(['Broken'], '(Code'), rule(['Work'], 'Code')],
      alwaysActive: '[',
    });
    expect(problems).toHaveLength(2);
    expect(problems.join(' ')).toContain('Broken');
    expect(minutes(first?.window?.categories)).toEqual([
      [['Work'], 15],
      [['Uncategorized'], 15],
    ]);
  });

  it('is cut into the parts asked for, those outside of it left alone', () => {
    const moments = [-60, 10, 30, 90].map((minute) => MORNING + minute * MINUTE);
    const { first } = asking(DESK)({ parts: moments, sections: ['window', 'presence'] });
    expect(
      first?.window?.parts.map(({ duration, active, apps }) => [duration / MINUTE, active / MINUTE, minutes(apps)]),
    ).toEqual([
      [10, 10, [['Code', 10]]],
      [
        15,
        15,
        [
          ['Firefox', 10],
          ['Code', 5],
        ],
      ],
      [5, 5, [['Firefox', 5]]],
    ]);
    expect(first?.presence?.parts.map(({ duration }) => duration / MINUTE)).toEqual([10, 15, 0]);
  });

  it('shows no more rows than asked for, but all categories', () => {
    const { first } = asking(DESK)({ limit: 1, categories: [rule(['Work'], 'Code')] });
    expect([first?.window?.apps.length, first?.window?.titles.length, first?.window?.categories.length]).toEqual([
      1, 1, 2,
    ]);
    expect(first?.window?.duration).toBe(30 * MINUTE);
  });

  it('of several hosts is that of the first where both record', () => {
    const { first } = asking({
      ...DESK,
      'aw-watcher-afk_laptop': { type: 'afkstatus', host: 'laptop', events: [at(20, 20, { status: 'not-afk' })] },
      'aw-watcher-window_laptop': { type: 'currentwindow', host: 'laptop', events: [window(20, 20, 'Mail')] },
    })({ hosts: ['desk', 'laptop'], sections: ['window', 'browser', 'presence'] });
    expect(minutes(first?.window?.apps)).toEqual([
      ['Mail', 15],
      ['Code', 15],
      ['Firefox', 10],
    ]);
    expect(first?.window?.duration).toBe(40 * MINUTE);
    expect(first?.presence?.duration).toBe(40 * MINUTE);
    expect(first?.browser).toBeNull();
  });

  it('of a phone is that of its apps', () => {
    const { first } = asking({
      'aw-watcher-android-test': { type: 'currentwindow', events: [window(0, 5, 'Maps')] },
    })();
    expect(minutes(first?.window?.apps)).toEqual([['Maps', 5]]);
  });

  it('of each period is its own, without what lies outside', () => {
    const half = (from: number) => ({ start: MORNING + from * MINUTE, end: MORNING + (from + 30) * MINUTE });
    const { periods } = asking(DESK)({ periods: [half(15), half(-60)], includeAudible: false });
    expect(periods.map((period) => period.window?.duration)).toEqual([10 * MINUTE, 0]);
  });

  it('is given up where a rule takes for ever, and the next answer is right', () => {
    const hopeless = `${'a'.repeat(60)}!`;
    const ask = asking(
      {
        'aw-watcher-afk_desk': { type: 'afkstatus', events: [at(0, 60, { status: 'not-afk' })] },
        'aw-watcher-window_desk': {
          type: 'currentwindow',
          events: [window(0, 5, 'Code'), window(5, 5, 'Mail'), window(10, 5, hopeless), window(15, 5, 'Code')],
        },
      },
      1000,
    );
    expect(() => ask({ categories: [rule(['Work'], 'Mail'), rule(['Play'], '(a+)+$')] })).toThrow('regular expression');
    const { first } = ask({ categories: [rule(['Work'], 'Mail')] });
    expect(minutes(first?.window?.apps)).toEqual([
      ['Code', 10],
      ['Mail', 5],
      [hopeless, 5],
    ]);
    expect(minutes(first?.window?.categories)).toEqual([
      [['Uncategorized'], 15],
      [['Work'], 5],
    ]);
  });
});
