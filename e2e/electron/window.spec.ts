import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../support/electron.ts';

test('starting shows the window, at its own address, with the page in it', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  expect(page.url()).toMatch(/^daytrail:\/\/app\//);
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect(page).toHaveTitle(/Daytrail/);
});

test('closing the window hides it and recording goes on; the tray opens it again', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  await daytrail.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(daytrail.windowIsVisible).toBe(false);

  const answer = await fetch(`${await daytrail.address()}/api/0/info`);
  expect(answer.status).toBe(200);

  await daytrail.clickMenu('open');
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  expect(await daytrail.window()).toBe(page);
});

test('a window that stays closed for ten minutes is let go of, and opens again where one was', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page).toHaveURL(/\/data/);
  await daytrail.evaluate(({ BrowserWindow }) => {
    const { setTimeout: set } = globalThis;
    const passing = (run: () => void, ms: number) => set(run, ms === 600_000 ? 1 : ms);
    Object.assign(globalThis, { setTimeout: passing });
    BrowserWindow.getAllWindows()[0]?.close();
  });
  const windows = () => daytrail.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(windows).toBe(0);
  await expect.poll(daytrail.pages).toBe(0);

  await daytrail.clickMenu('open');
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  await expect(await daytrail.window()).toHaveURL(/\/data/);
});

test('started hidden, there is no window and no page until it is asked for', async ({ start }) => {
  const daytrail = await start('--hidden');
  await expect.poll(() => daytrail.menu()).not.toHaveLength(0);
  const windows = () => daytrail.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(await windows()).toBe(0);
  await daytrail.clickMenu('open');
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  expect(await windows()).toBe(1);
});

test('the window comes back where it was left', async ({ start }) => {
  const left = { x: 120, y: 90, width: 900, height: 620 };
  const first = await start();
  await first.window();
  await expect.poll(first.windowIsVisible).toBe(true);
  await first.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left);
  const bounds = (of: typeof first) =>
    of.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  // The X server says a moment later where a window has got to.
  await expect.poll(() => bounds(first)).toEqual(left);
  await first.clickMenu('quit');
  expect((await first.ended).code).toBe(0);

  const second = await start();
  await second.window();
  await expect.poll(() => bounds(second)).toEqual(left);
});

test('a page that dies is made again', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  const first = () => daytrail.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.id);
  const before = await first();
  const crashed = page.waitForEvent('crash');
  await daytrail.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
  await expect.poll(first).not.toBe(before);
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  // Playwright goes on giving out the page that died.
  const drawn = () =>
    daytrail.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'document.querySelector("#root")?.childElementCount ?? 0',
      ),
    );
  await expect.poll(drawn).toBeGreaterThan(0);
});

test('the window zooms by keys to 200 % and back', async ({ start }) => {
  const daytrail = await start();
  await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
  const press = (keyCode: string) =>
    daytrail.evaluate(({ BrowserWindow }, key) => {
      BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({
        type: 'keyDown',
        keyCode: key,
        modifiers: ['control'],
      });
    }, keyCode);
  const zoom = () =>
    daytrail.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
  for (const step of [1.1, 1.25, 1.5, 1.75, 2]) {
    await press('=');
    await expect.poll(zoom).toBeCloseTo(step);
  }
  await press('0');
  await expect.poll(zoom).toBe(1);
});

test('everything that is kept lies in the folder that was named', async ({ start, dataDir }) => {
  const daytrail = await start();
  await daytrail.window();
  await daytrail.clickMenu('quit');
  await daytrail.ended;
  for (const name of ['daytrail.db', 'electron', 'logs']) expect(existsSync(path.join(dataDir, name)), name).toBe(true);
});
