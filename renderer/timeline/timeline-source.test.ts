import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayRange } from './day.ts';
import { DAY, HOUR, MINUTE, type Range, SECOND } from './micros.ts';
import type { LaneRows } from './rows.ts';
import { panBy, zoomAt } from './scale.ts';
import { type FakeDaytrail, fakeDaytrail } from './testing/fake-daytrail.ts';
import { fakeRecord } from './testing/record.ts';
import { TimelineSource } from './timeline-source.ts';

const WIDTH = 1200;
const today = dayRange('2026-11-20', { timeZone: 'Europe/Berlin', dayStart: 240 });
const WINDOW = 'aw-watcher-window_workbench';

let daytrail: FakeDaytrail;
let source: TimelineSource;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  daytrail = fakeDaytrail(fakeRecord({ first: '2026-11-18', days: 5, zone: 'Europe/Berlin' }));
  daytrail.delay = 20;
  changes = 0;
  source = new TimelineSource(daytrail, () => {
    changes++;
  });
});
afterEach(() => {
  source.close();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(400);
const show = async (view: Range) => {
  source.want(view, WIDTH);
  await settle();
};
const reads = () => daytrail.calls.filter(({ name }) => name === 'timeline').map(({ args }) => args[0] as Range);
const windowLane = (): LaneRows => {
  const lane = source.lanes.find(({ bucket }) => bucket === WINDOW);
  if (lane === undefined) throw new Error('there is no window lane');
  return lane;
};
const ends = (id: number) => windowLane().end[[...windowLane().id].indexOf(id)];
const total = (lane: LaneRows, view: Range): number =>
  lane.busy.reduce(
    (sum, busy, row) => ((lane.start[row] ?? 0) >= view.start && (lane.start[row] ?? 0) < view.end ? sum + busy : sum),
    0,
  );

describe('reading', () => {
  it('shows every lane of the day, and loses no time to merging', async () => {
    await show(today);
    expect(source.state.phase).toBe('ready');
    expect(source.lanes.map(({ type }) => type)).toEqual([
      'afkstatus',
      'currentwindow',
      'web.tab.current',
      'app.editor.activity',
    ]);
    const page = await Promise.all([
      daytrail.events({ ...today, buckets: [WINDOW], order: 'oldest', offset: 0, limit: 1000 }),
      settle(),
    ]);
    const recorded = page[0].events.reduce((sum, event) => sum + event.end - event.start, 0);
    expect(total(windowLane(), today)).toBe(recorded);
  });

  it('asks first for what is in sight, and a tile to either side', async () => {
    daytrail.delay = 1_000_000;
    source.want(today, WIDTH);
    const [first] = reads();
    expect(first !== undefined && first.start <= today.start && first.end > today.start).toBe(true);
    daytrail.delay = 0;
    source.close();
    source = new TimelineSource(daytrail, () => {});
    daytrail.calls.length = 0;
    await show(today);
    const covered = reads();
    expect(Math.min(...covered.map(({ start }) => start))).toBeLessThan(today.start - HOUR);
    expect(Math.max(...covered.map(({ end }) => end))).toBeGreaterThan(today.end + HOUR);
  });

  it('reads nothing again when panning there and back', async () => {
    await show(today);
    await show(panBy(today, WIDTH, 700));
    const before = reads().length;
    await show(panBy(today, WIDTH, 350));
    await show(today);
    expect(reads().length).toBe(before);
  });

  it('does not ask for what a fast zoom only flies over', async () => {
    daytrail.delay = 100;
    for (let step = 0; step < 40; step++) source.want(zoomAt(today, WIDTH, 600, 0.8 ** step), WIDTH);
    await settle();
    await settle();
    expect(source.state.phase).toBe('ready');
    expect(reads().length).toBeLessThan(9);
  });

  it('goes on showing what it has while finer tiles are on their way', async () => {
    await show(today);
    source.want(zoomAt(today, WIDTH, 600, 0.2), WIDTH);
    expect(source.state.phase).toBe('loading');
    expect(windowLane().length).toBeGreaterThan(0);
    await settle();
    expect(source.state.phase).toBe('ready');
  });

  it('keeps the last lanes while a far away stretch is read', async () => {
    await show(today);
    const before = source.lanes;
    source.want({ start: today.start + 400 * DAY, end: today.end + 400 * DAY }, WIDTH);
    expect(source.lanes).toEqual(before);
    await settle();
    expect(source.lanes).toEqual([]);
  });
});

it('keeps a lane in a gap of it, and drops it far away', async () => {
  await show(today);
  const lanes = source.lanes.map(({ bucket }) => bucket);
  const night = today.start - 30 * MINUTE;
  await show({ start: night, end: night + SECOND });
  expect(source.lanes.map(({ bucket }) => bucket).sort()).toEqual([...lanes].sort());
  await show({ start: today.start + 40 * DAY, end: today.start + 40 * DAY + HOUR });
  expect(source.lanes).toEqual([]);
});

describe('live events', () => {
  const event = (id: number, start: number, end: number) => ({
    id,
    bucket: WINDOW,
    start,
    end,
    data: { app: 'Code', title: 'now' },
  });
  const late = today.end - 2 * HOUR;

  it('appear and grow without reading', async () => {
    await show(today);
    const before = reads().length;
    daytrail.record(event(900_001, late, late + 10 * MINUTE));
    expect(ends(900_001)).toBe(late + 10 * MINUTE);
    daytrail.record(event(900_001, late, late + 20 * MINUTE));
    expect(ends(900_001)).toBe(late + 20 * MINUTE);
    await settle();
    expect(reads().length).toBe(before);
    expect(changes).toBeGreaterThan(0);
  });

  it('told while a tile is being read are not lost', async () => {
    source.want(today, WIDTH);
    await vi.advanceTimersByTimeAsync(10);
    daytrail.tell({
      buckets: [
        { bucket: WINDOW, start: late, end: late + MINUTE, events: [event(900_002, late, late + 10 * MINUTE)] },
      ],
    });
    await settle();
    expect(ends(900_002)).toBe(late + 10 * MINUTE);
  });

  it('are read instead of piled up once they are many', async () => {
    await show(today);
    const before = reads().length;
    for (let i = 0; i < 1000; i++) {
      daytrail.record(event(910_000 + i, late + i * SECOND, late + (i + 1) * SECOND));
      if (i % 50 === 0) await vi.advanceTimersByTimeAsync(250);
    }
    await settle();
    expect(reads().length).toBeGreaterThan(before);
    expect(reads().length).toBeLessThan(before + 30);
    expect(total(windowLane(), { start: late, end: today.end })).toBe(1000 * SECOND);
  });

  it('of a bucket that is new are fetched with their lane', async () => {
    await show(today);
    const before = reads().length;
    daytrail.tell({
      buckets: [
        {
          bucket: 'new',
          start: late,
          end: late + MINUTE,
          events: [{ ...event(1, late, late + MINUTE), bucket: 'new' }],
        },
      ],
    });
    await settle();
    expect(reads().length).toBeGreaterThan(before);
  });
});

describe('changes that only reading can show', () => {
  it('make it read the changed stretch again, and go on showing the old one meanwhile', async () => {
    const buckets = fakeRecord({ first: '2026-11-20', days: 1, zone: 'Europe/Berlin' });
    const own = fakeDaytrail(buckets);
    source.close();
    source = new TimelineSource(own, () => {});
    await show(today);
    const before = windowLane().length;
    buckets.find(({ id }) => id === WINDOW)?.events.splice(0);
    own.delay = 50;
    own.tell({ buckets: [{ bucket: WINDOW, start: today.start, end: today.end, events: null }] });
    expect(windowLane().length).toBe(before);
    expect(source.state.phase).toBe('ready');
    await settle();
    expect(source.lanes.map(({ bucket }) => bucket)).not.toContain(WINDOW);
  });

  it('that are told during a read make it read once more', async () => {
    source.want(today, WIDTH);
    await vi.advanceTimersByTimeAsync(10);
    const asked = reads().length;
    daytrail.tell({ buckets: [{ bucket: WINDOW, start: today.start, end: today.end, events: null }] });
    await settle();
    const starts = reads().map(({ start }) => start);
    expect(starts.filter((start) => start === starts[0])).toHaveLength(2);
    expect(asked).toBeGreaterThan(0);
  });

  it('include buckets that come and go', async () => {
    await show(today);
    const before = reads().length;
    daytrail.tellBuckets();
    await settle();
    expect(reads().length).toBeGreaterThan(before);
  });
});

describe('failing', () => {
  it('says why, does not hammer, and tries again by itself', async () => {
    daytrail.failure = 'The store is closed.';
    await show(today);
    expect(source.state).toEqual({ phase: 'failed', message: 'The store is closed.' });
    expect(reads().length).toBeLessThanOrEqual(3);
    daytrail.failure = null;
    await vi.advanceTimersByTimeAsync(6000);
    expect(source.state.phase).toBe('ready');
  });

  it('tries again at once when asked', async () => {
    daytrail.failure = 'No.';
    await show(today);
    daytrail.failure = null;
    source.retry();
    await settle();
    expect(source.state.phase).toBe('ready');
    expect(windowLane().length).toBeGreaterThan(0);
  });

  it('tries again at once when the connection is back', async () => {
    daytrail.failure = 'Daytrail does not answer.';
    await show(today);
    daytrail.failure = null;
    daytrail.tellBuckets();
    await settle();
    expect(source.state.phase).toBe('ready');
  });

  it('is silent once closed', async () => {
    source.want(today, WIDTH);
    source.close();
    const before = changes;
    await settle();
    daytrail.tellBuckets();
    expect(changes).toBe(before);
  });
});
