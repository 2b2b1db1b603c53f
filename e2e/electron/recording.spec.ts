/**
 * What Daytrail records of a real desktop, through the whole application: a script opens, focuses, renames and closes
 * windows and keeps a log of it, and the record must be that log within a second.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, missing, type Running } from '../support/desktop.ts';
import { launchHeadless } from '../support/headless.ts';
import {
  beside,
  events,
  freePort,
  type Moment,
  PRESENCE,
  type Recorded,
  recordTicks,
  Script,
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

const hidden = (port: number) => ['--hidden', '--port', String(port)];
const isThere = (port: number) => expect.poll(() => events(port, PRESENCE), { timeout: 20_000 }).not.toEqual([]);

const stateOf = ({ data }: Recorded) => data.reason ?? data.status;

for (const on of ['X11', 'sway'] as const) {
  test.describe(`on ${on}`, () => {
    test.use({ on });
    test.skip(missing[on] !== null, `${missing[on]}, so there is no desktop to record`);

    test('the windows of a real desktop are recorded, each from when to when it was in front', async ({
      desktop,
      startRecording,
      port,
    }) => {
      const daytrail = await startRecording(desktop, ...hidden(port));
      await isThere(port);
      const script = await useWindows(desktop);
      await expect.poll(() => titles(port)).toContain('third');
      script.compare(await events(port, WINDOW));
      expect((await events(port, WINDOW)).map(({ data }) => data.app)).toContain(desktop.terminalApp);
      await recordTicks(desktop, port);
      daytrail.kill('SIGTERM');
      expect((await daytrail.ended).code).toBe(0);
    });

    test('nobody is there from the last input to the next', async ({ desktop, startRecording, port, dataDir }) => {
      writeFileSync(path.join(dataDir, 'config.json'), '{"presence":{"awayAfterSeconds":3}}');
      await startRecording(desktop, ...hidden(port));
      const now = async () => (await events(port, PRESENCE)).at(-1);
      const touch = async (): Promise<Moment> => {
        const from = Date.now();
        await desktop.touch();
        return { from, to: Date.now() };
      };
      let left: Moment = { from: 0, to: 0 };
      const touchedState = async () => {
        left = await touch();
        return (await now())?.data.status;
      };
      await expect.poll(touchedState, { timeout: 20_000 }).toBe('not-afk');
      await expect.poll(async () => (await now())?.data.reason, { timeout: 20_000 }).toBe('idle');
      const { start } = (await now()) as Recorded;
      await stay(1.5);
      const back = await touch();
      // At the last input somebody was there for no time at all.
      const returned = async () =>
        (await events(port, PRESENCE)).some((event) => stateOf(event) === 'not-afk' && event.start > start);
      await expect.poll(returned).toBe(true);
      const absence = (await events(port, PRESENCE)).find(
        (event) => event.start === start && stateOf(event) === 'idle',
      );
      expect(beside(start, left), 'the absence begins beside the last input, ms').toBeLessThan(WITHIN_MS);
      expect(beside(absence?.end ?? 0, back), 'it ends beside the next, ms').toBeLessThan(WITHIN_MS);
    });
  });
}

test.describe('on sway', () => {
  test.use({ on: 'sway' });
  test.skip(missing.sway !== null, `${missing.sway}, so there is no desktop to record`);

  test("Daytrail's own window opens there, and is recorded like any other", async ({
    desktop,
    startRecording,
    port,
  }) => {
    const daytrail = await startRecording(desktop, '--port', String(port));
    await expect.poll(async () => (await desktop.front())?.title, { timeout: 20_000 }).toMatch(/ · Daytrail$/);
    const page = await daytrail.window();
    await expect(page.getByRole('link', { name: 'Timeline' })).toBeVisible();
    await expect.poll(() => titles(port)).toContainEqual(expect.stringMatching(/ · Daytrail$/));
    const [own] = (await events(port, WINDOW)).slice(-1);
    // By this name a desktop finds the entry with the icon.
    expect(own?.data.app).toBe('Daytrail');
    await page.screenshot({ path: test.info().outputPath('window.png') });
    await daytrail.clickMenu('quit');
    expect((await daytrail.ended).code).toBe(0);
  });
});

test.describe('on X11', () => {
  test.skip(missing.X11 !== null, `${missing.X11}, so there is no desktop to record`);

  test('nobody is there behind a lock or in sleep', async ({ desktop, startRecording, port }) => {
    const { evaluate } = await startRecording(desktop, ...hidden(port));
    await new Script(desktop).open('work');
    await expect.poll(() => titles(port)).toContain('work');
    const states = async () =>
      (await events(port, PRESENCE)).map(stateOf).filter((state, index, all) => state !== all[index - 1]);
    const happens = async (event: string): Promise<Moment> => {
      const from = Date.now();
      await evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'resume'), event);
      return { from, to: Date.now() };
    };
    const locked = await happens('lock-screen');
    await stay(1.5);
    const unlocked = await happens('unlock-screen');
    await stay(1.5);
    const asleep = await happens('suspend');
    await stay(1.5);
    await happens('resume');
    const from = Date.now();
    await desktop.touch();
    const awake = { from, to: Date.now() };
    await expect.poll(states, { timeout: 20_000 }).toEqual(['not-afk', 'locked', 'not-afk', 'suspended', 'not-afk']);

    const presence = await events(port, PRESENCE);
    for (const [state, begins, ends] of [
      ['locked', locked, unlocked],
      ['suspended', asleep, awake],
    ] as const) {
      const event = presence.find((each) => stateOf(each) === state);
      expect(beside(event?.start ?? 0, begins), `${state} begins beside its time, ms`).toBeLessThan(WITHIN_MS);
      expect(beside(event?.end ?? 0, ends), `${state} ends beside its time, ms`).toBeLessThan(WITHIN_MS);
    }
    // Behind the lock and in sleep nothing is in front, though the window is open all the time.
    const workSeen = async () => (await events(port, WINDOW)).filter(({ data }) => data.title === 'work');
    await expect.poll(workSeen).toHaveLength(3);
    const work = await workSeen();
    expect(beside(work[0]?.end ?? 0, locked)).toBeLessThan(WITHIN_MS);
    expect(beside(work[1]?.start ?? 0, unlocked)).toBeLessThan(WITHIN_MS);
    expect(beside(work[1]?.end ?? 0, asleep)).toBeLessThan(WITHIN_MS);
  });

  test('a clock that is set forward and back lengthens nothing', async ({ desktop, startRecording, port }) => {
    const { evaluate } = await startRecording(desktop, ...hidden(port));
    const began = Date.now();
    const setClock = (by: number) =>
      evaluate((_electron, ms) => {
        const { now } = Date;
        Date.now = () => now() + ms;
      }, by);
    const script = new Script(desktop);
    await script.open('before');
    await expect.poll(() => titles(port)).toContain('before');
    const HOUR = 3_600_000;
    const set = Date.now();
    await setClock(HOUR);
    await script.open('an hour on');
    await expect.poll(() => titles(port)).toContain('an hour on');
    await setClock(-HOUR);
    await script.open('back again');
    await expect.poll(() => titles(port)).toContain('back again');

    const elapsed = Date.now() - began;
    const recorded = [...(await events(port, WINDOW)), ...(await events(port, PRESENCE))];
    for (const { start, end } of recorded) expect(end - start).toBeLessThan(elapsed + WITHIN_MS);
    const of = (title: string) => recorded.find(({ data }) => data.title === title);
    expect(of('before')?.end).toBeLessThan(set + HOUR / 2);
    expect(of('an hour on')?.start).toBeGreaterThan(set + HOUR - WITHIN_MS);
    expect(of('back again')?.end).toBeLessThan(set + HOUR / 2);
  });

  test('another watcher of the same bucket goes first, and the window says so', async ({
    desktop,
    startRecording,
    port,
  }) => {
    const daytrail = await startRecording(desktop, '--port', String(port));
    const page = await daytrail.window();
    const script = new Script(desktop);
    await script.open('ours');
    await expect.poll(() => titles(port)).toContain('ours');
    const their = { timestamp: new Date().toISOString(), duration: 0, data: { app: 'Theirs', title: 'theirs' } };
    const beat = await fetch(`http://127.0.0.1:${port}/api/0/buckets/${WINDOW}/heartbeat?pulsetime=20`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(their),
    });
    expect(beat.ok).toBe(true);
    const health = async () => {
      const watchers = await page.evaluate(() => globalThis.daytrail.watchers());
      return watchers.map(({ watcher, state }) => [watcher, state]);
    };
    await expect.poll(health).toEqual([
      ['window', 'standing-back'],
      ['presence', 'recording'],
    ]);
    await script.open('not twice');
    await stay(1.5);
    expect(await titles(port)).not.toContain('not twice');
  });

  test('killed without warning and started again, Daytrail has what was saved and records on', async ({
    desktop,
    startRecording,
    port,
  }) => {
    const script = new Script(desktop);
    const killed: Running = await startRecording(desktop, ...hidden(port));
    await script.open('before');
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

    await startRecording(desktop, ...hidden(port));
    await expect.poll(() => titles(port), { timeout: 20_000 }).toContain('before');
    await script.open('after');
    await expect.poll(() => titles(port)).toContain('after');
  });

  test('started at login, Daytrail loads no graphics driver for GTK, which draws nothing', async ({
    server,
    startRecording,
  }) => {
    const { evaluate, menu } = await startRecording({ env: server.env, switches: [] }, '--hidden');
    await expect.poll(menu).not.toHaveLength(0);
    // What GTK has learnt of a driver it leaves there for the programs that follow.
    expect(await server.run('xprop', '-root', 'GDK_VISUALS')).not.toContain('=');
    expect(await evaluate(() => process.env.GDK_GL ?? null)).toBeNull();
  });

  test('when the X server ends and comes back, recording goes on with it', async ({
    server,
    reaped,
    port,
    dataDir,
  }) => {
    reaped(await launchHeadless(['--data-dir', dataDir, '--port', String(port)], server.env()));
    await server.terminal('before');
    await expect.poll(() => titles(port)).toContain('before');
    const from = Date.now();
    await server.kill();
    const ended = { from, to: Date.now() };
    await stay(1.5);
    await server.start();
    await server.terminal('after');
    await expect.poll(() => titles(port), { timeout: 20_000 }).toContain('after');
    const before = (await events(port, WINDOW)).find(({ data }) => data.title === 'before');
    expect(beside(before?.end ?? 0, ended)).toBeLessThan(WITHIN_MS);
  });
});
