/** That there is something to see: blocks in their colours where they belong, in light and in dark. */
import type { Locator, Page } from '@playwright/test';
import { clock } from '../support/clock.ts';
import { tell, tellMorning } from '../support/days.ts';
import type { Headless } from '../support/headless.ts';
import { block, canvas, drawn, expect, list, NOBODY_ANSWERS, open, rows, test } from '../support/window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

type Colour = readonly [number, number, number];

async function openMorning(page: Page, daytrail: Headless): Promise<void> {
  await tellMorning(daytrail.address, -1);
  await openNoon(page, daytrail);
}

/** Yesterday from 12:00 to 14:00. */
async function openNoon(page: Page, daytrail: Headless, name = /^Thunderbird/): Promise<void> {
  await open(page, daytrail, `/timeline?at=${new Date(clock('12:00', -1)).toISOString()}&span=7200`);
  await expect(block(page, name).first()).toBeAttached();
  await drawn(page);
}

/** What is drawn at a point of the page, in whatever pixels the screen has. */
async function colourAt(page: Page, x: number, y: number): Promise<Colour> {
  const box = await canvas(page).boundingBox();
  if (box === null) throw new Error('There is no timeline.');
  return canvas(page).evaluate(
    (element, at) => {
      const drawn = element as HTMLCanvasElement;
      const scale = drawn.width / drawn.clientWidth;
      // Read from a copy: a canvas that is read often is no longer drawn as it is for a person.
      const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      copy?.drawImage(drawn, at.x * scale, at.y * scale, 1, 1, 0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = copy?.getImageData(0, 0, 1, 1).data ?? [];
      return [r, g, b] as const;
    },
    { x: x - box.x, y: y - box.y },
  );
}

/** Near its lower edge, below its text. */
async function colourOf(page: Page, cell: Locator): Promise<Colour> {
  const box = await cell.boundingBox();
  if (box === null) throw new Error('The block has no place.');
  return colourAt(page, box.x + box.width / 2, box.y + box.height - 7);
}

const distance = (a: Colour, b: Colour): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

async function chipColour(row: Locator): Promise<Colour> {
  const text = await row
    .locator('[data-hatch]')
    .evaluate((chip) => getComputedStyle(chip).getPropertyValue('background-color'));
  const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

test('a block is drawn where it is said to be, in the colour it has in the list, in light and in dark', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address, -1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openNoon(page, daytrail);
    const mail = await colourOf(page, block(page, /^Thunderbird/));
    const away = await colourOf(page, block(page, /^Away/));
    const active = await colourOf(page, block(page, /^Active, .*12:30/));
    const mailBox = await block(page, /^Thunderbird/).boundingBox();
    // The lane is empty for the half hour before.
    const empty = await colourAt(page, (mailBox?.x ?? 0) - 40, (mailBox?.y ?? 0) + 37);
    expect(distance(mail, empty)).toBeGreaterThan(40);
    expect(distance(active, empty)).toBeGreaterThan(40);
    expect(distance(mail, active)).toBeGreaterThan(20);
    expect(distance(away, active)).toBeGreaterThan(20);
    const row = rows(list(page)).filter({ hasText: 'Thunderbird' });
    expect(distance(await chipColour(row), mail)).toBeLessThan(3);
  }
});

test('dark is dark and light is light, and changing the system changes the window at once', async ({
  startHeadless,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openMorning(page, await startHeadless());
  const box = await block(page, /^Thunderbird/).boundingBox();
  const ground = () => colourAt(page, (box?.x ?? 0) - 40, (box?.y ?? 0) + 37);
  expect(Math.min(...(await ground()))).toBeGreaterThan(220);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect.poll(async () => Math.max(...(await ground()))).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect.poll(async () => Math.min(...(await ground()))).toBeGreaterThan(220);
});

test('an app has the same colour on every day and after every start', async ({ startHeadless, page, tolerate }) => {
  tolerate(NOBODY_ANSWERS);
  const first = await startHeadless();
  await openMorning(page, first);
  const before = await colourOf(page, block(page, /^Thunderbird/));
  first.kill('SIGTERM');
  await first.ended;
  const second = await startHeadless();
  await tellMorning(second.address, -3);
  await open(page, second, `/timeline?at=${new Date(clock('12:00', -3)).toISOString()}&span=7200`);
  await expect(block(page, /^Thunderbird/)).toBeAttached();
  await drawn(page);
  expect(await colourOf(page, block(page, /^Thunderbird/))).toEqual(before);
});

test.describe('on a screen of twice the pixels', () => {
  test.use({ deviceScaleFactor: 2 });

  test('the timeline is drawn with all of them', async ({ startHeadless, page }) => {
    await openMorning(page, await startHeadless());
    const { drawn, shown } = await canvas(page).evaluate((element) => {
      const { width, clientWidth } = element as HTMLCanvasElement;
      return { drawn: width, shown: clientWidth };
    });
    expect(drawn).toBe(shown * 2);
    const mail = await colourOf(page, block(page, /^Thunderbird/));
    expect(distance(mail, await colourOf(page, block(page, /^Active, .*12:30/)))).toBeGreaterThan(20);
  });
});

test('making the window smaller and larger draws the timeline anew, never blank', async ({ startHeadless, page }) => {
  await openMorning(page, await startHeadless());
  for (const width of [700, 1400]) {
    await page.setViewportSize({ width, height: 800 });
    await expect
      .poll(() => canvas(page).evaluate((element) => (element as HTMLCanvasElement).width / element.clientWidth))
      .toBe(1);
    await expect(async () => {
      const box = await block(page, /^Thunderbird/).boundingBox();
      const empty = await colourAt(page, (box?.x ?? 0) - 20, (box?.y ?? 0) + 37);
      expect(distance(await colourOf(page, block(page, /^Thunderbird/)), empty)).toBeGreaterThan(40);
    }).toPass();
  }
});

test('more lanes than fit can be scrolled to, and are drawn beside their names', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  const entry = { at: clock('12:30', -1), lasts: 3000, data: { label: 'note' } };
  for (let i = 0; i < 20; i += 1) await tell(daytrail.address, `notes-${String(i).padStart(2, '0')}`, [entry]);
  await openNoon(page, daytrail, /^note/);
  const last = page.getByRole('region', { name: 'Timeline' }).getByText('notes-19', { exact: true });
  const drawn = await canvas(page).boundingBox();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
  const name = await last.boundingBox();
  const y = (name?.y ?? 0) + (name?.height ?? 0) / 2;
  await expect.poll(async () => (await canvas(page).boundingBox())?.y).toBe(drawn?.y);
  await expect
    .poll(async () => {
      const x = (await block(page, /^note/).last().boundingBox())?.x ?? 0;
      return distance(await colourAt(page, x + 60, y), await colourAt(page, x - 60, y));
    })
    .toBeGreaterThan(40);
});
