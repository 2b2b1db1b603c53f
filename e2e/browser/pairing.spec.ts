/** A browser extension that wants more than a watcher needs: a person decides in the window, and that holds at once. */
import { expectAccessible } from '../support/axe.ts';
import { tellMorning } from '../support/days.ts';
import { expectNothingCut } from '../support/fit.ts';
import type { Headless } from '../support/headless.ts';
import { block, expect, open, test } from '../support/window.ts';

const ORIGIN = 'moz-extension://5f8b3a2e-1c5d-4e6f-8a7b-9c0d1e2f3a4b';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** All buckets, as an extension asks for them. */
const ask = (daytrail: Headless, origin = ORIGIN) =>
  fetch(`${daytrail.address}/api/0/buckets/`, { headers: { origin, 'user-agent': AGENT } });

test('an extension asks, is let in at the top of the window, and is removed in the preferences', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  await open(page, daytrail, '/timeline?day=2020-02-02');
  await expect(page.getByText('Nothing is recorded here.', { exact: true })).toBeVisible();
  expect((await ask(daytrail)).status).toBe(403);
  const notice = page.getByRole('region', { name: 'An extension asks to be let in' });
  await expect(notice).toContainText('An extension in Firefox');
  await expect(notice).toContainText(ORIGIN);
  await expect(page.locator('body')).toBeFocused();
  await expectAccessible(page, 'an extension asks');
  await expectNothingCut(page, 'an extension asks');
  await page.setViewportSize({ width: 1280, height: 800 });
  await notice.getByRole('button', { name: 'Let in' }).click();
  await expect(notice).toBeHidden();
  expect((await ask(daytrail)).status).toBe(200);

  await open(page, daytrail, '/preferences/access');
  await expect(page.getByRole('listitem').filter({ hasText: ORIGIN })).toContainText('An extension in Firefox');
  await expectAccessible(page, 'an extension that was let in');
  await page.getByRole('button', { name: 'Remove an extension in Firefox' }).click();
  await expect(page.getByText('No extension was let in.')).toBeVisible();
  expect((await ask(daytrail)).status).toBe(403);
});

test('an extension that was refused stays out and does not ask again', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await ask(daytrail);
  const notice = page.getByRole('region', { name: 'An extension asks to be let in' });
  await notice.getByRole('button', { name: 'Refuse' }).click();
  await expect(notice).toBeHidden();
  expect((await ask(daytrail)).status).toBe(403);
  await open(page, daytrail, '/preferences/access');
  await expect(page.getByText('No extension was let in.')).toBeVisible();
  await expect(page.getByText('Waiting for your answer')).toBeHidden();
});

test('a web page that asks gets nothing, and nobody is asked about it', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  expect((await ask(daytrail, 'https://evil.example')).status).toBe(403);
  // Asked after it, an extension's request has come: the page's would have been there before.
  await ask(daytrail);
  await expect(page.getByRole('region', { name: 'An extension asks to be let in' })).toContainText(ORIGIN);
  await expect(page.getByText('evil.example')).toBeHidden();
  await expect(page.getByRole('link', { name: /more request/ })).toBeHidden();
});
