import { act, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayRange } from './day.ts';
import { DAY, HOUR, MINUTE, type Range, SECOND, span } from './micros.ts';
import { panBy } from './scale.ts';
import type { Selection } from './snapshot.ts';
import { type FakeCanvas, installCanvas } from './testing/canvas.ts';
import { type FakeDaytrail, fakeDaytrail } from './testing/fake-daytrail.ts';
import { fakeRecord } from './testing/record.ts';
import { Timeline, type TimelineProps } from './timeline.tsx';

const WIDTH = 1000;
const ZONE = 'Europe/Berlin';
const CALENDAR = { timeZone: ZONE, dayStart: 240 };
const today = dayRange('2026-11-20', CALENDAR);
const now = today.start + 13 * HOUR;

let canvas: FakeCanvas;
let container: HTMLElement;
let root: Root;
let daytrail: FakeDaytrail;
let views: Range[];
let selections: (Selection | null)[];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers({
    now: now / 1000,
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance', 'Date'],
  });
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        matches: query.includes('reduced-motion'),
        media: query,
        addEventListener: () => {},
        removeEventListener: () => {},
      }) as unknown as MediaQueryList,
  );
  canvas = installCanvas(WIDTH, 400);
  container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
  daytrail = fakeDaytrail(fakeRecord({ first: '2026-11-18', days: 3, zone: ZONE, until: now }), () => now);
  views = [];
  selections = [];
});
afterEach(() => {
  act(() => root.unmount());
  container.remove();
  canvas.restore();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const settle = (ms = 1000) => act(() => vi.advanceTimersByTimeAsync(ms));

async function show(props: Partial<TimelineProps> = {}): Promise<void> {
  act(() =>
    root.render(
      <StrictMode>
        <Timeline
          daytrail={daytrail}
          view={today}
          onViewChange={(view) => views.push(view)}
          onSelect={(selection) => selections.push(selection)}
          locale="en-GB"
          {...CALENDAR}
          now={() => now}
          {...props}
        />
      </StrictMode>,
    ),
  );
  await settle();
}

const canvases = () => [...container.querySelectorAll('canvas')];
const lanesCanvas = () => canvases()[1] as HTMLCanvasElement;
const axisCanvas = () => canvases()[0] as HTMLCanvasElement;
const cells = (lane = '') =>
  [...container.querySelectorAll('[role="row"]')]
    .filter((row) => row.querySelector('[role="rowheader"]')?.textContent?.startsWith(lane))
    .flatMap((row) => [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')]);
const status = () => container.querySelector('[role="status"]')?.textContent ?? '';
const press = async (key: string, held: KeyboardEventInit = {}) => {
  act(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }),
    );
  });
  await settle();
};
const pointer = (element: Element, type: string, x: number, y: number, more: PointerEventInit = {}) =>
  act(() => {
    element.dispatchEvent(
      new PointerEvent(type, {
        clientX: x,
        clientY: y,
        pointerId: 1,
        button: 0,
        pointerType: 'mouse',
        bubbles: true,
        cancelable: true,
        ...more,
      }),
    );
  });
const wheel = async ({ deltaY, ...held }: MouseEventInit & { deltaY: number }) => {
  // The document under test knows wheel events without a position.
  const event = new MouseEvent('wheel', { clientX: 300, clientY: 20, cancelable: true, ...held });
  act(() => {
    lanesCanvas().dispatchEvent(Object.assign(event, { deltaX: 0, deltaY, deltaMode: 0 }));
  });
  await settle();
};
const lastView = () => views.at(-1) as Range;

