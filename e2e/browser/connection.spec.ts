/** A Daytrail that is slow, ends, or comes back, as the window shows it. */
import { dayName } from '../support/clock.ts';
import { tellHalfHour, tellMorning } from '../support/days.ts';
import { openMorning } from '../support/morning.ts';
import { block, day, expect, foot, NOBODY_ANSWERS, open, skipWithoutSignals, test } from '../support/window.ts';

test('when Daytrail is gone the window says so at once, and keeps what was seen', async ({
  startHeadless,
  page,
  tolerate,
}) => {
  tolerate(NOBODY_ANSWERS);
  const daytrail = await startHeadless();
  await openMorning(page, daytrail);
  daytrail.kill('SIGKILL');
  await expect(page.getByText('Daytrail does not answer.')).toBeVisible();
  await expect(foot(page)).toContainText('Not connected');
  await expect(foot(page)).not.toContainText('Saved');
  await expect(block(page, /^Slack/)).toBeAttached();
});

test('a window opened while nothing answers says so, in place of the views', async ({
  startHeadless,
  page,
  tolerate,
}) => {
  tolerate(NOBODY_ANSWERS);
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await page.routeWebSocket('**/bridge', (socket) => socket.close({ code: 1001 }));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Daytrail does not answer.' })).toBeVisible();
});

test('"Quit Daytrail" in the window ends it in order', async ({ startHeadless, page, tolerate }) => {
  tolerate(NOBODY_ANSWERS);
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Quit Daytrail' }).click();
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });
  await expect(foot(page)).toContainText('Not connected');
});

test('the next start has an address of its own, and the record of the one before', async ({
  startHeadless,
  page,
  context,
  tolerate,
}) => {
  tolerate(NOBODY_ANSWERS);
  const first = await startHeadless();
  await openMorning(page, first);
  first.kill('SIGTERM');
  await first.ended;
  const second = await startHeadless();
  // The key of the one before opens nothing.
  const stale = await context.newPage();
  await stale.goto(new URL(second.windowUrl).origin + new URL(first.windowUrl).hash);
  await expect(stale.getByRole('heading', { name: 'Open the address that Daytrail printed' })).toBeVisible();
  await open(stale, second);
  await expect(block(stale, /^Slack/)).toBeAttached();
});

test.describe('while Daytrail is slow to answer', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('a wait of more than half a second is shown, and its end too', async ({ startHeadless, page }) => {
    skipWithoutSignals();
    const daytrail = await startHeadless();
    await tellHalfHour(daytrail.address, 'Earlier', -9);
    await openMorning(page, daytrail);
    daytrail.kill('SIGSTOP');
    await page.mouse.move(700, 200);
    // Farther than what is read ahead: up to two tiles, each of 3072 pixels at most.
    await page.mouse.wheel(-12_000, 0);
    await expect(page.getByRole('progressbar')).toBeVisible();
    daytrail.kill('SIGCONT');
    await expect(page.getByRole('progressbar')).toBeHidden();
  });

  test('opening the window waits visibly, and opens by itself', async ({ startHeadless, page }) => {
    const daytrail = await startHeadless();
    await tellMorning(daytrail.address);
    const answering = Promise.withResolvers<void>();
    await page.routeWebSocket('**/bridge', (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => void answering.promise.then(() => server.send(message)));
    });
    await open(page, daytrail);
    await expect(page.getByText('Connecting to Daytrail…')).toBeVisible();
    answering.resolve();
    await expect(block(page, /^Slack/)).toBeAttached();
    await expect(day(page)).toContainText(dayName());
  });
});
