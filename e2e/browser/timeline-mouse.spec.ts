/** Moving about the timeline with the mouse. */
import type { Locator, Page } from '@playwright/test';
import { clock } from '../support/clock.ts';
import { AWAY, SWITCHES, tell, tellHalfHour, tellMorning, WINDOWS } from '../support/days.ts';
import { HOURS, openYesterday } from '../support/morning.ts';
import { block, canvas, expect, list, listed, open, rows, test, timeline, viewIs, viewOf } from '../support/window.ts';

const HOUR = 3_600_000;
/** The address keeps whole seconds; a pixel of a day is longer than a minute. */
const TOLERANCE = 2000;

// Without flights and coasting, a movement ends where it is told to.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const yesterday = (time: string): number => clock(time, -1);

async function boxOf(page: Page) {
  const box = await canvas(page).boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  return box;
}

/** The moment under the pointer, `share` of the way across. */
async function pointAt(page: Page, share: number): Promise<void> {
  const { x, y, width } = await boxOf(page);
  await page.mouse.move(x + width * share, y + 20);
}

test('the wheel zooms at the pointer: what is under it stays there', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const before = viewOf(page);
  const under = before.start + before.length * 0.75;
  await pointAt(page, 0.75);
  await page.mouse.wheel(0, -240);
  const near = await viewIs(page, ({ length }) => Math.abs(length - before.length / 2) < TOLERANCE);
  expect(Math.abs(near.start + near.length * 0.75 - under)).toBeLessThan(TOLERANCE);

  await page.mouse.wheel(0, 240);
  const again = await viewIs(page, ({ length }) => Math.abs(length - before.length) < TOLERANCE);
  expect(Math.abs(again.start - before.start)).toBeLessThan(TOLERANCE);
});

test('Shift with the wheel and a horizontal wheel pan and do not zoom', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const before = viewOf(page);
  const { width } = await boxOf(page);
  const pixel = before.length / width;
  await pointAt(page, 0.5);
  await page.mouse.wheel(200, 0);
  const later = await viewIs(page, ({ start }) => Math.abs(start - before.start - 200 * pixel) < TOLERANCE);
  expect(later.length).toBe(before.length);

  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Shift');
  const back = await viewIs(page, ({ start }) => Math.abs(start - before.start) < TOLERANCE);
  expect(back.length).toBe(before.length);
});

test('dragging pans: what was taken hold of stays under the hand', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const before = viewOf(page);
  const { x, y, width } = await boxOf(page);
  await page.mouse.move(x + 300, y + 20);
  await page.mouse.down();
  await page.mouse.move(x + 450, y + 25, { steps: 5 });
  await page.mouse.up();
  const moved = (150 * before.length) / width;
  const after = await viewIs(page, ({ start }) => Math.abs(before.start - start - moved) < TOLERANCE);
  expect(after.length).toBe(before.length);
});

test('there is no wall: panning on leads to other days and loads them', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellHalfHour(daytrail.address, 'Ancient', -4);
  await openYesterday(page, daytrail);
  await pointAt(page, 0.5);
  const { width } = await boxOf(page);
  // Eight hours are a screenful: three days are nine, less the way from 06:00 to 10:00.
  for (let screen = 0; screen < 9; screen += 1) await page.mouse.wheel(-width, 0);
  await viewIs(page, ({ start }) => Math.abs(start - clock('06:00', -4)) < TOLERANCE);
  await expect(block(page, /^Ancient/)).toBeAttached();
  await expect(listed(page)).toHaveText('1 event');

  for (let screen = 0; screen < 9; screen += 1) await page.mouse.wheel(width, 0);
  await expect(block(page, /^Slack/)).toBeAttached();
  // And on into days that are yet to come.
  for (let screen = 0; screen < 9; screen += 1) await page.mouse.wheel(width, 0);
  await viewIs(page, ({ start }) => start > clock('00:00', 1));
  await expect(page.getByText('Nothing is recorded here.', { exact: true })).toBeVisible();
  await expect(listed(page)).toHaveText('0 events');
});

test('zooming out goes on from minutes to years', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  await pointAt(page, 0.5);
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, 240);
  await viewIs(page, ({ length }) => length > 365 * 24 * HOUR);
  await expect(timeline(page).getByRole('gridcell').first()).toBeAttached();
  for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, -240);
  await viewIs(page, ({ length }) => length > 0 && length < 60_000);
});

test('pointing at a block says what it is, how long it lasted and when', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const { x, y } = await middleOf(block(page, /^Code, timeline\.ts/));
  await page.mouse.move(x, y);
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toContainText('Code');
  await expect(tooltip).toContainText('timeline.ts');
  await expect(tooltip).toContainText('09:30 – 10:30');
  await expect(tooltip).toContainText('1 h');
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
});