describe('what is shown', () => {
  it('is a lane for every bucket with a name that a person understands', async () => {
    await show();
    const headers = [...container.querySelectorAll('[role="rowheader"]')].map((header) => header.textContent);
    expect(headers).toHaveLength(4);
    expect(headers.join()).not.toContain('aw-watcher');
  });

  it('has blocks on the canvas with their names, and the hours of the axis in the zone of the person', async () => {
    await show();
    expect(canvas.drawn(lanesCanvas()).texts).toContain('Active');
    expect(canvas.drawn(axisCanvas()).texts).toContain('10:00');
    expect(canvas.drawn(axisCanvas()).texts.join().replace(/,/g, '')).toContain('Friday 20 November 2026');
  });

  it('is there for screen readers too: the same blocks, one tab stop, few enough', async () => {
    await show();
    expect(cells().length).toBeGreaterThan(20);
    expect(cells().length).toBeLessThan(260);
    expect(cells().filter((cell) => cell.tabIndex === 0)).toHaveLength(1);
    expect(container.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(cells('Away')[1]?.getAttribute('aria-label')).toMatch(/^Active, \d\d:\d\d to \d\d:\d\d, .*minute/);
  });

  it('says that it is loading after half a second, and not before', async () => {
    daytrail.delay = 5000;
    await show({ view: today });
    expect(container.querySelector('[role="progressbar"]')).not.toBeNull();
    await settle(12_000);
    expect(container.querySelector('[role="progressbar"]')).toBeNull();
  });

  it('says that it failed and why, and reads again when asked', async () => {
    daytrail.failure = 'The store is closed.';
    await show();
    expect(container.querySelector('[role="alert"]')?.textContent).toContain('The store is closed.');
    daytrail.failure = null;
    act(() => container.querySelector('button')?.click());
    await settle();
    expect(container.querySelector('[role="alert"]')).toBeNull();
    expect(cells().length).toBeGreaterThan(20);
  });

  it('says so where nothing is recorded', async () => {
    await show({ view: { start: today.start + 900 * DAY, end: today.end + 900 * DAY } });
    expect(container.textContent).toContain('Nothing is recorded here.');
  });
});

describe('the wheel', () => {
  it('zooms at the pointer', async () => {
    await show();
    const under = today.start + 0.3 * span(today);
    await wheel({ deltaY: -240 });
    expect(span(lastView())).toBe(span(today) / 2);
    expect(Math.abs(lastView().start + 0.3 * span(lastView()) - under)).toBeLessThan(SECOND);
  });

  it('pans with shift, and does not zoom', async () => {
    await show();
    await wheel({ deltaY: 100, shiftKey: true });
    expect(lastView()).toEqual(panBy(today, WIDTH, 100));
  });
});

describe('the pointer', () => {
  it('drags the view along, and that selects nothing', async () => {
    await show();
    pointer(lanesCanvas(), 'pointerdown', 500, 60);
    pointer(lanesCanvas(), 'pointermove', 450, 60);
    pointer(lanesCanvas(), 'pointermove', 400, 60);
    pointer(lanesCanvas(), 'pointerup', 400, 60);
    await settle();
    expect(lastView()).toEqual(panBy(today, WIDTH, 100));
    expect(selections).toEqual([]);
  });

  it('selects a block with a click, and nothing with a click beside', async () => {
    await show();
    const cell = cells('Away')[1] as HTMLElement;
    const x = Number.parseFloat(cell.style.left) + 3;
    pointer(lanesCanvas(), 'pointerdown', x, 20);
    pointer(lanesCanvas(), 'pointerup', x, 20);
    await settle();
    expect(selections.at(-1)).toMatchObject({ kind: 'block', block: { key: 'not-afk', count: 1 } });
    pointer(lanesCanvas(), 'pointerdown', x, 390);
    pointer(lanesCanvas(), 'pointerup', x, 390);
    expect(selections.at(-1)).toBeNull();
  });

  it('clicks where the keyboard then goes on from', async () => {
    await show();
    const x = Number.parseFloat((cells('Away')[1] as HTMLElement).style.left) + 3;
    pointer(lanesCanvas(), 'pointerdown', x, 20);
    pointer(lanesCanvas(), 'pointerup', x, 20);
    await settle();
    const clicked = cells('Away')[1];
    expect(document.activeElement).toBe(clicked);
    await press('ArrowRight');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Away, /);
  });

  it('shows what a block is, and takes that away when it leaves', async () => {
    await show();
    const cell = cells('Away')[1] as HTMLElement;
    pointer(lanesCanvas(), 'pointermove', Number.parseFloat(cell.style.left) + 3, 20);
    await settle();
    const tooltip = document.querySelector('[role="tooltip"]');
    expect(tooltip?.textContent).toMatch(/^Active\d\d:\d\d – \d\d:\d\d.*ago$/);
    pointer(lanesCanvas(), 'pointerleave', 0, 0);
    await settle();
    expect(document.querySelector('[role="tooltip"]')).toBeNull();
  });

  it('draws a stretch on the axis, snapped to round times, and its total is shown', async () => {
    await show();
    pointer(axisCanvas(), 'pointerdown', 300, 10);
    pointer(axisCanvas(), 'pointermove', 400, 10);
    pointer(axisCanvas(), 'pointerup', 400, 10);
    await settle();
    const selection = selections.at(-1);
    if (selection?.kind !== 'range') throw new Error('no range was selected');
    expect(selection.start % (10 * MINUTE)).toBe(0);
    expect(selection.end % (10 * MINUTE)).toBe(0);
    expect(container.textContent).toMatch(/2 h 2\d min|2 h 30 min/);
    expect(container.textContent).toMatch(/active \d/);
    await settle();
    expect(views).toEqual([]);
  });

  it('zooms to a block with a double click', async () => {
    await show();
    const cell = cells('Away')[1] as HTMLElement;
    act(() => {
      lanesCanvas().dispatchEvent(
        new MouseEvent('dblclick', { clientX: Number.parseFloat(cell.style.left) + 3, clientY: 20 }),
      );
    });
    await settle();
    expect(span(lastView())).toBeLessThan(4 * HOUR);
  });
});

