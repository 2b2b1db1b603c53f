import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activity, ActivityQuery, CategoryRule, PeriodActivity } from '../../../preload/contract/activity.ts';
import { aBucket, type FakeDaytrail, fail, fakeDaytrail } from '../../testing/fakes.ts';
import { clear, click, find, press, renderPart, text, until } from '../../testing/render.tsx';
import { HOUR, type Micros } from '../../timeline/micros.ts';
import { ActivityView } from './activity-view.tsx';

const at = (iso: string) => Date.parse(iso) * 1000;
const NINE = at('2026-11-20T08:00:00Z');
const WORK: CategoryRule = { name: ['Work'], rule: { type: 'regex', regex: 'Code' } };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T12:00:30Z') });
});
afterEach(async () => {
  await clear();
  vi.useRealTimers();
});

interface Told {
  readonly code: Micros;
  readonly mail: Micros;
}

/** So long with each of two apps, all of it in the part that begins at `from`. */
function period({ start, end }: { start: Micros; end: Micros }, { code, mail }: Told, from: Micros): PeriodActivity {
  const duration = code + mail;
  const work = { category: ['Work'], duration: code };
  const rest = { category: ['Uncategorized'], duration: mail };
  const part = { start: from, end: from + HOUR, duration, active: duration, categories: [], apps: [] };
  return {
    start,
    end,
    window: {
      duration,
      apps: [
        { app: 'Code', ...work },
        { app: 'Mail', ...rest },
      ].filter((row) => row.duration > 0),
      titles: [{ app: 'Code', title: 'engine.ts', ...work }],
      categories: [work, rest],
      active: [],
      parts: [part],
    },
    browser: { duration: HOUR, domains: [{ domain: 'docs.example', duration: HOUR }], urls: [], titles: [] },
  };
}

/** Two hours of each day, half an hour of which is work; of the period before one. */
function answer({ periods, filterCategories }: ActivityQuery): Activity {
  const [whole, before] = periods;
  if (whole === undefined || before === undefined) throw new Error('It asks for a period and the one before.');
  const only = filterCategories !== undefined;
  const now = { code: HOUR / 2, mail: only ? 0 : HOUR + HOUR / 2 };
  return { periods: [period(whole, now, NINE), period(before, { code: HOUR, mail: 0 }, before.start)], problems: [] };
}

function aRecord(categories: CategoryRule[] = [WORK], hosts = ['desk']): FakeDaytrail & { asked: ActivityQuery[] } {
  const event = { id: 1, start: NINE, end: NINE + HOUR, data: { app: 'Code' } };
  const buckets = hosts.map((hostname, index) => {
    const id = `aw-watcher-window_${hostname}`;
    const later = { ...event, bucket: id, end: event.end - index };
    return { ...aBucket(id, 'currentwindow', [later]), hostname };
  });
  const asked: ActivityQuery[] = [];
  return Object.assign(fakeDaytrail(buckets), {
    asked,
    categories: async () => categories,
    activity: async (query: ActivityQuery) => {
      asked.push(query);
      return answer(query);
    },
  });
}

async function open(address = '/activity?date=2026-11-20', daytrail = aRecord()) {
  const place = await renderPart(<ActivityView />, daytrail, address);
  await until(() => expect(text()).toContain('active'));
  return { ...place, daytrail };
}

const section = (name: string) => find('section', name);
const bars = () => [...find('ol', /^Active time/).querySelectorAll('a')];

