/** Which day one is on: going to others, coming back, and the address that keeps the place. */
import { clock, dayName, isoDate } from '../support/clock.ts';
import { tell, tellHalfHour, tellMorning, WINDOWS } from '../support/days.ts';
import { block, day, expect, listed, open, test, viewIs, viewOf } from '../support/window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const HOUR = 3_600_000;

test('the window opens today, where there is data, with now in sight', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(day(page)).toContainText(dayName());
  await expect(page).toHaveTitle(`${dayName()} · Daytrail`);
  const { start, end } = await viewIs(page, ({ length }) => length > 0);
  expect(start).toBeGreaterThan(clock('08:00'));
  expect(start).toBeLessThan(clock('09:00'));
  expect(end).toBeGreaterThan(Date.now());
  await expect(listed(page)).toHaveText('110 events');
});

test('previous and next day, and Today, with what was recorded there', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Yesterday', -1);
  await tellHalfHour(daytrail.address, 'Earlier', -2);
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  await page.getByRole('button', { name: 'Previous day' }).click();
  await expect(day(page)).toContainText(dayName(-1));
  await expect(block(page, /^Yesterday/)).toBeAttached();
  await expect(listed(page)).toHaveText('1 event');
  await page.getByRole('button', { name: 'Previous day' }).click();
  await expect(day(page)).toContainText(dayName(-2));
  await expect(block(page, /^Earlier/)).toBeAttached();
  await page.getByRole('button', { name: 'Next day' }).click();
  await expect(block(page, /^Yesterday/)).toBeAttached();
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(day(page)).toContainText(dayName());
  await expect(block(page, /^Slack/)).toBeAttached();
});

test('the week, the month and the year are reached by mouse in a narrow window, too', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  const period = page.getByRole('button', { name: /show another period$/ });
  for (const [name, days] of [
    ['Week', 7],
    ['Year', 365],
  ] as const) {
    await period.click();
    await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
    await viewIs(page, ({ length }) => Math.floor(length / (24 * HOUR)) >= days);
    await expect(period).toHaveAccessibleName(`${name}, show another period`);
  }
  await period.click();
  await expect(page.getByRole('menuitemradio', { name: /^Year/ })).toBeChecked();
  await page.getByRole('menuitemradio', { name: /^Day/ }).click();
  await viewIs(page, ({ length }) => length <= 24 * HOUR);
});

test('a day without anything is shown whole, and says so', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail, `/timeline?day=${isoDate(-5)}`);
  await expect(day(page)).toContainText(dayName(-5));
  const { start, length } = await viewIs(page, (view) => view.length > 0);
  expect(start).toBe(clock('04:00', -5));
  expect(length).toBe(24 * HOUR);
  await expect(page.getByText('Nothing is recorded here.', { exact: true })).toBeVisible();
  await expect(listed(page)).toHaveText('0 events');
});

test('the calendar goes to any date by mouse', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Long ago', -40);
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await day(page).getByRole('button').click();
  const calendar = page.getByRole('dialog', { name: 'Go to date' });
  await expect(calendar.getByRole('button', { name: dayName() })).toHaveAttribute('aria-current', 'date');
  const wanted = calendar.getByRole('button', { name: dayName(-40) });
  for (let month = 0; month < 2 && !(await wanted.isVisible()); month += 1)
    await calendar.getByRole('button', { name: 'Previous month' }).click();
  await wanted.click();
  await expect(calendar).toBeHidden();
  await expect(day(page)).toContainText(dayName(-40));
  await expect(block(page, /^Long ago/)).toBeAttached();
});