describe('the keyboard', () => {
  const enter = async () => {
    await show();
    act(() =>
      cells()
        .find((cell) => cell.tabIndex === 0)
        ?.focus(),
    );
    await settle();
  };

  it('walks from block to block, and keeps the focus when the view follows', async () => {
    await enter();
    const seen = new Set<string | null>();
    for (let step = 0; step < 12; step++) {
      await press('ArrowRight');
      seen.add(document.activeElement?.getAttribute('aria-label') ?? null);
    }
    expect(seen.size).toBe(12);
    expect(seen).not.toContain(null);
    await press('ArrowDown');
    expect(document.activeElement?.getAttribute('role')).toBe('gridcell');
  });

  it('is told what it is at, until Escape', async () => {
    await enter();
    await press('ArrowRight');
    const tooltip = () => document.querySelector('[role="tooltip"]')?.textContent;
    expect(tooltip()).toMatch(/^Active\d\d:\d\d/);
    await press('Escape');
    expect(tooltip()).toBeUndefined();
    await press('ArrowRight');
    expect(tooltip()).toMatch(/^Away\d\d:\d\d/);
  });

  it('selects with Enter, says so, and lets go with Escape', async () => {
    await enter();
    await press('ArrowDown');
    await press('Enter');
    expect(selections.at(-1)?.kind).toBe('block');
    expect(status()).toContain('Selected');
    await press('Escape');
    expect(selections.at(-1)).toBeNull();
  });

  it('zooms, pages, fits the day and goes to now, and says where it is', async () => {
    await enter();
    await press('+');
    expect(span(lastView())).toBeLessThan(span(today));
    expect(status()).toContain('Showing');
    await press('0');
    expect(lastView()).toEqual(today);
    await press('PageDown');
    expect(lastView()).toEqual(panBy(today, WIDTH, 900));
    await press('End');
    expect((lastView().start + lastView().end) / 2).toBe(now);
  });

  it('goes to another day, and fits it, by the window when it has a way, else by itself', async () => {
    const days: string[] = [];
    await show({ onDay: (to) => days.push(to) });
    act(() =>
      cells()
        .find((cell) => cell.tabIndex === 0)
        ?.focus(),
    );
    await press('ArrowLeft', { ctrlKey: true });
    await press('t');
    expect(days).toEqual(['previous', 'today']);
    expect(views).toEqual([]);
    await show();
    await press('ArrowLeft', { ctrlKey: true });
    expect(lastView()).toEqual(dayRange('2026-11-19', CALENDAR));
  });
});

describe('the view', () => {
  it('goes where the window sends it, and does not tell the window what it knows', async () => {
    await show();
    const yesterday = dayRange('2026-11-19', CALENDAR);
    await show({ view: yesterday });
    expect(views).toEqual([]);
    expect(canvas.drawn(axisCanvas()).texts.join().replace(/,/g, '')).toContain('Thursday 19 November 2026');
  });

  it('follows now when time carries it out of sight, and only then', async () => {
    let clock = now;
    const until = { start: now - 60 * MINUTE, end: now + 5 * SECOND };
    await show({ view: until, now: () => clock });
    expect(views).toEqual([]);
    clock += 10 * SECOND;
    await settle(5000);
    expect(lastView().end).toBeGreaterThan(clock);
    expect(span(lastView())).toBe(span(until));
  });

  it('grows with what is recorded, without reading again', async () => {
    await show();
    const reads = () => daytrail.calls.filter(({ name }) => name === 'timeline').length;
    const before = reads();
    act(() =>
      daytrail.record({
        id: 999_999,
        bucket: 'aw-watcher-window_workbench',
        start: now - 2 * HOUR,
        end: now,
        data: { app: 'Inkscape', title: 'poster' },
      }),
    );
    await settle();
    expect(canvas.drawn(lanesCanvas()).texts).toContain('Inkscape');
    expect(cells().some((cell) => cell.getAttribute('aria-label')?.startsWith('Inkscape, poster'))).toBe(true);
    expect(reads()).toBe(before);
  });

  it('is true for screen readers also while a covered window draws no frames', async () => {
    await show();
    vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(1);
    const event = { id: 999_999, bucket: 'aw-watcher-window_workbench', start: now - 2 * HOUR, end: now };
    act(() => daytrail.record({ ...event, data: { app: 'Inkscape', title: 'poster' } }));
    await settle();
    expect(cells().some((cell) => cell.getAttribute('aria-label')?.startsWith('Inkscape, poster'))).toBe(true);
  });

  it('is read where it was sent to, and not said to be empty before, also while no frames are drawn', async () => {
    await show();
    vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(1);
    const longAgo = dayRange('2026-01-05', CALENDAR);
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const read = daytrail.timeline;
    daytrail.timeline = (query) => asked.then(() => read(query));
    await show({ view: longAgo });
    expect(container.textContent).not.toContain('Nothing is recorded here.');
    answer();
    await settle();
    expect(container.textContent).toContain('Nothing is recorded here.');
  });

  it('leaves nothing behind when it is closed', async () => {
    await show();
    act(() => root.render(<p>gone</p>));
    const before = daytrail.calls.length;
    daytrail.tellBuckets();
    await settle(20_000);
    expect(daytrail.calls.length).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });
});
