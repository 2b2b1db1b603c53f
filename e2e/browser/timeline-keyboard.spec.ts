/** The timeline and its list by keyboard alone, as it is seen and as it is read out. */
import type { Page } from '@playwright/test';
import { clock, dayName } from '../support/clock.ts';
import { tellHalfHour, tellMorning } from '../support/days.ts';
import { openYesterday } from '../support/morning.ts';
import { block, day, expect, list, listed, open, rows, test, timeline, viewIs, viewOf } from '../support/window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const HOUR = 3_600_000;
const TOLERANCE = 2000;
const yesterday = (time: string): number => clock(time, -1);

/** The block that the keyboard is at. */
const here = (page: Page) => timeline(page).locator(':focus');

async function enterTimeline(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zoom in' }).focus();
  await page.keyboard.press('Tab');
}

test('Tab comes to the timeline once; arrow keys walk from block to block and from lane to lane', async ({
  startHeadless,
  page,
}) => {
  await openYesterday(page, await startHeadless());
  await enterTimeline(page);
  await expect(here(page)).toHaveAccessibleName(/^Active, .*09:00.* to .*11:30/);
  await page.keyboard.press('ArrowRight');
  await expect(here(page)).toHaveAccessibleName(/^Away, /);
  await page.keyboard.press('ArrowRight');
  await expect(here(page)).toHaveAccessibleName(/^Active, .*12:30/);
  await page.keyboard.press('ArrowDown');
  await expect(here(page)).toHaveAccessibleName(/^Thunderbird, Inbox, /);
  await page.keyboard.press('ArrowLeft');
  await expect(here(page)).toHaveAccessibleName(/^Code, engine\.ts, /);
  await page.keyboard.press('ArrowDown');
  await expect(here(page)).toHaveAccessibleName(/^(docs|news)\.example, /);

  await page.keyboard.press('Tab');
  await expect(page.getByRole('separator', { name: 'Height of the timeline' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(here(page)).toHaveAccessibleName(/\.example, /);
});

test('walking on from the last block in sight brings the next one into view', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  await open(page, daytrail, `/timeline?at=${new Date(yesterday('09:10')).toISOString()}&span=600`);
  await expect(block(page, /^Firefox, /)).toBeAttached();
  await enterTimeline(page);
  await page.keyboard.press('ArrowDown');
  await expect(here(page)).toHaveAccessibleName(/^Firefox, /);
  await page.keyboard.press('ArrowRight');
  await expect(here(page)).toHaveAccessibleName(/^Code, timeline\.ts, /);
  await viewIs(page, ({ start, end }) => start <= yesterday('09:30') && end > yesterday('09:30'));
});

test('Enter selects a block and Escape lets go of it, and both are read out', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  await enterTimeline(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const selected = timeline(page).getByRole('gridcell', { selected: true });
  await expect(selected).toHaveCount(1);
  const name = await selected.getAttribute('aria-label');
  const said = page.getByRole('region', { name: 'Timeline' }).getByRole('status');
  await expect(said).toContainText(`Selected ${name?.split(', ')[0]}`);
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
});

test('plus and minus zoom at the block, Z goes to it, Page Up and Down move by a screen', async ({
  startHeadless,
  page,
}) => {
  await openYesterday(page, await startHeadless());
  const before = viewOf(page);
  await enterTimeline(page);
  await page.keyboard.press('PageUp');
  const earlier = await viewIs(page, ({ start }) => start < before.start - 7 * HOUR);
  expect(earlier.length).toBe(before.length);
  await page.keyboard.press('PageDown');
  await viewIs(page, ({ start }) => Math.abs(start - before.start) < TOLERANCE);

  await page.keyboard.press('+');
  const near = await viewIs(page, ({ length }) => length < before.length * 0.7);
  expect(near.start).toBeGreaterThan(before.start);
  await page.keyboard.press('-');
  await viewIs(page, ({ length }) => Math.abs(length - before.length) < TOLERANCE);

  await page.keyboard.press('ArrowRight');
  await expect(here(page)).toHaveAccessibleName(/^Away, /);
  await page.keyboard.press('z');
  const { start, end } = await viewIs(page, ({ length }) => length < 2 * HOUR);
  expect(start).toBeLessThan(yesterday('11:30'));
  expect(end).toBeGreaterThan(yesterday('12:30'));
});

test('"Fit the day" is one thing, by its key and by its button', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  await page.getByRole('button', { name: 'Fit the day' }).click();
  const fitted = await viewIs(page, ({ start, length }) => start > yesterday('08:00') && length < 6 * HOUR);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await viewIs(page, ({ length }) => length > fitted.length * 1.5);
  await enterTimeline(page);
  await page.keyboard.press('0');
  await viewIs(page, ({ start, length }) => start === fitted.start && length === fitted.length);
});

test('Ctrl with arrows goes to other days and T to today, from anywhere', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Ancient', -2);
  await openYesterday(page, daytrail);
  await page.keyboard.press('Control+ArrowLeft');
  await expect(day(page)).toContainText(dayName(-2));
  await expect(block(page, /^Ancient/)).toBeAttached();
  await page.keyboard.press('Control+ArrowRight');
  await expect(day(page)).toContainText(dayName(-1));
  await page.keyboard.press('t');
  await expect(day(page)).toContainText(dayName());
  await enterTimeline(page);
  await page.keyboard.press('Control+ArrowLeft');
  await expect(day(page)).toContainText(dayName(-1));
});

