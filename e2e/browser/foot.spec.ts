/** The foot of the window: what is recorded now, what is pending, what is saved, and what needs a person. */
import { databaseIn } from '../support/places.ts';
import { blockWriting, readRecord } from '../support/record.ts';
import { AFK_BUCKET, startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';
import { expect, foot, NOBODY_ANSWERS, open, skipWithoutSignals, test } from '../support/window.ts';

const seconds = (ago: number): number => Date.now() - ago * 1000;
const work = (app: string, ago: number) => ({
  bucket: WINDOW_BUCKET,
  at: seconds(ago),
  data: { app, title: 'Untitled' },
});

test('what is recorded now follows what the person does: an app, another, away', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await expect(foot(page)).toContainText('Nothing recorded yet');
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([work('Code', 50)]);
  await expect(foot(page)).toContainText('Code since');
  await watchers.send([work('Firefox', 20)]);
  await expect(foot(page)).toContainText('Firefox since');
  await watchers.send([{ bucket: AFK_BUCKET, at: seconds(1), data: { status: 'afk' } }]);
  await expect(foot(page)).toContainText('Away since');
  await watchers.send([{ bucket: AFK_BUCKET, at: seconds(0), data: { status: 'afk', reason: 'locked' } }]);
  await expect(foot(page)).toContainText('Locked since');
  await foot(page)
    .getByRole('button', { name: /Locked/ })
    .click();
  const sources = page.getByRole('dialog', { name: 'Sources' });
  await expect(sources.getByRole('row')).toHaveCount(3);
  await expect(sources.getByRole('row', { name: /Apps and windows/ })).toContainText('Firefox');
});

test('what has been silent for minutes is not said to be recorded', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([work('Code', 600)]);
  await open(page, daytrail);
  await expect(foot(page)).toContainText(/Nothing arriving, last 10 min ago/);
});

test('changes wait to be saved, "Save now" saves them, and the foot says both', async ({
  startHeadless,
  page,
  dataDir,
}) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([work('Code', 60)]);
  await open(page, daytrail);
  await expect(foot(page)).toContainText('Code since');
  await expect(foot(page)).toContainText('Saved');
  await foot(page)
    .getByRole('button', { name: /Saved|not saved yet/ })
    .click();
  const panel = page.getByRole('dialog', { name: 'Storage' });
  await expect(panel).toContainText(dataDir);
  // Reading saves what is pending; an event that only grows is nothing that the window has to read again.
  await expect(async () => {
    await watchers.send([work('Code', 0)]);
    await expect(foot(page)).toContainText(/\d changes? not saved yet/, { timeout: 1500 });
  }).toPass();
  await panel.getByRole('button', { name: 'Save now' }).click();
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  await expect(foot(page)).toContainText(/Saved (just now|\d+ s ago)/);
  await expect(foot(page)).not.toContainText('not saved yet');
});

test('where nothing can be saved the window says so, goes on recording, and saves when it can again', async ({
  startHeadless,
  page,
  dataDir,
  tolerate,
}) => {
  skipWithoutSignals();
  tolerate(NOBODY_ANSWERS);
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await open(page, daytrail, '/data');
  await expect(page.getByRole('table')).toBeVisible();
  const unblock = blockWriting(databaseIn(dataDir));
  await watchers.send([work('Code', 20), work('Firefox', 10)]);
  const trouble = page.getByRole('status').filter({ hasText: 'not saved yet.' });
  await expect(trouble).toContainText('2 changes not saved yet.', { timeout: 60_000 });
  // It is in vain, and says so no less than before. After that Daytrail tries again by itself.
  await trouble.getByRole('button', { name: 'Save now' }).click();
  await expect(trouble).toContainText('2 changes not saved yet.');
  unblock();
  await expect(trouble).toBeHidden({ timeout: 60_000 });
  daytrail.kill('SIGTERM');
  expect((await daytrail.ended).code).toBe(0);
  expect(readRecord(databaseIn(dataDir))).toEqual(watchers.acknowledged());
});

test('a session in memory and one for testing say what they are, in a narrow window too', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless('--in-memory', '--testing');
  await page.setViewportSize({ width: 400, height: 700 });
  await open(page, daytrail);
  await expect(foot(page)).toContainText('In memory');
  await expect(foot(page)).toContainText('Testing');
  await expect(foot(page)).toContainText('Nothing is saved');
  const running = () =>
    foot(page)
      .locator(':scope > *')
      .evaluateAll((parts) =>
        parts
          .filter((part) => getComputedStyle(part).overflowX === 'visible' && part.scrollWidth > part.clientWidth)
          .map((part) => part.textContent),
      );
  await expect.poll(running, { message: 'what runs over into its neighbour' }).toEqual([]);
});

test('the address for watchers is there to be read', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await expect(foot(page)).toContainText(new URL(daytrail.address).host);
});
