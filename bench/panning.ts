/**
 * How long the timeline takes to paint a frame while it is panned with 100,000 events in sight, in Chromium. The window
 * measures its own painting (`daytrail:paint`, from the start of a frame's work to its end); the time from frame to frame
 * is told as well, but the screen's 60 Hz bound it from below.
 */
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../scripts/runtime/chromium.ts';
import type { Benchmark } from './benchmark.ts';
import { median, quantile } from './support/statistics.ts';
import { year } from './year.ts';

const EVENTS = 100_000;
const PAINT = 'daytrail:paint';
const FRAMES = 240;
const SIZE = { width: 1600, height: 1000 };

/** Of the page that `watchPaints` and `pan` run in; the types here are Node's. */
declare const document: { querySelector(selector: string): Canvas | null };
declare const WheelEvent: new (type: 'wheel', init: object) => object;
declare const requestAnimationFrame: (callback: (now: number) => void) => void;
declare const paints: number[];
interface Canvas {
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  dispatchEvent(event: object): void;
}

interface Frames {
  /** ms each. */
  readonly paints: readonly number[];
  readonly intervals: readonly number[];
}

export const panning: Benchmark = {
  name: 'panning',
  about: 'frames of the timeline while it is panned',
  async run({ quick, open, say }) {
    const executablePath = findChromium(process.env);
    if (executablePath === null) throw new Error('There is no Chromium. `npm test -- browser` installs one.');
    const session = await open();
    const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
    try {
      const page = await browser.newPage({ viewport: SIZE });
      await page.addInitScript(watchPaints, PAINT);
      const { start, end } = busyStretch();
      const { origin, hash } = new URL(await session.windowAddress);
      const at = new Date(start / 1000).toISOString();
      await page.goto(`${origin}/timeline?at=${at}&span=${(end - start) / 1_000_000}${hash}`);
      await page.waitForFunction(() => document.querySelector('canvas') !== null);
      await untilStill(page);
      const runs: Frames[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        say(`round ${round + 1}`);
        runs.push(await pan(page));
      }
      const p95 = (of: (frames: Frames) => readonly number[]) => median(runs.map((run) => quantile(of(run), 0.95)));
      const painted = Math.min(...runs.map((run) => run.paints.length));
      return [
        {
          name: `painting while panning ${EVENTS.toLocaleString('en-GB')} events, p95`,
          value: p95((run) => run.paints),
          unit: 'ms',
          goal: { atMost: 8 },
          note: `at least ${painted} paints in ${FRAMES} frames`,
        },
        {
          name: '  from frame to frame, p95',
          value: p95((run) => run.intervals),
          unit: 'ms',
          note: 'without a graphics card',
        },
      ];
    } finally {
      await browser.close();
      await session.close();
    }
  },
};

/** A stretch of the year with that many events in it, µs. */
function busyStretch(): { start: number; end: number } {
  const starts = [...year()].flatMap((batch) => batch.events.map((event) => event.start)).sort((a, b) => a - b);
  const first = Math.floor(starts.length / 4);
  return { start: starts[first] ?? 0, end: starts[first + EVENTS] ?? 0 };
}

/** Runs in the page before its own scripts: keeps how long each paint took, ms, in `paints`. */
function watchPaints(name: string): void {
  const seen: number[] = [];
  Object.assign(globalThis, { paints: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName(name)) seen.push(entry.duration);
  }).observe({ entryTypes: ['measure'] });
}

/** Waits until the timeline has been painted and then left alone for a second: everything that is in sight is there. */
async function untilStill(page: Page): Promise<void> {
  for (let before = 0; ; ) {
    await page.waitForTimeout(1000);
    const now = await page.evaluate(() => paints.length);
    if (now > 0 && now === before) return;
    before = now;
  }
}

/** Pans a little with every frame, to and fro, as a hand on a touchpad does. */
function pan(page: Page): Promise<Frames> {
  return page.evaluate(async (frames) => {
    const canvas = document.querySelector('canvas');
    if (canvas === null) throw new Error('there is no timeline to pan');
    const box = canvas.getBoundingClientRect();
    const place = {
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
      bubbles: true,
      cancelable: true,
    };
    paints.length = 0;
    const intervals: number[] = [];
    let before = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      canvas.dispatchEvent(new WheelEvent('wheel', { ...place, deltaX: frame % 80 < 40 ? 24 : -24 }));
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      intervals.push(now - before);
      before = now;
    }
    return { paints: [...paints], intervals };
  }, FRAMES);
}
