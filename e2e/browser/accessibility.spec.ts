/** The window for everybody: no violations that axe can find, in light and dark; large, narrow, by keyboard, and calm. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { clock } from '../support/clock.ts';
import { tellMorning, WINDOWS } from '../support/days.ts';
import { expectNothingCut, SIZES } from '../support/fit.ts';
import { openMorning } from '../support/morning.ts';
import { block, drawn, expect, list, NOBODY_ANSWERS, open, rows, test, timeline } from '../support/window.ts';

test('the timeline is accessible in light and dark, at rest, pointed at, selected, and empty', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await openMorning(page, daytrail);
  await expectAccessible(page, 'a day');

  const box = await block(page, /^Slack/).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 2, (box?.y ?? 0) + 10);
  await expect(page.getByRole('tooltip')).toBeVisible();
  await expectAccessible(page, 'a tooltip');

  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByRole('row', { selected: true })).toBeVisible();
  await expectAccessible(page, 'a selected event');

  await open(page, daytrail, '/timeline?day=2020-02-02');
  await expect(page.getByText('Nothing is recorded here.', { exact: true })).toBeVisible();
  await expectAccessible(page, 'an empty day');
});

const LAYERS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Go to date': (page) => page.keyboard.press('g'),
  'Go to or do anything': (page) => page.keyboard.press('Control+k'),
  Keys: (page) => page.keyboard.press('?'),
  Sources: (page) => page.getByRole('contentinfo').getByRole('button').first().click(),
  Storage: (page) => page.getByRole('contentinfo').getByRole('button').last().click(),
};

test('what opens over a view is accessible in light and dark, and Escape closes it', async ({
  startHeadless,
  page,
}) => {
  await openMorning(page, await startHeadless());
  for (const [name, show] of Object.entries(LAYERS)) {
    await show(page);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'the menu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'More' })).toBeFocused();
});

test('the data is accessible in light and dark: buckets, raw events, one of them, a bucket that is not there', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  await open(page, daytrail, '/data');
  await expect(page.getByRole('table')).toBeVisible();
  await expectAccessible(page, 'the buckets');
  await open(page, daytrail, `/data/${WINDOWS}`);
  await rows(page.getByRole('grid')).first().click();
  await expect(page.getByRole('complementary', { name: 'Event' })).toBeVisible();
  await expectAccessible(page, 'raw events and one of them');
  await open(page, daytrail, '/data/gone');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'a bucket that is not there');
});

test('what a stranger, a newcomer, and whoever has lost Daytrail see is accessible in light and dark', async ({
  startHeadless,
  page,
  tolerate,
}) => {
  tolerate(NOBODY_ANSWERS);
  const daytrail = await startHeadless();
  await page.goto(new URL(daytrail.windowUrl).origin);
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'without the key');
  await page.goto(daytrail.windowUrl);
  await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();
  await expectAccessible(page, 'nothing recorded');
  daytrail.kill('SIGKILL');
  await expect(page.getByText('Daytrail does not answer.')).toBeVisible();
  await expectAccessible(page, 'not connected');
});

test('large or narrow, nothing is out of reach: no view scrolls sideways or cuts a control off', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();
  await expectNothingCut(page, 'nothing recorded');
  await tellMorning(daytrail.address);
  await expect(block(page, /^Slack/)).toBeAttached();
  await expectNothingCut(page, 'a day');
  await page.setViewportSize(SIZES['1280 × 800 zoomed to 200 %']);
  for (const part of [rows(list(page)).nth(3), page.getByRole('contentinfo')]) {
    await part.scrollIntoViewIfNeeded();
    await expect(part, 'zoomed to 200 %, what lies below can be reached').toBeInViewport({ ratio: 1 });
  }
  for (const key of ['?', 'Control+k', 'g']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNothingCut(page, `what ${key} opens`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await open(page, daytrail, '/activity');
  await expect(page.getByRole('list', { name: 'Active time by hour' })).toBeVisible();
  await expectNothingCut(page, 'the activity');
  await open(page, daytrail, '/data');
  await expect(page.getByRole('table')).toBeVisible();
  await expectNothingCut(page, 'the buckets');
  await open(page, daytrail, `/data/${WINDOWS}`);
  await expect(page.getByRole('grid')).toBeVisible();
  await expectNothingCut(page, 'raw events');
});

test('by keyboard alone: every control is met in turn, is named, shows where one is, and lets go again', async ({
  startHeadless,
  page,
}) => {
  await openMorning(page, await startHeadless());
  const met: string[] = [];
  for (let stop = 0; stop < 30; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) break;
    const at = await focused.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return {
        name: (element.ariaLabel ?? element.textContent).trim(),
        outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
      };
    });
    expect(at.name).not.toBe('');
    if (!at.outlined) await expectFocusToShow(page, focused, at.name);
    met.push(at.name);
  }
  const inOrder = [
    /^Skip to the view/,
    /^Timeline/,
    /^Activity/,
    /^Data/,
    /^Preferences/,
    /^Go to or do/,
    /^Keys/,
    /^More/,
    /^Previous day/,
    /^Next day/,
    /^Today/,
    /go to another date$/,
    /^Zoom out/,
    /^Fit the day/,
    /^Zoom in/,
    /^(Active|Away)/,
    /^Height of the timeline/,
    /^Events in sight/,
  ];
  let from = 0;
  for (const name of inOrder) {
    const found = met.findIndex((each, i) => i >= from && name.test(each));
    expect(found, `${name} among ${met.slice(from).join(' | ')}`).toBeGreaterThanOrEqual(from);
    from = found + 1;
  }
});

/** What has no outline looks different without the focus. */
async function expectFocusToShow(page: Page, focused: Locator, name: string): Promise<void> {
  const element = await focused.elementHandle();
  const clip = await focused.boundingBox();
  if (element === null || clip === null) throw new Error(`"${name}" is not there.`);
  const picture = await page.screenshot({ clip });
  await element.evaluate((each) => (each as HTMLElement).blur());
  await expect.poll(async () => picture.equals(await page.screenshot({ clip })), { message: name }).toBe(false);
  await element.evaluate((each) => (each as HTMLElement).focus());
}