test('the list of events by keyboard: down, up, to its ends, and Enter shows an event on the timeline', async ({
  startHeadless,
  page,
}) => {
  await openYesterday(page, await startHeadless());
  await expect(listed(page)).toHaveText('110 events');
  await list(page).focus();
  const selected = page.getByRole('region', { name: 'Events in sight' }).getByRole('row', { selected: true });
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText(/12:30:00.*(Active|Thunderbird)/);
  await page.keyboard.press('End');
  await expect(selected).toContainText('09:00:00');
  await expect(selected).toBeInViewport();
  await expect(list(page)).toHaveAttribute('aria-activedescendant', (await selected.getAttribute('id')) ?? '');
  await page.keyboard.press('Home');
  await expect(selected).toContainText('12:30:00');
  await page.keyboard.press('Enter');
  await viewIs(page, ({ start, end }) => start > yesterday('10:00') && end > yesterday('13:20'));
});

test('a list of a hundred events holds only the rows in sight, and says how many there are', async ({
  startHeadless,
  page,
}) => {
  await openYesterday(page, await startHeadless());
  await expect(listed(page)).toHaveText('110 events');
  await expect(list(page)).toHaveAttribute('aria-rowcount', '111');
  expect(await rows(list(page)).count()).toBeLessThan(60);
});

test('the order of the list can be turned round, and stays so', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  await expect(rows(list(page)).first()).toContainText('12:30:00');
  await page.getByRole('button', { name: /^Start/ }).focus();
  await page.keyboard.press('Enter');
  await expect(rows(list(page)).first()).toContainText('09:00:00');
  await expect(page.getByRole('columnheader', { name: /^Start/ })).toHaveAttribute('aria-sort', 'ascending');
  await page.reload();
  await expect(rows(list(page)).first()).toContainText('09:00:00');
});

test.describe('where clocks count to twelve', () => {
  test.use({ locale: 'en-US' });

  test('the times in the list can be read whole, of a day and of a week', async ({ startHeadless, page }) => {
    await openYesterday(page, await startHeadless());
    const cut = () =>
      rows(list(page))
        .locator('td:nth-child(-n + 2)')
        .evaluateAll((cells) =>
          cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
        );
    await expect(rows(list(page)).first()).toContainText('12:30:00 PM');
    await expect.poll(cut).toEqual([]);
    const { origin } = new URL(page.url());
    await page.goto(`${origin}/timeline?at=${new Date(clock('00:00', -6)).toISOString()}&span=${7 * 86_400}`);
    await expect(rows(list(page)).first()).toContainText('12:30 PM');
    await expect.poll(cut).toEqual([]);
  });
});
