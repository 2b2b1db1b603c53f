import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Running, test } from '../support/electron.ts';
import { databaseIn } from '../support/places.ts';
import { blockWriting, hasWriteAheadLog, readRecord } from '../support/record.ts';
import { AFK_BUCKET, hourOfBeats, startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';

type Ways = Readonly<Record<string, (daytrail: Running) => Promise<void>>>;

/** Every way in which Daytrail is ended on this system. */
const WAYS: Ways = {
  "the tray's Quit": (daytrail) => daytrail.clickMenu('quit'),
  'the window': async (daytrail) => {
    const page = await daytrail.window();
    // From a later turn: the page is gone before it could answer the test.
    await page.evaluate(() => void setTimeout(() => globalThis.daytrail.quit()));
  },
  SIGTERM: async (daytrail) => daytrail.kill('SIGTERM'),
  SIGINT: async (daytrail) => daytrail.kill('SIGINT'),
  'the end of the system': (daytrail) =>
    daytrail.evaluate(({ powerMonitor }) => {
      setImmediate(() => powerMonitor.emit('shutdown', { preventDefault: () => undefined }));
    }),
  "Electron's own quit": (daytrail) => daytrail.evaluate(({ app }) => void setImmediate(() => app.quit())),
};

for (const [way, end] of Object.entries(WAYS)) {
  test(`an hour of real heartbeats survives ${way}, and the next start shows it`, async ({ start, dataDir }) => {
    const file = databaseIn(dataDir);
    const daytrail = await start();
    const watchers = await startWatchers(await daytrail.address());
    await watchers.send(hourOfBeats());
    const page = await daytrail.window();
    const lanes = page.getByText('Thunderbird');
    await expect(lanes.first()).toBeAttached();

    await end(daytrail);
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect(hasWriteAheadLog(file)).toBe(false);
    expect(readRecord(file)).toEqual(watchers.acknowledged());

    const again = await start();
    await expect((await again.window()).getByText('Thunderbird').first()).toBeAttached();
  });
}

test('heartbeats that arrive while Daytrail ends are either refused or kept', async ({ start, dataDir }) => {
  const daytrail = await start();
  const watchers = await startWatchers(await daytrail.address());
  const stream = watchers.send(hourOfBeats()).catch((error: unknown) => error);
  await expect.poll(() => watchers.acknowledged().length).toBeGreaterThan(3);
  daytrail.kill('SIGTERM');
  await stream;
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });
  const record = readRecord(databaseIn(dataDir));
  // The beat whose answer was on its way may be in the record; nothing that was answered may be missing.
  for (const event of watchers.acknowledged()) {
    const kept = record.find(({ bucket, start }) => bucket === event.bucket && start === event.start);
    expect(kept?.duration).toBeGreaterThanOrEqual(event.duration);
  }
});

test('ended while it starts, Daytrail ends in order and complains of nothing', async ({ start, dataDir }) => {
  const daytrail = await start();
  daytrail.kill('SIGTERM');
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });
  expect(hasWriteAheadLog(databaseIn(dataDir))).toBe(false);
  expect(readFileSync(path.join(dataDir, 'logs/daytrail.log'), 'utf8')).not.toMatch(/cannot start|fatal/);
});

test('a second start opens the window, leaves the record alone and ends', async ({ start, run, dataDir }) => {
  const first = await start('--hidden');
  await expect.poll(() => first.menu()).not.toHaveLength(0);
  await first.clickMenu('open');
  const watchers = await startWatchers(await first.address());
  await watchers.send(hourOfBeats());
  await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(first.windowIsVisible).toBe(false);

  const log = () => readFileSync(path.join(dataDir, 'logs/daytrail.log'), 'utf8');
  const starts = () => log().match(/Daytrail \S+ starts/g)?.length;
  const second = run('--data-dir', dataDir);
  expect(await second.ended).toEqual({ code: 0, signal: null });
  await expect.poll(first.windowIsVisible).toBe(true);
  expect(starts()).toBe(1);

  await first.clickMenu('quit');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  expect(readRecord(databaseIn(dataDir))).toEqual(watchers.acknowledged());
});

