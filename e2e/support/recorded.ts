/** What a script does on a real desktop, and what Daytrail has recorded of it, from whichever shell. */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import type { XServer } from '../../main/watchers/x11/test-server.ts';
import { expect } from './fixtures.ts';

export const WINDOW = `aw-watcher-window_${hostname()}`;
export const PRESENCE = `aw-watcher-afk_${hostname()}`;
export const WITHIN_MS = 1000;
const CHROMIUM = process.env.DAYTRAIL_CHROMIUM ?? '/usr/bin/chromium';

export interface Recorded {
  readonly start: number;
  readonly end: number;
  readonly data: Readonly<Record<string, string>>;
}

/** One that is free now: whoever is started again must be where it was. */
export async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}

/** Oldest first, in ms. A single touch is an event of no length, at whose moment the absence after it begins. */
export async function events(port: number, bucket: string): Promise<readonly Recorded[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/0/buckets/${bucket}/events?limit=-1`).catch(() => null);
  if (answer === null || !answer.ok) return [];
  const listed = (await answer.json()) as { timestamp: string; duration: number; data: Recorded['data'] }[];
  return listed
    .map(({ timestamp, duration, data }) => {
      const start = Date.parse(timestamp);
      return { start, end: start + duration * 1000, data };
    })
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

export const titles = async (port: number) => (await events(port, WINDOW)).map(({ data }) => data.title);

/** What a script did: from which moment on which title was in front. */
export class Log {
  readonly #steps: { readonly at: number; readonly title: string | null }[] = [];

  /** Null: nothing is in front. */
  now(title: string | null): void {
    this.#steps.push({ at: Date.now(), title });
  }

  /** That what was recorded is this, to its last step, within a second at every switch. */
  compare(recorded: readonly Recorded[]): void {
    const expected = this.#steps
      .map(({ at, title }, index) => ({ title, start: at, end: this.#steps[index + 1]?.at ?? at }))
      .filter((step) => step.title !== null)
      .slice(0, -1);
    const found = recorded.filter(({ data }) => expected.some(({ title }) => title === data.title));
    expect(found.map(({ data }) => data.title)).toEqual(expected.map(({ title }) => title));
    for (const [index, { title, start, end }] of expected.entries()) {
      const event = found[index];
      if (event === undefined) continue;
      expect(Math.abs(event.start - start), `${title} begins ${event.start - start} ms late`).toBeLessThan(WITHIN_MS);
      expect(Math.abs(event.end - end), `${title} ends ${event.end - end} ms late`).toBeLessThan(WITHIN_MS);
    }
    for (const [index, event] of recorded.slice(1).entries()) {
      expect(event.start).toBeGreaterThanOrEqual(recorded[index]?.end ?? 0);
    }
  }
}

/** Time that is to be on the record. */
export const stay = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Opens, focuses, renames and closes windows of real programs for some seconds each. Gives its log. */
export async function useWindows(desktop: XServer, dataDir: string): Promise<Log> {
  const log = new Log();
  const first = await desktop.terminal('first');
  log.now('first');
  await stay(2);
  const second = await desktop.terminal('second');
  log.now('second');
  await stay(1.5);
  await desktop.run('xdotool', 'windowactivate', '--sync', first.id);
  log.now('first');
  await stay(2);
  await desktop.run('xdotool', 'set_window', '--name', '日本語の題名 – renamed', first.id);
  log.now('日本語の題名 – renamed');
  await stay(1.5);
  await desktop.close(first);
  log.now('second');
  await stay(2);
  if (existsSync(CHROMIUM)) {
    const page = `data:text/html,<title>a page</title>`;
    const profile = path.join(dataDir, 'chromium');
    const flags = ['--no-sandbox', '--no-first-run', `--user-data-dir=${profile}`, `--app=${page}`];
    const chromium = await desktop.open((title) => title.includes('a page'), CHROMIUM, ...flags);
    log.now('a page');
    await stay(3);
    await desktop.close(chromium);
    log.now('second');
    await stay(2);
  }
  await desktop.close(second);
  log.now(null);
  await stay(2);
  const third = await desktop.terminal('third');
  log.now('third');
  await stay(2);
  await desktop.close(third);
  log.now(null);
  return log;
}

/** A title that changes ten times a second for six seconds: at most an event for each second, without gaps. */
export async function recordTicks(desktop: XServer, port: number): Promise<void> {
  const ticks60 = 'for i in $(seq 60); do printf "\\033]0;tick $i\\007"; sleep 0.1; done; sleep 9';
  const ticking = await desktop.open((title) => title.startsWith('tick'), 'xterm', '-e', 'sh', '-c', ticks60);
  await expect.poll(() => titles(port), { timeout: 15_000 }).toContain('tick 60');
  await desktop.close(ticking);

  const ticks = (await events(port, WINDOW)).filter(({ data }) => data.title?.startsWith('tick '));
  const first = ticks[0]?.start ?? 0;
  const last = ticks.at(-1)?.start ?? 0;
  expect(last - first).toBeGreaterThan(4000);
  expect(ticks.length).toBeLessThanOrEqual((last - first) / 1000 + 2);
  for (const [index, tick] of ticks.slice(1).entries()) expect(tick.start).toBe(ticks[index]?.end);
}
