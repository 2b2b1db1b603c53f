/** What axe finds, in light and in dark. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** `state` is what is seen. In dark only the colours are others. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectStill(page);
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectStill(page);
  const dark = await new AxeBuilder({ page }).withRules('color-contrast').analyze();
  const found = [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect.soft(found, state).toEqual([]);
}

/** What fades in is not as dark yet as it will be. */
async function expectStill(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.getAnimations().length), { message: 'what moves' }).toBe(0);
}
