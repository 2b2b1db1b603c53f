/** Pausing, hours, trouble and the start at login, as they last: through the real application, its file and its restarts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, type Running, test } from '../support/electron.ts';
import { databaseIn } from '../support/places.ts';
import { startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';

const line = async (daytrail: Running) => (await daytrail.menu())[0]?.label;

/** The programs that are on the record of this Daytrail. */
async function recorded(daytrail: Running): Promise<string[]> {
  const events = await fetch(`${await daytrail.address()}/api/0/buckets/${WINDOW_BUCKET}/events?limit=-1`);
  return ((await events.json()) as { data: { app: string } }[]).map(({ data }) => data.app);
}

async function work(daytrail: Running, app: string): Promise<void> {
  const watchers = await startWatchers(await daytrail.address());
  await watchers.send([{ bucket: WINDOW_BUCKET, at: Date.now(), data: { app, title: '' } }]);
}

test('paused in the tray, nothing is recorded until it is resumed, not even after a restart', async ({ start }) => {
  const first = await start();
  await work(first, 'Firefox');
  await expect.poll(() => line(first)).toMatch(/^Firefox since /);
  await first.clickMenu('pause-tomorrow');
  await expect.poll(() => line(first)).toMatch(/^Paused until /);
  await work(first, 'Bank');
  expect(await recorded(first)).toEqual(['Firefox']);
  expect((await first.status()).recording).toMatchObject({ state: 'paused' });
  await first.clickMenu('quit');
  expect((await first.ended).code).toBe(0);

  const second = await start();
  await expect.poll(() => line(second)).toMatch(/^Paused until /);
  await work(second, 'Bank');
  await second.clickMenu('resume');
  await expect.poll(async () => (await second.status()).recording.state).toBe('recording');
  await work(second, 'Editor');
  expect(await recorded(second)).toEqual(['Editor', 'Firefox']);
  await expect.poll(async () => (await second.menu()).map(({ id }) => id)).toContain('pause');
});

test('a pause in the tray lasts as long as it says', async ({ start }) => {
  const daytrail = await start();
  for (const [id, minutes] of [
    ['quarter', 15],
    ['hour', 60],
  ] as const) {
    await expect.poll(async () => (await daytrail.menu()).map((entry) => entry.id)).toContain('pause');
    const clicked = Date.now();
    await daytrail.clickMenu(`pause-${id}`);
    await expect.poll(async () => (await daytrail.status()).recording.state).toBe('paused');
    const { until } = (await daytrail.status()).recording;
    expect(Math.abs((until ?? 0) / 1000 - clicked - minutes * 60_000)).toBeLessThan(60_000);
    await expect.poll(async () => (await daytrail.menu()).map((entry) => entry.id)).toContain('resume');
    await daytrail.clickMenu('resume');
    await expect.poll(async () => (await daytrail.status()).recording.state).toBe('recording');
  }
});

test('a pause ends by itself', async ({ start, dataDir }) => {
  const from = (Date.now() - 60_000) * 1000;
  const pauseUntil = (until: number | null) =>
    writeFileSync(path.join(dataDir, 'config.json'), JSON.stringify({ pause: { from, until } }));
  pauseUntil(null);
  const daytrail = await start();
  await expect.poll(() => line(daytrail)).toMatch(/^Paused/);
  await work(daytrail, 'Bank');
  pauseUntil((Date.now() + 2000) * 1000);
  // Whoever looks at the preferences has what was written there by hand read.
  await (await daytrail.window()).evaluate(() => globalThis.daytrail.access());
  await expect.poll(() => line(daytrail)).not.toMatch(/^Paused/);
  await work(daytrail, 'Editor');
  expect(await recorded(daytrail)).toEqual(['Editor']);
});

test('outside the hours in the configuration nothing is recorded', async ({ start, dataDir }) => {
  writeFileSync(path.join(dataDir, 'config.json'), '{"hours":{"on":true,"days":[]}}');
  const daytrail = await start();
  await expect.poll(() => line(daytrail)).toBe('Outside recording hours');
  await work(daytrail, 'Bank');
  expect(await recorded(daytrail)).toEqual([]);
});

test('a record that had to be repaired is told of once, and a click leads into the window', async ({
  start,
  dataDir,
}) => {
  const first = await start();
  await work(first, 'Firefox');
  await first.clickMenu('quit');
  expect((await first.ended).code).toBe(0);
  const file = databaseIn(dataDir);
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096 * 2, 4096 * 4);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.suspect`, '');

  const second = await start('--hidden');
  await expect.poll(() => second.notifications()).toHaveLength(1);
  expect((await second.notifications())[0]).toMatchObject({ title: 'The record was repaired' });
  await second.clickNotification();
  await expect.poll(second.windowIsVisible).toBe(true);
  await expect(await second.window()).toHaveURL(/\/timeline/);
  expect(await second.notifications()).toHaveLength(1);
});

test('run from its source, Daytrail cannot be started at login, and says why', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  const fixed = { state: 'fixed', on: false, reason: expect.stringContaining('source folder') };
  expect(await page.evaluate(() => globalThis.daytrail.startup())).toEqual(fixed);
  expect(await page.evaluate(() => globalThis.daytrail.setStartup({ on: true }))).toEqual(fixed);
});

test('who comes back is asked what it was, where they want it, and the answer is on the record', async ({
  start,
  dataDir,
}) => {
  writeFileSync(path.join(dataDir, 'config.json'), '{"returns":{"ask":true}}');
  const daytrail = await start();
  const page = await daytrail.window();
  const buckets = `${await daytrail.address()}/api/0/buckets`;
  const presence = `aw-watcher-afk_${hostname()}`;
  const post = async (address: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).ok).toBe(true);
  };
  const tell = (status: string, from: number, to: number) =>
    post(`${buckets}/${presence}/heartbeat?pulsetime=0`, {
      timestamp: new Date(from).toISOString(),
      duration: (to - from) / 1000,
      data: { status },
    });
  await post(`${buckets}/${presence}`, { client: 'aw-watcher-afk', type: 'afkstatus', hostname: hostname() });
  const back = Date.now();
  const left = back - 20 * 60_000;
  await tell('afk', left, back);
  await expect.poll(async () => (await daytrail.status()).sources[0]?.label).toBe('afk');
  await tell('not-afk', back, Date.now());

  await expect.poll(() => daytrail.notifications()).toMatchObject([{ title: 'You were away' }]);
  const question = page.getByRole('form', { name: 'What you did while you were away' });
  await question.getByRole('combobox').fill('A call');
  await question.getByRole('button', { name: 'Enter it' }).click();
  await expect(question).toHaveCount(0);
  const events = await (await fetch(`${buckets}/daytrail-notes_${hostname()}/events`)).json();
  expect(events).toMatchObject([
    { timestamp: new Date(left).toISOString(), duration: 1200, data: { label: 'A call' } },
  ]);
});
