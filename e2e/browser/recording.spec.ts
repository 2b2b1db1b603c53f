/** What is recorded and when, as a person decides it: pausing, hours, Daytrail's own watchers, the time until away. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from '../support/axe.ts';
import { clock, isoDate } from '../support/clock.ts';
import { AWAY, tell, tellMorning } from '../support/days.ts';
import { expectNothingCut } from '../support/fit.ts';
import { withPlace } from '../support/fixtures.ts';
import { launchHeadless } from '../support/headless.ts';
import { startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';
import { block, expect, foot, open, test } from '../support/window.ts';

/** The weekdays that it is not where the test is. */
const TODAY = new Date(isoDate()).getUTCDay() || 7;
const NOT_NOW = [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== TODAY);
/** Nobody's display, nobody's bus. */
const NO_DESKTOP = { DISPLAY: '', WAYLAND_DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: '', XDG_SESSION_TYPE: '' };

/** Nothing is written before something is changed. */
function configIn(dataDir: string) {
  const file = path.join(dataDir, 'config.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
const titlesIn = async (address: string): Promise<string[]> => {
  const answer = await fetch(`${address}/api/0/buckets/${WINDOW_BUCKET}/events`);
  return ((await answer.json()) as { data: { title: string } }[]).map(({ data }) => data.title);
};
const beat = (title: string) => ({ bucket: WINDOW_BUCKET, at: Date.now(), data: { app: 'Code', title } });

test('pausing from the foot of the window keeps out whatever is sent, until it is resumed', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([beat('before')]);
  await open(page, daytrail);
  await foot(page).getByRole('button', { name: 'Pause recording' }).click();
  await expectAccessible(page, 'the lengths of a pause');
  await page.getByRole('menuitem', { name: 'For 1 hour' }).click();
  await expect(foot(page)).toContainText(/Paused until \d/);
  await watchers.send([beat('meanwhile')]);
  expect(await titlesIn(daytrail.address)).toEqual(['before']);
  await expectAccessible(page, 'paused');
  await expectNothingCut(page, 'paused');
  await page.setViewportSize({ width: 1280, height: 800 });
  await foot(page).getByRole('button', { name: 'Resume' }).click();
  await expect(foot(page)).not.toContainText('Paused');
  await watchers.send([beat('after')]);
  expect(await titlesIn(daytrail.address)).toEqual(['after', 'before']);
});

test('a pause is begun and ended from Ctrl+K, and lasts over a restart', async ({ startHeadless, page }) => {
  const first = await startHeadless();
  await open(page, first);
  await expect(foot(page)).toContainText('Nothing recorded yet');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('pause until you');
  await page.keyboard.press('Enter');
  await expect(foot(page)).toContainText('Paused until you resume');
  await page.goto('about:blank');
  first.kill('SIGTERM');
  await first.ended;
  await open(page, await startHeadless(), '/preferences/recording');
  await expect(page.getByRole('main')).toContainText('Recording is paused until you resume it.');
  await page.getByRole('main').getByRole('button', { name: 'Resume recording' }).click();
  await expect(page.getByRole('main')).toContainText('Recording is on.');
});

test('outside the recording hours nothing is stored, and it says so', async ({ startHeadless, page, dataDir }) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await open(page, daytrail, '/preferences/recording');
  await page.getByRole('switch', { name: /Record only at certain hours/ }).click();
  const days = page.getByRole('group', { name: 'Days' }).getByRole('checkbox');
  await expect(days).toHaveCount(7);
  const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  for (const [index, name] of names.entries()) {
    const box = page.getByRole('checkbox', { name });
    const wanted = NOT_NOW.includes(index + 1);
    if ((await box.isChecked()) !== wanted) await box.click();
    await expect(box).toBeChecked({ checked: wanted });
  }
  await expect(foot(page)).toContainText('Outside recording hours until');
  await watchers.send([beat('at night')]);
  expect(await titlesIn(daytrail.address)).toEqual([]);
  await page.getByLabel('From').fill('08:30');
  await expect.poll(() => configIn(dataDir).hours).toEqual({ on: true, days: NOT_NOW, from: '08:30', to: '17:00' });
  await expectAccessible(page, 'recording hours');
  await page.getByRole('switch', { name: /Record only at certain hours/ }).click();
  await expect(foot(page)).not.toContainText('Outside recording hours');
  await watchers.send([beat('at work')]);
  expect(await titlesIn(daytrail.address)).toEqual(['at work']);
});

test('the time until away is typed in minutes, and kept', async ({ startHeadless, page, dataDir }) => {
  const daytrail = await startHeadless();
  await open(page, daytrail, '/preferences/recording');
  const minutes = page.getByLabel('Away after, in minutes');
  await expect(minutes).toHaveValue('3');
  await minutes.fill('7.5');
  await minutes.press('Enter');
  await expect.poll(() => configIn(dataDir).presence).toEqual({ awayAfterSeconds: 450 });
  await minutes.fill('never');
  await expect(page.getByText('A number from 0.1 to 1,440, please.')).toBeVisible();
  await minutes.blur();
  await expect(minutes).toHaveValue('7.5');
});

test('the watchers of Daytrail and of others are shown with how they fare, and are turned off', async ({
  reaped,
  dataDir,
  page,
}) => {
  const daytrail = reaped(
    await launchHeadless(withPlace(dataDir, [], { watchers: true }), { ...NO_DESKTOP, XDG_RUNTIME_DIR: dataDir }),
  );
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([beat('theirs')]);
  await open(page, daytrail, '/preferences/recording');
  const own = page.getByRole('region', { name: 'What Daytrail records by itself' });
  await expect(own.getByRole('listitem').first()).toContainText('Cannot record here');
  await expect(page.getByRole('region', { name: 'Other watchers' })).toContainText(WINDOW_BUCKET);
  await expectAccessible(page, 'recording without a desktop');
  await expectNothingCut(page, 'recording without a desktop');
  await page.setViewportSize({ width: 1280, height: 800 });
  await own.getByRole('switch', { name: 'Apps and windows' }).click();
  await expect(own.getByRole('listitem').first()).toContainText('Turned off');
  await expect.poll(() => configIn(dataDir).watchers).toEqual({ window: false, presence: true });
  await page.reload();
  await expect(own.getByRole('switch', { name: 'Apps and windows' })).not.toBeChecked();
});

test('the timeline says why nobody was there', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  const away = (time: string, reason: string) => ({
    at: clock(time, -1),
    lasts: 900,
    data: { status: 'afk', reason },
  });
  await tell(daytrail.address, AWAY, [
    away('13:30', 'locked'),
    away('13:45', 'suspended'),
    away('14:00', 'switched'),
    away('14:15', 'off'),
  ]);
  await open(page, daytrail, `/timeline?at=${new Date(clock('11:00', -1)).toISOString()}&span=14400`);
  for (const name of [/^Away,/, /^Locked,/, /^Asleep,/, /^Another session,/, /^Off,/]) {
    await expect(block(page, name)).toBeAttached();
  }
  await expectAccessible(page, 'reasons of being away');
});
