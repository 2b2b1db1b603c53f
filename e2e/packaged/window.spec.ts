/** The packaged window, from inside: served from the archive, confined, and on the record. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { executableIn } from '../../scripts/package/inspect.ts';
import { expect, packagedFolder, SYSTEM, test } from '../support/packaged.ts';
import { ROOT } from '../support/places.ts';

test('installed, the window has its page, its styles and the record behind it, and may reach nobody else', async ({
  start,
}) => {
  const daytrail = await start({});
  const page = await daytrail.window();
  await expect(page).toHaveTitle(/Daytrail/);
  await expect(page.locator('#root')).not.toBeEmpty();
  const status = await page.evaluate(() => globalThis.daytrail.status());
  expect(status).toMatchObject({ shell: 'electron', store: { state: 'ready' } });
  expect(status.version).toMatch(/^\d+\.\d+\.\d+$/);
  const nodeInside = await page.evaluate(() => [typeof globalThis.process, 'require' in globalThis]);
  expect(nodeInside).toEqual(['undefined', false]);
  expect(await page.evaluate("fetch('https://example.com/').then(() => 'reached', () => 'refused')")).toBe('refused');
  const folder = path.join(ROOT, 'test-results');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, 'packaged-window.png') });
  await daytrail.quit();
});

test('installed, it tells by itself why it does not look for updates where it was only unpacked', async ({ start }) => {
  const daytrail = await start({});
  const page = await daytrail.window();
  const updates = await page.evaluate(() => globalThis.daytrail.lookForUpdates());
  expect(updates).toMatchObject({ state: 'off' });
  await daytrail.quit();
});

test('installed, it is started at login where a person wants that, as it is and where it records', async ({
  start,
  dataDir,
}) => {
  test.skip(SYSTEM !== 'linux', 'it would change how this computer starts');
  const config = path.join(dataDir, 'config');
  const daytrail = await start({ env: { XDG_CONFIG_HOME: config } });
  const page = await daytrail.window();
  const entry = path.join(config, 'autostart', 'daytrail.desktop');
  expect(await page.evaluate(() => globalThis.daytrail.startup())).toEqual({ state: 'off' });
  expect(await page.evaluate(() => globalThis.daytrail.setStartup({ on: true }))).toEqual({ state: 'on' });
  const [, exec] = /^Exec=(.*)$/m.exec(readFileSync(entry, 'utf8')) ?? [];
  expect(exec).toContain(executableIn(packagedFolder(), SYSTEM));
  expect(exec).toContain('--hidden');
  expect(exec).toContain(dataDir);
  expect(await page.evaluate(() => globalThis.daytrail.setStartup({ on: false }))).toEqual({ state: 'off' });
  expect(existsSync(entry)).toBe(false);
  await daytrail.quit();
});

test('installed, a second start opens the first and ends', async ({ start, run, dataDir }) => {
  const first = await start({});
  await first.window();
  const second = run({}, '--no-watchers', '--data-dir', dataDir, '--port', '0');
  expect(await second.ended).toEqual({ code: 0, signal: null });
  expect(first.isRunning()).toBe(true);
  await first.quit();
});
