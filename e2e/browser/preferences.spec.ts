/** The preferences: reached from everywhere, and the key that programs must bring. */
import { expectAccessible } from '../support/axe.ts';
import { expectNothingCut } from '../support/fit.ts';
import type { Headless } from '../support/headless.ts';
import { expect, open, test } from '../support/window.ts';

const buckets = (daytrail: Headless, key?: string) =>
  fetch(`${daytrail.address}/api/0/buckets/`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });

test('the preferences are reached by the head, the menu, Ctrl+K and their address', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const title = page.getByRole('heading', { level: 1, name: 'Recording' });
  await open(page, daytrail);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Preferences' }).click();
  await expect(title).toBeVisible();
  await expect(page).toHaveURL(/\/preferences\/recording$/);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(title).toBeHidden();
  await page.setViewportSize({ width: 400, height: 700 });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Preferences' }).click();
  await expect(title).toBeVisible();
  await page.getByRole('link', { name: 'Timeline' }).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('api key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Access' })).toBeVisible();
});

test('a key is made, shown once, demanded at once, and removed again', async ({ startHeadless, page, context }) => {
  const daytrail = await startHeadless();
  expect((await buckets(daytrail)).status).toBe(200);
  await open(page, daytrail, '/preferences/access');
  await page.getByRole('button', { name: 'Make a key…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
  const shown = page.getByRole('region', { name: 'The new key' });
  const key = (await shown.locator('code').first().textContent()) ?? '';
  expect(key).toMatch(/^[\w-]{40,}$/);
  expect((await buckets(daytrail)).status).toBe(401);
  expect((await buckets(daytrail, key)).status).toBe(200);

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await shown.getByRole('button', { name: 'Copy' }).click();
  await expect(shown).toContainText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  await page.reload();
  await expect(page.getByRole('main')).toContainText('must bring the key');
  await expect(page.getByRole('main')).not.toContainText(key);
  await page.getByRole('button', { name: 'Remove the key…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the key' }).click();
  await expect(page.getByRole('main')).toContainText('reach Daytrail without a key');
  expect((await buckets(daytrail)).status).toBe(200);
});

test('the preferences are accessible in light and dark, and nothing of them is cut', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await open(page, daytrail, '/preferences/access');
  await page.getByRole('button', { name: 'Make a key…' }).click();
  await expectAccessible(page, 'the question');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByRole('region', { name: 'The new key' })).toBeVisible();
  await expectAccessible(page, 'access with a new key');
  await expectNothingCut(page, 'access with a new key');
});
