/** What of moving in and of the preferences only the real shell has: the system's dialog, and its clipboard. */
import { writeExport } from '../support/activitywatch.ts';
import { expect, test } from '../support/electron.ts';

test('a file to import is chosen in the dialog of the system', async ({ start, dataDir }) => {
  const file = writeExport(dataDir, { host: 'birch', events: 20 });
  const daytrail = await start();
  const page = await daytrail.window();
  await daytrail.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, file);
  await page.getByRole('link', { name: 'import what you recorded before' }).click();
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await page.getByRole('button', { name: 'Import 21 events' }).click();
  await expect(page.getByRole('main')).toContainText('21 events were imported into 2 buckets.');
});

test('a key that was made can be copied', async ({ start }) => {
  const daytrail = await start();
  const page = await daytrail.window();
  await page.getByRole('link', { name: 'Preferences' }).click();
  await page.getByRole('link', { name: 'Access' }).click();
  await page.getByRole('button', { name: 'Make a key…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
  const shown = page.getByRole('region', { name: 'The new key' });
  const key = await shown.locator('code').first().textContent();
  await shown.getByRole('button', { name: 'Copy' }).click();
  await expect(shown).toContainText('Copied.');
  expect(await daytrail.evaluate(({ clipboard }) => clipboard.readText())).toBe(key);
});
