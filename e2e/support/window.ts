/**
 * Daytrail's window as the headless shell serves it, in Chromium: a person's browser in a known zone and language. A test
 * fails if the page complained on its console, broke a policy, threw, or asked any other machine for anything.
 */
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { LOCALE, ZONE } from './clock.ts';
import { test as base } from './fixtures.ts';
import type { Headless } from './headless.ts';

export { expect };

export interface WindowFixtures {
  /** Complaints that this test provokes. Anything else that the page complains about fails it. */
  readonly tolerate: (complaint: RegExp) => void;
}

export const test = base.extend<WindowFixtures>({
  locale: LOCALE,
  timezoneId: ZONE,
  // On `reaped` it depends so that the test is judged by what the page said while its Daytrail was there.
  tolerate: [
    async ({ context, reaped: _before }, use) => {
      const tolerated: RegExp[] = [];
      const complaints = complaintsOf(context);
      await use((complaint) => void tolerated.push(complaint));
      expect(complaints.filter((complaint) => !tolerated.some((each) => each.test(complaint)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signals that a process can answer or be halted by are not known everywhere. */
export function skipWithoutSignals(): void {
  test.skip(process.platform === 'win32', 'Windows has no signals that a process can answer.');
}

/** What a browser says while it looks for a Daytrail that has ended. */
export const NOBODY_ANSWERS =
  /net::ERR_(CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE)|WebSocket connection to 'ws:\S+\/bridge' failed/;

function complaintsOf(context: BrowserContext): readonly string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`thrown: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}

/** Opens a path of the window by the address that Daytrail printed. Resolves when it has been loaded, also where it was before. */
export async function open(page: Page, daytrail: Headless, path = '/'): Promise<void> {
  const address = addressOf(daytrail, path);
  // For another key alone a browser stays in the page, which then loads itself again when it gets to it.
  if (page.url() === address.slice(0, address.indexOf('#'))) await page.goto('about:blank');
  await page.goto(address);
}

export function addressOf(daytrail: Headless, path = '/'): string {
  const { origin, hash } = new URL(daytrail.windowUrl);
  return `${origin}${path}${hash}`;
}

/** The timeline as it is read out: a row for each lane, a cell for each block. */
export const timeline = (page: Page): Locator => page.getByRole('grid', { name: 'Timeline blocks' });
export const block = (page: Page, name: string | RegExp): Locator =>
  timeline(page).getByRole('gridcell', { name, ...(typeof name === 'string' && { exact: true }) });
/** What is drawn, on which the mouse works. */
export const canvas = (page: Page): Locator => page.getByRole('region', { name: 'Timeline' }).locator('canvas').last();

/** Resolves when what is read out now is drawn, too, and can be pointed at: the timeline draws it in its next frame. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** The list of the events in sight. */
export const list = (page: Page): Locator => page.getByRole('grid', { name: 'Events in sight' });
/** Its rows, without the head. */
export const rows = (grid: Locator): Locator => grid.getByRole('rowgroup').last().getByRole('row');
/** How many events are said to be in it. */
export const listed = (page: Page): Locator =>
  page.getByRole('region', { name: 'Events in sight' }).getByText(/^[\d,]+ events?$/);

export const foot = (page: Page): Locator => page.getByRole('contentinfo');
export const day = (page: Page): Locator => page.getByRole('heading', { level: 1 });

export interface View {
  /** ms since the epoch */
  readonly start: number;
  readonly end: number;
  /** ms */
  readonly length: number;
}

/** The stretch of time in sight, as the address keeps it; of no length where it names none. */
export function viewOf(page: Page): View {
  const { searchParams } = new URL(page.url());
  const start = Date.parse(searchParams.get('at') ?? '1970-01-01');
  const length = Number(searchParams.get('span') ?? 0) * 1000;
  return { start, end: start + length, length };
}

/** Resolves when the view is one that `is` holds for, and the address says so. */
export async function viewIs(page: Page, is: (view: View) => boolean): Promise<View> {
  await expect.poll(() => is(viewOf(page)), { message: 'the view in the address' }).toBe(true);
  return viewOf(page);
}