test('a second start that is to be hidden opens nothing', async ({ start, run, dataDir }) => {
  const first = await start('--hidden');
  await expect.poll(() => first.menu()).not.toHaveLength(0);
  const second = run('--data-dir', dataDir, '--hidden');
  expect((await second.ended).code).toBe(0);
  expect(await first.windowIsVisible()).toBe(false);
});

for (const event of ['suspend', 'lock-screen'] as const) {
  test(`${event} saves what is in memory at once`, async ({ start }) => {
    const daytrail = await start();
    const watchers = await startWatchers(await daytrail.address());
    // What the window reads is committed first. Once it has read the new bucket, it follows by what it is told.
    await expect(async () => {
      await watchers.send([{ bucket: WINDOW_BUCKET, at: Date.now(), data: { app: 'Code', title: '' } }]);
      expect((await daytrail.status()).store.pending).toBeGreaterThan(0);
    }).toPass();
    await daytrail.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name as 'suspend'), event);
    await expect.poll(async () => (await daytrail.status()).store.pending).toBe(0);
  });
}

test.describe('when the last commit fails', () => {
  /** One event is saved, three changes are not and cannot be. */
  async function unsaved(daytrail: Running, file: string) {
    const watchers = await startWatchers(await daytrail.address());
    const now = Date.now();
    await watchers.send([{ bucket: AFK_BUCKET, at: now, data: { status: 'not-afk' } }]);
    await (await daytrail.window()).evaluate(() => globalThis.daytrail.commit());
    const saved = watchers.acknowledged();
    const unblock = blockWriting(file);
    for (const app of ['Firefox', 'Code', 'Terminal'])
      await watchers.send([{ bucket: WINDOW_BUCKET, at: now, data: { app, title: '' } }]);
    await daytrail.clickMenu('quit');
    await expect.poll(async () => (await daytrail.questions()).length, { timeout: 30_000 }).toBe(1);
    return { watchers, saved, unblock };
  }

  test('quitting asks, and trying again saves everything', async ({ start, dataDir }) => {
    const file = databaseIn(dataDir);
    const daytrail = await start();
    const { watchers, unblock } = await unsaved(daytrail, file);
    const [question] = await daytrail.questions();
    expect(question).toMatchObject({
      message: '3 changes could not be saved',
      buttons: ['Try again', 'Quit and lose 3 changes'],
      answered: false,
    });
    expect(daytrail.isRunning()).toBe(true);

    unblock();
    await daytrail.answer(0);
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    expect(readRecord(file)).toEqual(watchers.acknowledged());
  });

  test('trying again in vain asks again', async ({ start, dataDir }) => {
    const daytrail = await start();
    const { unblock } = await unsaved(daytrail, databaseIn(dataDir));
    await daytrail.answer(0);
    await expect.poll(async () => (await daytrail.questions()).length, { timeout: 30_000 }).toBe(2);
    unblock();
    await daytrail.answer(0);
    expect((await daytrail.ended).code).toBe(0);
  });

  test('quitting and losing them loses those and nothing else', async ({ start, dataDir }) => {
    const file = databaseIn(dataDir);
    const daytrail = await start();
    const { saved, unblock } = await unsaved(daytrail, file);
    await daytrail.answer(1);
    expect(await daytrail.ended).toEqual({ code: 0, signal: null });
    unblock();
    expect(readRecord(file)).toEqual(saved);
  });

  test('a signal takes the question away and ends Daytrail with a code that says so', async ({ start, dataDir }) => {
    const daytrail = await start();
    const { unblock } = await unsaved(daytrail, databaseIn(dataDir));
    daytrail.kill('SIGTERM');
    expect(await daytrail.ended).toEqual({ code: 1, signal: null });
    unblock();
  });
});