test('the calendar opens with G, moves by arrow keys, and gives the focus back', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Last week', -8);
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  await page.keyboard.press('g');
  const calendar = page.getByRole('dialog', { name: 'Go to date' });
  await expect(calendar.getByRole('button', { name: dayName() })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(calendar.getByRole('button', { name: dayName(-8) })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(day(page)).toContainText(dayName(-8));
  await expect(block(page, /^Last week/)).toBeAttached();
  await expect(day(page).getByRole('button')).toBeFocused();
  await page.keyboard.press('g');
  await expect(calendar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(calendar).toBeHidden();
  await expect(day(page)).toContainText(dayName(-8));
});

test('reloading shows the same stretch, and Back returns through the days', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Yesterday', -1);
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await viewIs(page, ({ length }) => length > 0);
  await page.getByRole('button', { name: 'Previous day' }).click();
  await expect(block(page, /^Yesterday/)).toBeAttached();
  const wide = await viewIs(page, ({ start }) => start < clock('04:00'));
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const near = await viewIs(page, ({ length }) => Math.abs(length - wide.length / 2) < 2000);

  await page.reload();
  await expect(block(page, /^Yesterday/)).toBeAttached();
  expect(viewOf(page)).toEqual(near);

  await page.goBack();
  await expect(day(page)).toContainText(dayName());
  await expect(block(page, /^Slack/)).toBeAttached();
  await page.goForward();
  await expect(day(page)).toContainText(dayName(-1));
  await viewIs(page, ({ start, length }) => start === near.start && length === near.length);
});

test('going to another view and back finds the timeline where it was left', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Yesterday', -1);
  await open(page, daytrail, `/timeline?day=${isoDate(-1)}`);
  const left = await viewIs(page, ({ length }) => length > 0);
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page).toHaveURL(/\/data$/);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(block(page, /^Yesterday/)).toBeAttached();
  expect(viewOf(page)).toEqual(left);
});

test('an address that makes no sense is today', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  for (const path of [
    '/timeline?day=2026-02-31',
    '/timeline?at=never&span=x',
    '/timeline?at=2026-01-01&span=-5',
    '/no',
  ]) {
    await open(page, daytrail, path);
    await expect(day(page), path).toContainText(dayName());
    await expect(block(page, /^Slack/), path).toBeAttached();
  }
});

test('several days are called by their first and their last one', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  const week = Date.parse('2026-11-16') + clock('00:00') - Date.parse(isoDate());
  await open(page, daytrail, `/timeline?at=${new Date(week).toISOString()}&span=${7 * 24 * 3600}`);
  await expect(day(page)).toContainText(/16\s?–\s?22 November 2026/);
});

test('a day begins when a person says, here or in ActivityWatch, and the night before then is of the day before', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  const setting = `${daytrail.address}/api/0/settings/startOfDay`;
  await tell(daytrail.address, WINDOWS, [{ at: clock('04:30', -1), lasts: 600, data: { app: 'Late', title: '' } }]);
  await open(page, daytrail, `/timeline?at=${new Date(clock('04:00', -1)).toISOString()}&span=3600`);
  await expect(day(page)).toContainText(dayName(-1));
  await fetch(setting, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '"05:30"' });
  await expect(day(page)).toContainText(dayName(-2));

  await open(page, daytrail, '/preferences/day');
  const begins = page.getByLabel('A day begins at');
  await expect(begins).toHaveValue('05:30');
  await begins.fill('04:15');
  await expect.poll(async () => (await fetch(setting)).json()).toBe('04:15');
  await open(page, daytrail, `/timeline?day=${isoDate(-5)}`);
  const { length } = await viewIs(page, ({ start }) => start === clock('04:15', -5));
  expect(length).toBe(24 * HOUR);
});

test.describe('in a zone that turns its clocks', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  test('the day on which clocks go back has 25 hours, the one on which they go forward 23', async ({
    startHeadless,
    page,
  }) => {
    const daytrail = await startHeadless();
    await tell(daytrail.address, WINDOWS, [{ at: Date.now(), lasts: 0, data: { app: 'Code', title: '' } }]);
    // The clock goes back in the night of the 25th, and that night's hours until 04:00 belong to the 24th.
    await open(page, daytrail, '/timeline?day=2026-10-24');
    const long = await viewIs(page, ({ length }) => length > 0);
    expect(long.length).toBe(25 * HOUR);
    await expect(page.getByText('1 d 1 h', { exact: true })).toBeVisible();
    await open(page, daytrail, '/timeline?day=2026-03-28');
    const short = await viewIs(page, ({ start, length }) => length > 0 && start < long.start);
    expect(short.length).toBe(23 * HOUR);
  });
});
