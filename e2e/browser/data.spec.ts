/** The record as it is kept: buckets, their raw events, and what a newcomer sees. */
import { clock, dayName } from '../support/clock.ts';
import { AWAY, TABS, tell, tellMorning, WINDOWS } from '../support/days.ts';
import { block, expect, listed, open, rows, test, viewIs } from '../support/window.ts';

const bucketPath = (id: string) => `/data/${encodeURIComponent(id)}`;

test('a newcomer is told how to begin, at the address that watchers need, in every view', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  for (const path of ['/timeline', '/data']) {
    await open(page, daytrail, path);
    await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText(daytrail.address);
  }
  await tell(daytrail.address, WINDOWS, [{ at: Date.now(), lasts: 0, data: { app: 'Code', title: '' } }]);
  await expect(page.getByRole('row', { name: /^Apps and windows/ })).toBeVisible();
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(block(page, /^Code/)).toBeAttached();
});

test('buckets with their types, hosts, counts, first and last events, the newest first', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  await tell(daytrail.address, 'empty-one', [], 'note');
  await open(page, daytrail, '/data');
  const table = page.getByRole('table');
  await expect(rows(table)).toHaveCount(4);
  await expect(rows(table).last()).toContainText('empty-one');
  const windows = table.getByRole('row', { name: /Apps and windows/ });
  await expect(windows.getByRole('cell')).toHaveText([
    'currentwindow',
    'desk',
    '105',
    /^1 day ago$|^\d+ h ago$/,
    /ago$/,
  ]);
  await expect(windows.locator('time').first()).toHaveAttribute('datetime', new Date(clock('09:00', -1)).toISOString());
  await expect(windows.locator('time').last()).toHaveAttribute('datetime', new Date(clock('13:20', -1)).toISOString());
  await expect(
    table
      .getByRole('row', { name: /Away and back/ })
      .getByRole('cell')
      .nth(2),
  ).toHaveText('3');
});

test("a bucket's raw events are kept whole: all of their data, newest first", async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  await open(page, daytrail, '/data');
  await page.getByRole('link', { name: 'Firefox tabs' }).click();
  await expect(page).toHaveURL(new RegExp(`${bucketPath(TABS)}$`));
  await expect(page).toHaveTitle('Firefox tabs – Data · Daytrail');
  const events = page.getByRole('grid', { name: 'Events of Firefox tabs' });
  await expect(rows(events)).toHaveCount(2);
  await expect(rows(events).first()).toContainText('https://docs.example/guide');
  await rows(events).last().click();
  const details = page.getByRole('complementary', { name: 'Event' });
  await expect(details).toContainText('https://news.example/today');
  await expect(details).toContainText('20 min');
  await expect(details).toContainText('1200 s');
  await details.getByRole('link', { name: 'Show on the timeline' }).click();
  await viewIs(page, ({ start, end }) => start < clock('09:00', -1) && end > clock('09:20', -1));
  await expect(block(page, /^news\.example, Today/)).toBeAttached();
});

test('a deep link opens a bucket, and reloading stays there', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail, bucketPath(AWAY));
  const events = page.getByRole('grid', { name: 'Events of Away and back' });
  await expect(rows(events)).toHaveCount(3);
  await page.reload();
  await expect(rows(events)).toHaveCount(3);
  await page.goBack();
  await page.goForward();
  await expect(rows(events)).toHaveCount(3);
});

test('a bucket may be called almost anything, and its address still leads to it', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  for (const id of ['wie geht’s? 100 % & "mehr"', '🌲#1', 'notes.js', 'aw-watcher-window_ada.local']) {
    // ActivityWatch's client does not escape what it puts into an address.
    await fetch(`${daytrail.address}/api/0/buckets/${encodeURIComponent(id)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'test', client: 'e2e', hostname: 'desk' }),
    });
    await open(page, daytrail, '/data');
    await page.getByRole('link', { name: id }).click();
    await expect(page.getByRole('heading', { name: 'This bucket is empty.' }), id).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'This bucket is empty.' }), id).toBeVisible();
  }
});

test('a bucket that is not there is said not to be there, beside those that are', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail, bucketPath('gone'));
  await expect(page.getByRole('alert')).toContainText('There is no such bucket.');
  await expect(page.getByRole('table')).toContainText('Apps and windows');
});

test('raw events grow and go as the record does', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tell(daytrail.address, WINDOWS, [{ at: Date.now() - 60_000, lasts: 30, data: { app: 'Code', title: 'one' } }]);
  await open(page, daytrail, bucketPath(WINDOWS));
  const events = page.getByRole('grid', { name: /^Events of/ });
  await expect(rows(events)).toHaveCount(1);
  await tell(daytrail.address, WINDOWS, [{ at: Date.now(), lasts: 1, data: { app: 'Files', title: 'two' } }]);
  await expect(rows(events)).toHaveCount(2);
  await expect(rows(events).first()).toContainText('Files');
  await expect(page.getByRole('table').getByRole('row', { name: /Apps and windows/ })).toContainText('2');

  const bucket = `${daytrail.address}/api/0/buckets/${WINDOWS}`;
  await fetch(bucket, { method: 'DELETE' });
  await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();
});

test('"Go to date" leads to a day in a long list of raw events', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const entries = Array.from({ length: 600 }, (_, i) => ({
    at: clock('12:00', -1 - Math.floor(i / 100)) + (i % 100) * 1000,
    lasts: 0,
    data: { label: `number ${i}` },
  }));
  await tell(daytrail.address, 'notes', entries, 'note');
  await open(page, daytrail, bucketPath('notes'));
  await expect(page.getByRole('region', { name: 'Events of notes' })).toContainText('600 events, newest first');
  await page.getByRole('button', { name: 'Go to date' }).click();
  await expect(
    page.getByRole('dialog', { name: 'Go to date' }).getByRole('button', { name: dayName(-1) }),
  ).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/number 399$/)).toBeInViewport();
});

test('an event of strange data is shown as it is', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const strange = { title: '<img src=x onerror=alert(1)>', app: '', __proto__x: 'ok', long: 'x'.repeat(5000) };
  await tell(daytrail.address, WINDOWS, [{ at: Date.now() - 60_000, lasts: 60, data: strange }]);
  await open(page, daytrail);
  await expect(listed(page)).toHaveText('1 event');
  await expect(block(page, /^Untitled, <img src=x onerror=alert\(1\)>/)).toBeAttached();
  await page.goto(new URL(bucketPath(WINDOWS), page.url()).href);
  await page
    .getByRole('grid', { name: /^Events of/ })
    .getByText('<img src=x')
    .click();
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('x'.repeat(5000));
});
