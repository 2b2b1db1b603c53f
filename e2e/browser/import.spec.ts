/** Moving in from ActivityWatch through the window: found, looked at, imported, cancelled, and again without doubling. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type OldDay, writeExport, writeRustRecord } from '../support/activitywatch.ts';
import { expectAccessible } from '../support/axe.ts';
import { AWAY, tell, tellMorning, WINDOWS } from '../support/days.ts';
import { expectNothingCut } from '../support/fit.ts';
import type { Headless } from '../support/headless.ts';
import { block, expect, foot, open, rows, test } from '../support/window.ts';

const DAY: OldDay = { host: 'birch', events: 400 };

const main = (page: Page) => page.getByRole('main');
const inFile = (page: Page) => page.getByRole('table', { name: 'Buckets in the file' });

async function look(page: Page, daytrail: Headless, file: string): Promise<void> {
  await open(page, daytrail, '/import');
  await page.getByRole('textbox').fill(file);
  await page.keyboard.press('Enter');
}

/** A record of ActivityWatch's in its place, beside which Daytrail is started for the first time. */
async function startBeside(start: (dataHome: string) => Promise<Headless>, dataHome: string) {
  const file = writeRustRecord(dataHome, DAY);
  return { file, daytrail: await start(dataHome) };
}

async function eventsIn(daytrail: Headless, bucket: string): Promise<number> {
  const answer = await fetch(`${daytrail.address}/api/0/buckets/${bucket}/events/count`);
  return answer.ok ? Number(await answer.json()) : 0;
}

test('an export is shown before anything is taken, then imported, and the second time nothing is new', async ({
  startHeadless,
  dataDir,
  page,
}) => {
  const daytrail = await startHeadless();
  const file = writeExport(dataDir, DAY);
  await look(page, daytrail, file);
  await expect(
    inFile(page)
      .getByRole('row', { name: /^Apps and windows/ })
      .getByRole('cell'),
  ).toHaveText([/\d{4}$/, '402', '400', '–', '2']);
  await page.getByText('2 events cannot be taken').click();
  await expect(inFile(page).getByRole('listitem')).toHaveCount(2);
  expect(await eventsIn(daytrail, 'aw-watcher-window_birch')).toBe(0);

  await page.getByRole('button', { name: 'Import 401 events' }).click();
  await expect(main(page)).toContainText('401 events were imported into 2 buckets. 2 could not be taken.');
  expect(await eventsIn(daytrail, 'aw-watcher-window_birch')).toBe(400);
  await page.getByRole('button', { name: 'Show its last day' }).click();
  await expect(block(page, /^(Code|Terminal)/).first()).toBeAttached();

  await look(page, daytrail, file);
  await expect(main(page)).toContainText('0 are new, 401 are here already');
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
});

test("a newcomer is offered ActivityWatch's record, looks at it, and takes it with its settings, by keyboard alone", async ({
  startBesideActivityWatch,
  dataDir,
  page,
}) => {
  const { daytrail } = await startBeside(startBesideActivityWatch, dataDir);
  await open(page, daytrail);
  await expect(page.getByRole('region', { name: 'ActivityWatch was found' })).toBeVisible();
  await expectAccessible(page, 'the offer');
  await page.getByRole('button', { name: 'Look at it' }).focus();
  await page.keyboard.press('Enter');
  await expect(main(page)).toContainText('400 events in 1 bucket: 400 are new.');
  expect(await eventsIn(daytrail, 'aw-watcher-window_birch')).toBe(0);
  await page.getByRole('radio', { name: /^All/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Import 400 events' }).focus();
  await page.keyboard.press('Enter');
  await expect(main(page)).toContainText('400 events were imported into 1 bucket. 1 setting was taken over.');
  const setting = await fetch(`${daytrail.address}/api/0/settings/startOfWeek`);
  expect(await setting.json()).toBe('Monday');
});

test('"Not now" is remembered, and the record can still be found later', async ({
  startBesideActivityWatch,
  dataDir,
  page,
}) => {
  const { file, daytrail } = await startBeside(startBesideActivityWatch, dataDir);
  await open(page, daytrail);
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('region', { name: 'ActivityWatch was found' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'ActivityWatch was found' })).toBeHidden();
  await page.getByRole('link', { name: 'import what you recorded before' }).click();
  await expect(main(page)).toContainText(file);
  await page.getByRole('button', { name: "Look at ActivityWatch's record" }).click();
  await expect(main(page)).toContainText('400 events in 1 bucket');
});

test('a computer that was renamed gets its old events into the lanes it has now', async ({
  startHeadless,
  dataDir,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  const file = writeExport(dataDir, DAY);
  await look(page, daytrail, file);
  const birch = page.getByRole('combobox', { name: 'birch' });
  await birch.selectOption({ label: 'is called desk now' });
  await expect(inFile(page)).toContainText(WINDOWS);
  await page.getByRole('button', { name: 'Import 401 events' }).click();
  await expect(main(page)).toContainText('401 events were imported into 2 buckets.');
  const buckets = (await (await fetch(`${daytrail.address}/api/0/buckets/`)).json()) as Record<string, unknown>;
  expect(Object.keys(buckets).sort()).toEqual([AWAY, 'aw-watcher-web-firefox_desk', WINDOWS]);
  expect(await eventsIn(daytrail, AWAY)).toBe(4);

  // Nobody is asked twice, and it can be taken back.
  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page.getByText('is called desk now')).toBeVisible();
  await expectAccessible(page, 'the choice, with earlier names');
  await page.getByRole('textbox').fill(file);
  await page.keyboard.press('Enter');
  await expect(main(page)).toContainText('0 are new, 401 are here already');
  await expect(birch).toHaveValue('desk');
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.getByRole('button', { name: 'Forget birch' }).click();
  await expect(page.getByText('is called desk now')).toBeHidden();
});

test('a large import says how far it is, lets one look elsewhere, records meanwhile, and leaves nothing when cancelled', async ({
  startHeadless,
  dataDir,
  page,
}) => {
  test.slow();
  const daytrail = await startHeadless();
  await tell(daytrail.address, WINDOWS, []);
  const file = writeExport(dataDir, { host: 'birch', events: 200_000, daysAgo: 400 });
  await look(page, daytrail, file);
  await expect(page.getByRole('heading', { name: 'Looking at the file' })).toBeVisible();
  await page.getByRole('button', { name: /^Import 200,001/ }).click({ timeout: 90_000 });
  const bar = page.getByRole('progressbar', { name: 'Importing' });
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await expect(bar).toHaveAttribute('aria-valuetext', /of 200,00\d events$/);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await tell(daytrail.address, WINDOWS, [{ at: Date.now(), lasts: 0, data: { app: 'Code', title: 'meanwhile' } }]);
  await foot(page)
    .getByRole('link', { name: /^Importing/ })
    .click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: /^Import 200,001/ })).toBeVisible();
  expect(await eventsIn(daytrail, 'aw-watcher-window_birch')).toBe(0);
  expect(await eventsIn(daytrail, WINDOWS)).toBe(1);
});

