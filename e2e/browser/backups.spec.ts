/** Backups in the window: one is made, and the record goes back to it, and back again. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from '../support/axe.ts';
import { tellHalfHour, WINDOWS } from '../support/days.ts';
import { expectNothingCut } from '../support/fit.ts';
import { expect, open, test } from '../support/window.ts';

const countIn = async (address: string): Promise<unknown> =>
  (await fetch(`${address}/api/0/buckets/${WINDOWS}/events/count`)).json();

test('a backup is made, restored after one was told what that means, and the record before it is kept', async ({
  startHeadless,
  page,
  dataDir,
}) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Code', -1);
  await open(page, daytrail, '/preferences/backups');
  const main = page.getByRole('region', { name: 'Copies of the record' });
  await main.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(page.getByText('The backup was made, and could be read back.')).toBeVisible();
  await expect(main.getByRole('listitem')).toContainText('1 event');
  await main.getByRole('button', { name: 'Show the folder' }).click();
  const folder = (await main.locator('code').textContent()) ?? '';
  expect(path.dirname(folder) === dataDir && existsSync(folder)).toBe(true);
  await expectAccessible(page, 'a backup');
  await expectNothingCut(page, 'a backup');
  await page.setViewportSize({ width: 1280, height: 800 });

  await tellHalfHour(daytrail.address, 'Slack', -2);
  await main.getByRole('button', { name: /^Restore the backup/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
  await expect(dialog).toContainText('The record as it is now is kept');
  await expectAccessible(page, 'before a backup is restored');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await main.getByRole('button', { name: /^Restore the backup/ }).click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(/The record is as it was on/)).toBeVisible();
  const replaced = main.getByRole('listitem').filter({ hasText: 'another backup took the place of' });
  await expect(replaced).toContainText('2 events');
  expect(await countIn(daytrail.address)).toBe(1);

  await replaced.getByRole('button').click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => countIn(daytrail.address)).toBe(2);
});

test('a record in memory has no backups, and says so', async ({ startHeadless, page }) => {
  await open(page, await startHeadless('--in-memory'), '/preferences/backups');
  await expect(page.getByText('The record is kept in memory alone')).toBeVisible();
});

test('start and updates say what cannot be done here, and why', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await open(page, daytrail, '/preferences/start');
  await expect(page.getByRole('switch')).toBeDisabled();
  await expect(page.getByText('This Daytrail has no tray.')).toBeVisible();
  await expectAccessible(page, 'start');
  await expectNothingCut(page, 'start');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page
    .getByRole('navigation', { name: /Sections/ })
    .getByRole('link', { name: 'Updates' })
    .click();
  await expect(page.getByRole('main')).toContainText('does not update itself');
  await expectAccessible(page, 'updates');
  await expectNothingCut(page, 'updates');
});