test('what is too short to draw is composed into blocks that drop nothing, and each says what is in it', async ({
  startHeadless,
  page,
}) => {
  await openYesterday(page, await startHeadless());
  const composites = block(page, / and others, \d+ events, /);
  // Where the grid leaves one in a cell of its own, it stays a block of its own.
  const single = block(page, /^(Terminal|Code|Files), \w+ \d, .* 3 seconds$/);
  const drawn = async () => {
    const names = await composites.evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''));
    const within = names.map((name) => ({
      events: Number(/, (\d+) events/.exec(name)?.[1]),
      seconds: secondsOf(name),
    }));
    return { within, singles: await single.count() };
  };
  await expect(async () => {
    const { within, singles } = await drawn();
    expect(within.length).toBeGreaterThan(0);
    expect(within.reduce((sum, { events }) => sum + events, singles)).toBe(SWITCHES);
    expect(within.reduce((sum, { seconds }) => sum + seconds, singles * 3)).toBe(SWITCHES * 3);
  }).toPass({ timeout: 20_000 });
  const { within, singles } = await drawn();

  const most = within.reduce((a, b) => (b.events > a.events ? b : a));
  const { x, y } = await middleOf(composites.nth(within.indexOf(most)));
  await page.mouse.move(x, y);
  const tooltip = page.getByRole('tooltip');
  await expect(tooltip).toContainText(`${most.events} events`);
  await expect(tooltip.getByRole('row').last()).toContainText(/^\d+ others?/);
  const amounts = await tooltip.getByRole('row').locator('td:last-child').allInnerTexts();
  expect(amounts.map(secondsOf).reduce((sum, each) => sum + each, 0)).toBe(most.seconds);

  // Closer, its events are blocks of their own.
  for (let turn = 0; turn < 7; turn += 1) await page.mouse.wheel(0, -240);
  await viewIs(page, ({ length }) => length > 0 && length < 5 * 60_000);
  await expect.poll(() => single.count()).toBeGreaterThan(singles);
});

test('from today, where the present is in sight, one can leave it behind', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  const before = await viewIs(page, ({ end }) => end > Date.now());
  const { width } = await boxOf(page);
  await pointAt(page, 0.1);
  await page.mouse.wheel(-width / 2, 0);
  const left = await viewIs(page, ({ start }) => Math.abs(before.start - before.length / 2 - start) < TOLERANCE);
  await page.mouse.wheel(0, -240);
  await viewIs(page, ({ length }) => Math.abs(length - left.length / 2) < TOLERANCE);
});

test('a click selects a block and the list shows it; a double click zooms to it', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const { x, y } = await middleOf(block(page, /^Slack/));
  await page.mouse.click(x, y);
  await expect(block(page, /^Slack/)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('row', { selected: true })).toContainText('Slack');

  await page.mouse.dblclick(x, y);
  const { start, end } = await viewIs(page, ({ length }) => length < HOUR);
  expect(start).toBeLessThan(yesterday('10:30'));
  expect(end).toBeGreaterThan(yesterday('10:45'));
});

test('dragging on the axis draws a stretch and says how long someone was there', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const { x, y, width } = await boxOf(page);
  const hour = width / HOURS;
  await page.mouse.move(x + 4 * hour, y - 12);
  await page.mouse.down();
  await page.mouse.move(x + 6 * hour, y - 12, { steps: 5 });
  await page.mouse.up();
  const region = page.getByRole('region', { name: 'Timeline' });
  await expect(region).toContainText('10:00 – 12:00');
  await expect(region).toContainText('active 1 h 30 min');
});

test('a row of the list selects its block, and a double click goes there', async ({ startHeadless, page }) => {
  await openYesterday(page, await startHeadless());
  const row = rows(list(page)).filter({ hasText: 'Thunderbird' });
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(block(page, /^Thunderbird/)).toHaveAttribute('aria-selected', 'true');
  await row.dblclick();
  const { start, end } = await viewIs(page, ({ length }) => length < HOURS * HOUR);
  expect(start).toBeLessThan(yesterday('12:30'));
  expect(end).toBeGreaterThan(yesterday('13:20'));
});

test('a lane for each bucket, being there first, then apps, then sites, named for people', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tell(daytrail.address, 'own-notes', [{ at: yesterday('10:00'), lasts: 60, data: { label: 'A note' } }], 'note');
  await openYesterday(page, daytrail);
  await expect(timeline(page).getByRole('rowheader')).toHaveText([
    /^Away and back, /,
    /^Apps and windows, /,
    /^Firefox tabs, /,
    /^own-notes, 1 block/,
  ]);
});

test('an event as long as a day and one of no length at all are there', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tell(daytrail.address, AWAY, [{ at: clock('00:00', -1), lasts: 24 * 3600 + 1, data: { status: 'afk' } }]);
  await tell(daytrail.address, WINDOWS, [{ at: clock('12:00', -1), lasts: 0, data: { app: 'Blink', title: '' } }]);
  await open(page, daytrail, `/timeline?at=${new Date(clock('11:00', -1)).toISOString()}&span=7200`);
  await expect(block(page, /^Away/)).toBeAttached();
  await expect(block(page, /^Blink, 12:00:00, 0 seconds$/)).toBeAttached();
  await expect(listed(page)).toHaveText('2 events');
});

async function middleOf(cell: Locator) {
  const box = await cell.boundingBox();
  if (box === null) throw new Error('The block has no place.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** `1 min 15 s`, or `1 minute 15 seconds` at the end of a block's name. */
function secondsOf(text: string): number {
  const [, minutes = 0, seconds = 0] = /(?:(\d+) min(?:utes?)? ?)?(?:(\d+) s(?:econds?)?)?$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
