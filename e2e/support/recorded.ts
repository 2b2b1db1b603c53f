/** What a script does on a real desktop, and what Daytrail has recorded of it, from whichever shell. */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import type { Desktop, Front, Program, Terminal } from './desktop.ts';
import { expect } from './fixtures.ts';

export const WINDOW = `aw-watcher-window_${hostname()}`;
export const PRESENCE = `aw-watcher-afk_${hostname()}`;
export const WITHIN_MS = 1000;

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

/** When something happened, as near as a look at the desktop could tell: not before the one, not after the other. */
export interface Moment {
  readonly from: number;
  readonly to: number;
}

interface Step {
  /** What is in front; null: nothing. */
  readonly title: string | null;
  readonly came: Moment;
  /** When what was there before went. A window may show another title for a moment first. */
  readonly over: Moment;
}

/** A window that the script has opened. */
export interface Opened<P extends Program = Program> {
  readonly id: string;
  readonly program: P;
}

/** Does on a desktop what a person would, and keeps a log of it: what was in front from which moment on. */
export class Script {
  readonly desktop: Desktop;
  readonly #steps: Step[] = [];

  constructor(desktop: Desktop) {
    this.desktop = desktop;
  }

  async open(title: string): Promise<Opened<Terminal>> {
    const program = await this.desktop.terminal(title);
    return { id: await this.#comes(title), program };
  }

  /** Null: there is no browser here. */
  async openPage(title: string): Promise<Opened | null> {
    const program = this.desktop.page(title);
    return program === null ? null : { id: await this.#comes(title), program };
  }

  async focus({ id }: Opened, title: string): Promise<void> {
    await Promise.all([this.desktop.focus(id), this.#comes(title)]);
  }

  async rename({ id, program }: Opened<Terminal>, title: string): Promise<void> {
    await Promise.all([program.rename(title, id), this.#comes(title)]);
  }

  /** `next`: what comes in front with that. */
  async close({ program }: Opened, next: string | null): Promise<void> {
    program.close();
    await this.#comes(next);
  }

  /** That what was recorded is this, to its last step, within a second at every switch. */
  compare(recorded: readonly Recorded[]): void {
    const expected = this.#steps
      .map(({ title, came }, index) => ({ title, came, over: this.#steps[index + 1]?.over ?? came }))
      .filter((step) => step.title !== null)
      .slice(0, -1);
    const found = recorded.filter(({ data }) => expected.some(({ title }) => title === data.title));
    expect(found.map(({ data }) => data.title)).toEqual(expected.map(({ title }) => title));
    for (const [index, { title, came, over }] of expected.entries()) {
      const event = found[index];
      if (event === undefined) continue;
      expect(beside(event.start, came), `${title} begins beside its time, ms`).toBeLessThan(WITHIN_MS);
      expect(beside(event.end, over), `${title} ends beside its time, ms`).toBeLessThan(WITHIN_MS);
    }
    for (const [index, event] of recorded.slice(1).entries()) {
      expect(event.start).toBeGreaterThanOrEqual(recorded[index]?.end ?? 0);
    }
  }

  async #comes(title: string | null): Promise<string> {
    const before = this.#steps.at(-1)?.title ?? null;
    let lastBefore = Date.now();
    let lastOther = lastBefore;
    let front: Front | null = null;
    const look = async () => {
      const looked = Date.now();
      front = await this.desktop.front();
      const shown = front?.title ?? null;
      if (shown === before) lastBefore = looked;
      if (shown !== title) lastOther = looked;
      return shown;
    };
    await expect.poll(look, { intervals: [20], timeout: 20_000 }).toBe(title);
    const to = Date.now();
    this.#steps.push({ title, came: { from: lastOther, to }, over: { from: lastBefore, to } });
    return (front as Front | null)?.id ?? '';
  }
}

/** By how much it misses the moment, ms. */
export const beside = (time: number, { from, to }: Moment): number => Math.max(0, from - time, time - to);

/** Time that is to be on the record. */
export const stay = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Opens, focuses, renames and closes windows of real programs, each of which stays for longer than a second. */
export async function useWindows(desktop: Desktop): Promise<Script> {
  const script = new Script(desktop);
  const first = await script.open('first');
  await stay(2);
  const second = await script.open('second');
  await stay(1.5);
  await script.focus(first, 'first');
  await stay(1.5);
  await script.rename(first, '日本語の題名 – renamed');
  await stay(1.5);
  await script.close(first, 'second');
  await stay(1.5);
  const page = await script.openPage('a page');
  if (page !== null) {
    await stay(1.5);
    await script.close(page, 'second');
    await stay(1.5);
  }
  await script.close(second, null);
  await stay(1.5);
  const third = await script.open('third');
  await stay(1.5);
  await script.close(third, null);
  return script;
}

/** A title that changes ten times a second for four seconds: at most an event for each second, without gaps. */
export async function recordTicks(desktop: Desktop, port: number): Promise<void> {
  // Until then the window is there.
  const ticks = 'sleep 2; for i in $(seq 40); do printf "\\033]0;tick $i\\007"; sleep 0.1; done; sleep 1000';
  const ticking = desktop.script(ticks);
  await expect.poll(() => titles(port), { timeout: 20_000 }).toContain('tick 40');
  ticking.close();

  const recorded = (await events(port, WINDOW)).filter(({ data }) => data.title?.startsWith('tick '));
  const first = recorded[0]?.start ?? 0;
  const last = recorded.at(-1)?.start ?? 0;
  expect(last - first).toBeGreaterThan(2500);
  expect(recorded.length).toBeLessThanOrEqual((last - first) / 1000 + 2);
  for (const [index, tick] of recorded.slice(1).entries()) expect(tick.start).toBe(recorded[index]?.end);
}