test('what cannot be imported is said in words, with what to do', async ({ startHeadless, dataDir, page }) => {
  const daytrail = await startHeadless();
  await look(page, daytrail, `${dataDir}/nowhere.json`);
  await expect(page.getByRole('alert')).toContainText('This file cannot be read.');
  await expect(page.getByRole('alert')).toContainText('there is no such file');
  await expect(page.getByRole('alert')).toContainText('Choose a file that ActivityWatch exported');
  await expectAccessible(page, 'a file that is not there');
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await expect(page.getByRole('textbox')).toHaveValue('');
  await page.getByRole('textbox').fill(`${dataDir}/daytrail.db`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Choose a file that ActivityWatch exported');
});

test('importing is accessible and nothing of it is cut: the choice, what is in a file, the result', async ({
  startHeadless,
  dataDir,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  await open(page, daytrail, '/data');
  await page.getByRole('link', { name: 'Import…' }).click();
  await expect(page.getByRole('textbox')).toBeVisible();
  await expectAccessible(page, 'the choice');
  await expectNothingCut(page, 'the choice');
  await page.getByRole('textbox').fill(writeExport(dataDir, DAY));
  await page.keyboard.press('Enter');
  await expect(rows(inFile(page))).toHaveCount(3);
  await expectNothingCut(page, 'what is in a file');
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectAccessible(page, 'what is in a file');
  await page.getByRole('button', { name: 'Import 401 events' }).click();
  await expect(main(page)).toContainText('The import is complete');
  await expectAccessible(page, 'the result');
  await expectNothingCut(page, 'the result');
});

test('what a computer recorded under two names is joined, after it was shown what that does', async ({
  startHeadless,
  dataDir,
  page,
}) => {
  const daytrail = await startHeadless();
  for (const day of [DAY, { host: 'desk', events: 100, daysAgo: 20 }]) {
    const body = readFileSync(writeExport(dataDir, day));
    const headers = { 'content-type': 'application/json' };
    await fetch(`${daytrail.address}/api/0/import`, { method: 'POST', headers, body });
  }
  await open(page, daytrail, '/data');
  await page.getByRole('button', { name: 'Join computers…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join computers' });
  await dialog.getByRole('combobox', { name: 'Old name' }).selectOption('birch');
  await dialog.getByRole('combobox', { name: 'Name now' }).selectOption('desk');
  await expect(dialog).toContainText('400 events go into aw-watcher-window_desk.');
  await expectAccessible(page, 'joining computers');
  await expectNothingCut(page, 'joining computers');
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByText('birch is now desk: 2 buckets joined.')).toBeVisible();
  await expect(rows(page.getByRole('table'))).toHaveCount(2);
  expect(await eventsIn(daytrail, WINDOWS)).toBe(500);
});