describe('the activity of a time', () => {
  it('is how long it was, beside the time before, and on what it went', async () => {
    await open();
    expect(text()).toContain('2 h active');
    expect(text()).toContain('1 h more than the day before');
    expect(section('Categories').textContent).toContain('Work30 min25 %');
    expect(section('Categories').textContent).toContain('Uncategorised1 h 30 min75 %');
    expect(section('Apps').textContent).toContain('Code');
    expect(section('Titles').textContent).toContain('engine.ts Code');
    expect(section('Sites').textContent).toContain('docs.example');
  });

  it('is shown hour by hour, and each hour leads to its place on the timeline', async () => {
    await open();
    expect(bars()).toHaveLength(24);
    expect(bars()[5]?.getAttribute('aria-label')).toBe('09:00 – 10:00, 2 h');
    expect(bars()[5]?.getAttribute('href')).toBe('/timeline?at=2026-11-20T08:00:00Z&span=3600');
  });

  it('has one stop for the tab key, and the arrow keys go on from there', async () => {
    await open();
    expect(bars().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    await act(async () => bars()[0]?.focus());
    await press('ArrowRight');
    expect(document.activeElement).toBe(bars()[1]);
    await press('End');
    expect(document.activeElement).toBe(bars()[23]);
    expect(
      bars()
        .map(({ tabIndex }) => tabIndex)
        .indexOf(0),
    ).toBe(23);
  });

  it('is asked of whole days as the person has them, and compared with as much of the day before', async () => {
    const { daytrail } = await open('/activity');
    const [query] = daytrail.asked;
    expect(query?.periods).toEqual([
      { start: at('2026-11-22T03:00:00Z'), end: at('2026-11-23T03:00:00Z') },
      { start: at('2026-11-21T03:00:00Z'), end: at('2026-11-21T12:00:00Z') },
    ]);
    expect(text()).toContain('than the day before by this time');
  });

  it('can be that of a week, a month or a year, in parts that suit it', async () => {
    const { history, daytrail } = await open();
    for (const [key, kind, parts] of [
      ['w', 'week', 7],
      ['m', 'month', 30],
      ['y', 'year', 12],
    ] as const) {
      await press(key);
      expect(history.at(-1)).toBe(`/activity?period=${kind}&date=2026-11-20`);
      await until(() => expect(daytrail.asked.at(-1)?.parts).toHaveLength(parts - 1));
      await until(() => expect(bars()).toHaveLength(parts));
    }
  });

  it('steps from one to the next, and the present one needs no date', async () => {
    const { history } = await open('/activity?period=week&date=2026-11-10');
    await click(find('button', 'Next week'));
    expect(history.at(-1)).toBe('/activity?period=week');
    await click(find('button', 'Previous week'));
    expect(history.at(-1)).toBe('/activity?period=week&date=2026-11-09');
  });

  it('is narrowed to a category by choosing it, and widened again', async () => {
    const { history, daytrail } = await open();
    await click(find('button', /^Work/));
    expect(history.at(-1)).toBe('/activity?date=2026-11-20&category=Work');
    await until(() => expect(text()).toContain('Only Work'));
    expect(daytrail.asked.at(-1)?.filterCategories).toEqual([['Work']]);
    await until(() => expect(text()).toContain('30 min active'));
    expect(section('Apps').textContent).not.toContain('Mail');
    expect(find('button', /^Work/).getAttribute('aria-pressed')).toBe('true');
    await click(find('button', 'Show all'));
    expect(history.at(-1)).toBe('/activity?date=2026-11-20');
  });

  it('is of the computer that recorded last, of another, or of all', async () => {
    const { history, daytrail, go } = await open('/activity?date=2026-11-20', aRecord([], ['desk', 'laptop']));
    expect(daytrail.asked[0]?.hosts).toEqual(['desk']);
    await go('/activity?date=2026-11-20&host=');
    await until(() => expect(daytrail.asked.at(-1)?.hosts).toEqual(['desk', 'laptop']));
    await until(() => expect(section('Sites').textContent).toContain('Choose one computer'));
    expect(history.at(-1)).toContain('host=');
  });

  it('says where categories come from while there are none', async () => {
    await open('/activity', aRecord([]));
    expect(section('Categories').textContent).toContain('There are none yet');
  });

  it('is read again when something was deleted or imported, wherever that was', async () => {
    const { daytrail } = await open();
    const before = daytrail.asked.length;
    await act(async () =>
      daytrail.tell({ buckets: [{ bucket: 'aw-watcher-window_desk', start: 0, end: 1, events: null }] }),
    );
    await until(() => expect(daytrail.asked.length).toBeGreaterThan(before));
  });
});

describe('a time in which nothing was recorded', () => {
  it('says so, and leads to the last that has something', async () => {
    const daytrail = aRecord();
    Object.assign(daytrail, {
      activity: async ({ periods }: ActivityQuery): Promise<Activity> => ({
        periods: periods.map((each) => ({ ...each, window: null, browser: null })),
        problems: [],
      }),
    });
    const { history } = await renderPart(<ActivityView />, daytrail, '/activity');
    await until(() => expect(text()).toContain('Nothing was recorded in this time.'));
    await click(find('button', /^Go to 20 Nov 2026/));
    expect(history.at(-1)).toBe('/activity?date=2026-11-20');
  });

  it('is told apart from one that cannot be read', async () => {
    const daytrail = aRecord();
    fail(daytrail, 'activity', { kind: 'invalid', message: 'The summary takes too long.' });
    await renderPart(<ActivityView />, daytrail, '/activity');
    await until(() => expect(text()).toContain('The summary takes too long.'));
    expect(find('button', 'Try again')).toBeDefined();
  });

  it('is where one begins, without any record at all', async () => {
    await renderPart(<ActivityView />, fakeDaytrail([]), '/activity');
    await until(() => expect(text()).toContain('Your days will appear here'));
  });
});
