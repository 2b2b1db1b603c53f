import path from 'node:path';
import { expect, test } from '../support/electron.ts';
import { databaseIn } from '../support/places.ts';
import { blockWriting } from '../support/record.ts';
import { AFK_BUCKET, startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';

test('the tray says what is recorded, and offers what can be done', async ({ start }) => {
  const daytrail = await start('--hidden');
  await expect
    .poll(() => daytrail.menu())
    .toEqual([
      { id: 'recording', label: 'Nothing recorded yet', enabled: false },
      { id: 'open', label: 'Open Daytrail', enabled: true },
      { id: 'pause', label: 'Pause recording', enabled: true },
      { id: 'preferences', label: 'Preferences', enabled: true },
      { id: 'logs', label: 'Open log folder', enabled: true },
      { id: 'quit', label: 'Quit Daytrail', enabled: true },
    ]);
});

test('the tray follows what the watchers tell', async ({ start }) => {
  const daytrail = await start();
  const watchers = await startWatchers(await daytrail.address());
  const recording = async () => (await daytrail.menu())[0]?.label;

  const now = Date.now();
  await watchers.send([{ bucket: WINDOW_BUCKET, at: now, data: { app: 'Firefox', title: 'A & B' } }]);
  await expect.poll(recording).toMatch(/^Firefox since \d/);
  await watchers.send([{ bucket: AFK_BUCKET, at: now, data: { status: 'afk' } }]);
  await expect.poll(recording).toMatch(/^Away since \d/);
  await watchers.send([{ bucket: AFK_BUCKET, at: now + 1000, data: { status: 'not-afk' } }]);
  await expect.poll(recording).toMatch(/^Firefox since \d/);
});

test('the tray says that changes are not saved, and no longer when they are', async ({ start, dataDir }) => {
  const daytrail = await start();
  const watchers = await startWatchers(await daytrail.address());
  await (await daytrail.window()).evaluate(() => globalThis.daytrail.commit());
  const unblock = blockWriting(databaseIn(dataDir));
  await watchers.send([{ bucket: WINDOW_BUCKET, at: Date.now(), data: { app: 'Firefox', title: '' } }]);
  await daytrail.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  const trouble = async () => (await daytrail.menu()).find(({ id }) => id === 'attention-unsaved')?.label;
  await expect.poll(trouble, { timeout: 30_000 }).toMatch(/^1 change not saved yet: /);
  unblock();
  await expect.poll(trouble, { timeout: 30_000 }).toBeUndefined();
});

test('a click on the tray opens the window', async ({ start }) => {
  const daytrail = await start('--hidden');
  await expect.poll(() => daytrail.menu()).not.toHaveLength(0);
  await daytrail.clickTray();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
});

test('its entries open the window at their place, and the window that is open goes there', async ({ start }) => {
  const daytrail = await start('--hidden');
  await expect.poll(() => daytrail.menu()).not.toHaveLength(0);
  await daytrail.clickMenu('preferences');
  const page = await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  await expect(page).toHaveURL(/\/preferences/);
  await expect(page.getByRole('navigation', { name: 'Sections of the preferences' })).toBeVisible();

  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page).toHaveURL(/\/timeline/);
  // What the page holds must still be there: it is not loaded again.
  await page.evaluate(() => Object.assign(globalThis, { kept: true }));
  await daytrail.clickMenu('preferences');
  await expect(page.getByRole('navigation', { name: 'Sections of the preferences' })).toBeVisible();
  expect(await page.evaluate(() => 'kept' in globalThis)).toBe(true);
});

test('the folder with the log is shown', async ({ start, dataDir }) => {
  const daytrail = await start('--hidden');
  await expect.poll(() => daytrail.menu()).not.toHaveLength(0);
  await daytrail.clickMenu('logs');
  await expect.poll(() => daytrail.folders()).toEqual([path.join(dataDir, 'logs')]);
});

test('an extension that asks to be let in is told of, and answered where the line leads', async ({ start }) => {
  const daytrail = await start();
  const origin = 'moz-extension://5f8b3a2e-1c5d-4e6f-8a7b-9c0d1e2f3a4b';
  expect((await fetch(`${await daytrail.address()}/api/0/buckets`, { headers: { origin } })).status).toBe(403);
  const line = async () => (await daytrail.menu()).find(({ id }) => id === 'attention-request-1')?.label;
  await expect.poll(line).toMatch(/^An extension in .* asks to be let in$/);
  await daytrail.clickMenu('attention-request-1');
  const page = await daytrail.window();
  await expect(page).toHaveURL(/\/preferences\/access$/);
  await page.evaluate((asking) => globalThis.daytrail.refuseExtension({ origin: asking }), origin);
  await expect.poll(line).toBeUndefined();
});
