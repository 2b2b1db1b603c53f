/**
 * What Daytrail records of a real desktop, through the whole application: a script opens, focuses, renames and closes
 * windows and keeps a log of it, and the record must be that log within a second.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, noDesktop, type Running } from '../support/desktop.ts';
import { launchHeadless } from '../support/headless.ts';
import {
  events,
  freePort,
  PRESENCE,
  recordTicks,
  stay,
  titles,
  useWindows,
  WINDOW,
  WITHIN_MS,
} from '../support/recorded.ts';

const test = base.extend<{ readonly port: number }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  port: async ({}, use) => {
    await use(await freePort());
  },
});

test.skip(noDesktop !== null, `${noDesktop}, so there is no desktop to record`);

test('the windows of a real desktop, each from when to when it was in front', async ({
  desktop,
  startRecording,
  port,
  dataDir,
}) => {
  const daytrail = await startRecording(desktop.env(), '--hidden', '--port', String(port));
  const log = await useWindows(desktop, dataDir);
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
  await recordTicks(desktop, port);
});

test('nobody is there from the last input to the next, or behind a lock, or in sleep', async ({
  desktop,
  startRecording,
  port,
  dataDir,
}) => {
  writeFileSync(path.join(dataDir, 'config.json'), '{"presence":{"awayAfterSeconds":3}}');
  await desktop.touch();
  const { evaluate } = await startRecording(desktop.env(), '--hidden', '--port', String(port));
  const terminal = await desktop.terminal('work');
  await expect.poll(() => titles(port)).toContain('work');
  const happens = (event: string) =>
    evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'resume'), event);
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
