/**
 * What Daytrail records of a real desktop, through the whole application: a script opens, focuses, renames and closes
 * windows and keeps a log of it, and the record must be that log within a second.
 */
import { existsSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { test as base, expect, noDesktop, type Running } from '../support/desktop.ts';
import { launchHeadless } from '../support/headless.ts';

const WINDOW = `aw-watcher-window_${hostname()}`;
const PRESENCE = `aw-watcher-afk_${hostname()}`;
const WITHIN_MS = 1000;
const CHROMIUM = process.env.DAYTRAIL_CHROMIUM ?? '/usr/bin/chromium';

interface Recorded {
  readonly start: number;
  readonly end: number;
  readonly data: Readonly<Record<string, string>>;
}

const test = base.extend<{ readonly port: number }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  port: async ({}, use) => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    await new Promise((resolve) => holder.close(resolve));
    await use(port);
  },
});

test.skip(noDesktop !== null, `${noDesktop}, so there is no desktop to record`);

/** Oldest first, in ms. */
async function events(port: number, bucket: string): Promise<readonly Recorded[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/0/buckets/${bucket}/events?limit=-1`).catch(() => null);
  if (answer === null || !answer.ok) return [];
  const listed = (await answer.json()) as { timestamp: string; duration: number; data: Recorded['data'] }[];
  return listed
    .map(({ timestamp, duration, data }) => {
      const start = Date.parse(timestamp);
      return { start, end: start + duration * 1000, data };
    })
    .sort((a, b) => a.start - b.start);
}

const titles = async (port: number) => (await events(port, WINDOW)).map(({ data }) => data.title);

/** What a script did: from which moment on which title was in front. */
class Log {
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
const stay = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

test('the windows of a real desktop, each from when to when it was in front', async ({
  desktop,
  startRecording,
  port,
  dataDir,
}) => {
  const daytrail = await startRecording(desktop.env(), '--hidden', '--port', String(port));
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

  await expect.poll(() => titles(port)).toContain('third');
  log.compare(await events(port, WINDOW));
  const apps = new Set((await events(port, WINDOW)).map(({ data }) => data.app));
  expect([...apps]).toContain('XTerm');
  daytrail.kill('SIGTERM');
  expect((await daytrail.ended).code).toBe(0);
});

test('a title that changes ten times a second: an event a second at most, and no time is missing', async ({
  desktop,
  startRecording,
  port,
}) => {
  await startRecording(desktop.env(), '--hidden', '--port', String(port));
  await expect.poll(() => events(port, PRESENCE)).not.toEqual([]);
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
});

test('nobody is there from the last input to the next, or behind a lock, or in sleep', async ({
  desktop,
  startRecording,
  port,
  dataDir,
}) => {
  writeFileSync(path.join(dataDir, 'config.json'), '{"presence":{"awayAfterSeconds":3}}');
  await desktop.touch();
  const { app } = await startRecording(desktop.env(), '--hidden', '--port', String(port));
  const terminal = await desktop.terminal('work');
  await expect.poll(() => titles(port)).toContain('work');
  const happens = (event: string) =>
    app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'resume'), event);
  const states = async () =>
    (await events(port, PRESENCE))
      .map(({ data }) => data.reason ?? data.status)
      .filter((state, index, all) => state !== all[index - 1]);

  await desktop.touch();
  const left = Date.now();
  await expect.poll(states, { timeout: 20_000 }).toEqual(['not-afk', 'idle']);
  await stay(2);
  await desktop.touch();
  const back = Date.now();
  await expect.poll(states).toEqual(['not-afk', 'idle', 'not-afk']);

  const locked = Date.now();
  await happens('lock-screen');
  await stay(2);
  const unlocked = Date.now();
  await desktop.touch();
  await happens('unlock-screen');
  await stay(1);
  const asleep = Date.now();
  await happens('suspend');
  await stay(2);
  const awake = Date.now();
  await happens('resume');
  await desktop.touch();
  await expect.poll(states).toEqual(['not-afk', 'idle', 'not-afk', 'locked', 'not-afk', 'suspended', 'not-afk']);

  const recorded = await events(port, PRESENCE);
  const of = (state: string) => recorded.find(({ data }) => data.reason === state);
  for (const [state, from, to] of [
    ['idle', left, back],
    ['locked', locked, unlocked],
    ['suspended', asleep, awake],
  ] as const) {
    expect(Math.abs((of(state)?.start ?? 0) - from), `${state} begins`).toBeLessThan(WITHIN_MS);
    expect(Math.abs((of(state)?.end ?? 0) - to), `${state} ends`).toBeLessThan(WITHIN_MS);
  }
  // Behind the lock and in sleep nothing is in front, though the window is open all the time.
  const work = (await events(port, WINDOW)).filter(({ data }) => data.title === 'work');
  expect(work).toHaveLength(3);
  expect(Math.abs((work[0]?.end ?? 0) - locked)).toBeLessThan(WITHIN_MS);
  expect(Math.abs((work[1]?.start ?? 0) - unlocked)).toBeLessThan(WITHIN_MS);
  expect(Math.abs((work[1]?.end ?? 0) - asleep)).toBeLessThan(WITHIN_MS);
  await desktop.close(terminal);
});

test('killed without warning and started again, Daytrail has what was saved and records on', async ({
  desktop,
  startRecording,
  port,
}) => {
  const killed: Running = await startRecording(desktop.env(), '--hidden', '--port', String(port));
  await desktop.terminal('before');
  await expect.poll(() => titles(port)).toContain('before');
  // A new bucket is on the disk when it is answered, and everything before it.
  const made = await fetch(`http://127.0.0.1:${port}/api/0/buckets/saves`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client: 'test', type: 'test', hostname: 'test' }),
  });
  expect(made.ok).toBe(true);
  killed.kill('SIGKILL');
  await killed.ended;

  await startRecording(desktop.env(), '--hidden', '--port', String(port));
  await expect.poll(() => titles(port), { timeout: 20_000 }).toContain('before');
  await desktop.terminal('after');
  await expect.poll(() => titles(port)).toContain('after');
});

test('when the X server ends and comes back, recording goes on with it', async ({ desktop, reaped, port, dataDir }) => {
  reaped(await launchHeadless(['--data-dir', dataDir, '--port', String(port)], desktop.env()));
  await desktop.terminal('before');
  await expect.poll(() => titles(port)).toContain('before');
  await desktop.kill();
  const ended = Date.now();
  await stay(2);
  await desktop.start();
  await desktop.terminal('after');
  await expect.poll(() => titles(port), { timeout: 20_000 }).toContain('after');
  const before = (await events(port, WINDOW)).find(({ data }) => data.title === 'before');
  expect(Math.abs((before?.end ?? 0) - ended)).toBeLessThan(WITHIN_MS);
});
