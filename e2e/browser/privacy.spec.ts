/** What a person keeps out of the record, from the window to what is stored: rules, tried before they are saved; private windows. */
import { expectAccessible } from '../support/axe.ts';
import { expectNothingCut } from '../support/fit.ts';
import { startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';
import { expect, open, test } from '../support/window.ts';

const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const MINUTE_MS = 60_000;
const beat = (title: string, ago = 0) => ({
  bucket: WINDOW_BUCKET,
  at: Date.now() - ago * MINUTE_MS,
  data: { app: 'Firefox', title },
});
const titlesIn = async (address: string): Promise<string[]> => {
  const answer = await fetch(`${address}/api/0/buckets/${WINDOW_BUCKET}/events`);
  return ((await answer.json()) as { data: { title: string } }[]).map(({ data }) => data.title);
};
const setting = async (address: string) => (await fetch(`${address}/api/0/settings/privacy_filters`)).json();

test('a rule is tried, saved, holds at once, is turned off, and removed', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([beat('My bank', 30), beat('News', 20), beat('BANK holiday', 10)]);
  await open(page, daytrail, '/preferences/privacy');
  await expect(page.getByText('There are no rules.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a rule…' }).click();
  const editor = page.getByRole('dialog', { name: 'New rule' });
  const save = editor.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await editor.getByLabel('Pattern').fill('(?i)(bank');
  await expect(editor.getByRole('status')).toContainText('This rule cannot be used');
  await expect(editor.getByRole('status')).toContainText('a group is not closed');
  await expect(save).toBeDisabled();
  await expectAccessible(page, 'a pattern that is none');
  await editor.getByLabel('Pattern').fill('(?i)bank');
  await expect(editor.getByRole('status')).toContainText('2 events of the last 7 days would have been dropped.');
  await editor.getByLabel('Try it on a text').fill('The river');
  await expect(editor.getByRole('status')).toContainText('This text would be recorded as it is.');
  await editor.getByLabel('Try it on a text').fill('The bank of the river');
  await expect(editor.getByRole('status')).toContainText('This would not be recorded.');
  await expectNothingCut(page, 'a rule that is tried');
  await page.setViewportSize({ width: 1280, height: 800 });
  await save.click();
  await expect(page.getByText('The rule is saved, and holds from now on.')).toBeVisible();
  await watchers.send([beat('Another bank'), beat('Mail')]);
  // What was stored before stays.
  expect(await titlesIn(daytrail.address)).toEqual(['Mail', 'BANK holiday', 'News', 'My bank']);

  const rule = page.getByRole('switch', { name: /^Use rule 1/ });
  await rule.click();
  await expect.poll(async () => (await setting(daytrail.address))[0].enabled).toBe(false);
  await watchers.send([beat('A third bank')]);
  expect(await titlesIn(daytrail.address)).toContain('A third bank');
  await page.getByRole('button', { name: /^Remove rule 1/ }).click();
  await expect(page.getByText('There are no rules.')).toBeVisible();
  await expect.poll(() => setting(daytrail.address)).toEqual([]);

  // Another program's rule is shown where one is looking.
  const chess = post([{ field: 'title', pattern: 'chess', action: 'drop' }]);
  expect((await fetch(`${daytrail.address}/api/0/settings/privacy_filters`, chess)).ok).toBe(true);
  await expect(page.getByRole('switch', { name: /^Use rule 1.*chess/ })).toBeVisible();
});

test('a rule that others made is edited into one that redacts, and keeps what it says besides', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  const rule = { bucket_prefix: 'aw-watcher-window', field: 'title', pattern: 'Inbox', action: 'drop', note: 'mine' };
  await fetch(`${daytrail.address}/api/0/settings/privacy_filters`, post([rule]));
  await open(page, daytrail, '/preferences/privacy');
  await page.getByRole('button', { name: /^Edit rule 1/ }).click();
  const editor = page.getByRole('dialog', { name: 'Edit rule' });
  await expect(editor.getByLabel('Where')).toHaveValue('aw-watcher-window');
  await editor.getByLabel('Redact it').check();
  await expect(editor.getByRole('status')).toContainText('to redact, it needs');
  await editor.getByLabel('Text instead').fill('Mail');
  await editor.getByLabel('Try it on a text').fill('Inbox (3)');
  await expect(editor.getByRole('status')).toContainText('This would be recorded as “Mail”.');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(editor).toBeHidden();
  expect(await setting(daytrail.address)).toEqual([{ ...rule, enabled: true, action: 'redact', replacement: 'Mail' }]);
  const watchers = await startWatchers(daytrail.address);
  await watchers.send([beat('Inbox (3)')]);
  expect(await titlesIn(daytrail.address)).toEqual(['Mail']);
});

test('private windows are recorded only once a person wants that', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await startWatchers(daytrail.address);
  const secretly = (title: string) =>
    fetch(
      `${daytrail.address}/api/0/buckets/${WINDOW_BUCKET}/heartbeat?pulsetime=5`,
      post({ timestamp: new Date().toISOString(), duration: 0, data: { app: 'Firefox', title, incognito: true } }),
    );
  await secretly('first');
  await open(page, daytrail, '/preferences/privacy');
  const toggle = page.getByRole('switch', { name: /Record private windows/ });
  await toggle.click();
  await expect(toggle).toBeChecked();
  // The switch moves at once; what it stands for holds a moment later.
  await expect
    .poll(async () => {
      await secretly('second');
      return titlesIn(daytrail.address);
    })
    .toEqual(['second']);
});
