/** Who gets no window: a page without the key, a page from elsewhere, a script that was slipped in. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellMorning } from '../support/days.ts';
import { addressOf, block, expect, open, test } from '../support/window.ts';

const REFUSED = 'Open the address that Daytrail printed';

test('without the key of the printed address there is no window, only the way to it', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await page.goto(new URL(daytrail.windowUrl).origin);
  await expect(page.getByRole('heading', { name: REFUSED })).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
  // The right address, pasted into the same tab, opens it.
  await page.goto(daytrail.windowUrl);
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
});

test('with the key of another session there is no window either', async ({ startHeadless, page }) => {
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  const { origin, hash } = new URL(daytrail.windowUrl);
  await page.goto(`${origin}/timeline#token=${'x'.repeat(hash.length - '#token='.length)}`);
  await expect(page.getByRole('heading', { name: REFUSED })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Firefox');
});

test('the key leaves the address at once, and reloading still works; another tab has to bring it', async ({
  startHeadless,
  page,
  context,
}) => {
  const daytrail = await startHeadless();
  await open(page, daytrail, '/data');
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { name: REFUSED })).toBeVisible();
});

test('the page and all of its files come with a policy that lets nothing foreign in', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  const policies = new Map<string, string>();
  page.on('response', (response) => {
    policies.set(new URL(response.url()).pathname, response.headers()['content-security-policy'] ?? '');
  });
  await open(page, daytrail);
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  expect(policies.size).toBeGreaterThan(2);
  for (const [path, policy] of policies) {
    const parts = policy.split('; ');
    expect(parts, path).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ]),
    );
    expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
  }
});

test('a script or a style that was slipped into the page does nothing', async ({ startHeadless, page, tolerate }) => {
  tolerate(/Content Security Policy/);
  await open(page, await startHeadless());
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.slippedIn = true';
    const style = document.createElement('style');
    style.textContent = 'body { background: red !important }';
    document.head.append(script, style);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.slippedIn = true">');
  });
  expect(await page.evaluate(() => 'slippedIn' in window)).toBe(false);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(before);
});

test('a page from elsewhere gets no socket, no answer and no frame, even with the key', async ({
  startHeadless,
  page,
  tolerate,
}) => {
  tolerate(/WebSocket connection|blocked by CORS|Failed to load resource|frame-ancestors|Content Security Policy/);
  const daytrail = await startHeadless();
  await tellMorning(daytrail.address);
  const { host, hash } = new URL(daytrail.windowUrl);
  const elsewhere = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);

  const socket = await page.evaluate(
    ({ address, token }) =>
      new Promise<string>((resolve) => {
        const opened = new WebSocket(address);
        opened.onopen = () => opened.send(JSON.stringify({ kind: 'hello', token }));
        opened.onmessage = ({ data }) => resolve(`told ${data}`);
        opened.onclose = () => resolve('closed');
      }),
    { address: `ws://${host}/bridge`, token: hash.slice('#token='.length) },
  );
  expect(socket).toBe('closed');

  const ask = (url: string) =>
    page.evaluate(
      (asked) =>
        fetch(asked).then(
          (answer) => `answered ${answer.status}`,
          () => 'no answer',
        ),
      url,
    );
  expect(await ask(`${daytrail.address}/api/0/buckets/`)).toBe('no answer');
  expect(await ask(`${daytrail.address}/api/0/info`)).toBe('no answer');
  expect(await ask(new URL(daytrail.windowUrl).origin)).toBe('no answer');

  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, addressOf(daytrail));
  await expect.poll(() => page.frames().length).toBe(2);
  await expect(page.frameLocator('iframe').getByRole('navigation', { name: 'Views' })).toHaveCount(0);

  // A browser may hold one on which it has asked nothing yet, for which closing would wait.
  elsewhere.closeAllConnections();
  await new Promise((resolve) => elsewhere.close(resolve));
  // Its own page is as it was.
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
});
