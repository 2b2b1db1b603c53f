/** That nothing is out of reach in a small or magnified window. */
import { expect, type Page } from '@playwright/test';

export const SIZES = {
  // Zooming a page to 200 % halves the pixels it has.
  '1280 × 800 zoomed to 200 %': { width: 640, height: 400 },
  '500 pixels wide': { width: 500, height: 700 },
  '400 pixels wide': { width: 400, height: 700 },
  '1280 pixels zoomed to 400 %': { width: 320, height: 256 },
} as const;

/** At every size. `state` is what is seen. */
export async function expectNothingCut(page: Page, state: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => cutIn(page), { message: `${state}, ${size}` })
      .toEqual({ sideways: 0, outside: [], beyond: [] });
  }
}

function cutIn(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const outside = [...document.querySelectorAll<HTMLElement>('button, a, input, select')].filter((control) => {
      const { left, right, width } = control.getBoundingClientRect();
      return control.checkVisibility() && width > 1 && (left < -1 || right > clientWidth + 1);
    });
    // A dialog scrolls in itself where it has more to say than there is room for.
    const beyond = [...document.querySelectorAll('dialog[open]')].filter((dialog) => {
      const { top, bottom } = dialog.getBoundingClientRect();
      return top < 0 || bottom > document.documentElement.clientHeight;
    });
    return {
      beyond: beyond.map((dialog) => dialog.ariaLabel),
      sideways: scrollWidth - clientWidth,
      outside: outside.map((control) => control.ariaLabel ?? control.textContent),
    };
  });
}