test('"Skip to the view" skips the head', async ({ startHeadless, page }) => {
  await openMorning(page, await startHeadless());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Previous day' })).toBeFocused();
});

test('everything can be done from Ctrl+K by typing a few letters of it', async ({ startHeadless, page }) => {
  await openMorning(page, await startHeadless());
  const run = async (typed: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(typed);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox')).toBeHidden();
  };
  await run('browser tabs');
  await expect(page.getByRole('grid', { name: 'Events of Firefox tabs' })).toBeVisible();
  await run('today');
  await expect(timeline(page)).toBeAttached();
  await run('save');
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  await run('keys');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test.describe('for who wants less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves by itself: the timeline is at once where it is sent', async ({ startHeadless, page }) => {
    const daytrail = await startHeadless();
    await tellMorning(daytrail.address);
    await open(page, daytrail, `/timeline?at=${new Date(clock('06:00')).toISOString()}&span=28800`);
    await expect(block(page, /^Slack/)).toBeAttached();
    await drawn(page);
    // Each frame of a flight is another picture; of a jump there is one before and one after.
    await page.evaluate(() => {
      const drawn = document.querySelectorAll('canvas')[1];
      const pictures: string[] = [];
      Object.assign(window, { pictures });
      const look = () => {
        const picture = drawn?.toDataURL() ?? '';
        if (picture !== pictures.at(-1)) pictures.push(picture);
        requestAnimationFrame(look);
      };
      look();
    });
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(page).toHaveURL(/span=14400/);
    expect(await page.evaluate('pictures.length')).toBeLessThanOrEqual(3);
    await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
