/** Where the time went, as a person asks it: of a day and a week, sorted into categories, and back to the timeline. */
import { expectAccessible } from '../support/axe.ts';
import { clock, isoDate } from '../support/clock.ts';
import { tellMorning } from '../support/days.ts';
import { expect, open, test, viewIs } from '../support/window.ts';

const CATEGORIES = [
  { id: 0, name: ['Work', 'Programming'], rule: { type: 'regex', regex: 'Code' } },
  { id: 1, name: ['Work', 'Mail'], rule: { type: 'regex', regex: 'thunderbird', ignore_case: true } },
];

test('the activity adds up what was recorded, by category, and leads back to the timeline', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  const set = await fetch(`${daytrail.address}/api/0/settings/classes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(CATEGORIES),
  });
  expect(set.ok).toBe(true);

  await open(page, daytrail);
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('button', { name: 'Previous day' }).click();
  // From 9:00 to 13:20, but for an hour away.
  await expect(page.getByText('3 h 20 min active')).toBeVisible();
  const categories = page.getByRole('region', { name: 'Categories' });
  await expect(categories.getByRole('listitem').first()).toContainText('Work › Programming');
  await expect(page.getByRole('region', { name: 'Apps' }).getByRole('listitem').first()).toContainText('Code');
  await expectAccessible(page, 'the activity of a day');

  await categories.getByRole('button', { name: 'Work › Mail' }).click();
  await expect(page.getByText('50 min active')).toBeVisible();
  await expect(page.getByText('Only Work › Mail')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('3 h 20 min active')).toBeVisible();

  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Week', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('list', { name: 'Active time by day' }).getByRole('listitem')).toHaveCount(7);
  await page.keyboard.press('d');
  await expect(page).toHaveURL(new RegExp(`/activity\\?date=${isoDate(-1)}`));
  await page
    .getByRole('list', { name: 'Active time by hour' })
    .getByRole('link', { name: /^09:00/ })
    .click();
  const view = await viewIs(page, ({ length }) => length === 3_600_000);
  expect(view.start).toBe(clock('09:00', -1));
});
