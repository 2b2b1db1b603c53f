import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, type Running, test } from '../support/electron.ts';
import { PRELOAD } from '../support/places.ts';

/** A web page somewhere else, which counts who comes. */
async function elsewhere() {
  let visits = 0;
  const server: Server = createServer((request, response) => {
    visits += 1;
    if (request.url === '/redirect') response.writeHead(302, { location: '/' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
        .end('<h1>Elsewhere</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, visits: () => visits, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** As a script that found its way into the page would do it. */
const run = (page: Page, script: string) => page.evaluate(script).catch((error: unknown) => error);

/** The page, once it has settled, with a mark that would be gone with the document. */
async function marked(daytrail: Running): Promise<Page> {
  const page = await daytrail.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.evaluate('window.mark = true');
  return page;
}

/**
 * A round trip through the page and the main process after the attack: had it worked, it would show by now. The page may
 * have moved between its own views.
 */
async function expectUnmoved(page: Page): Promise<void> {
  expect(await page.evaluate(() => globalThis.daytrail.status())).toHaveProperty('version');
  expect(await page.evaluate("window.mark && document.querySelector('#root') !== null")).toBe(true);
  expect(page.url()).toMatch(/^daytrail:\/\/app\//);
}

test.describe('a page in the window', () => {
  const attacks: Readonly<Record<string, (target: string) => string>> = {
    'location =': (target) => `location.href = ${JSON.stringify(target)}`,
    'a redirect': (target) => `location.href = ${JSON.stringify(`${target}redirect`)}`,
    'a click on a link': (target) =>
      `{ const link = document.createElement('a'); link.href = ${JSON.stringify(target)}; document.body.append(link); link.click(); }`,
    'a link into a new window': (target) =>
      `{ const link = document.createElement('a'); link.href = ${JSON.stringify(target)}; link.target = '_blank'; document.body.append(link); link.click(); }`,
    'window.open': (target) => `window.open(${JSON.stringify(target)})`,
    'a form': (target) =>
      `{ const form = document.createElement('form'); form.action = ${JSON.stringify(target)}; document.body.append(form); form.submit(); }`,
    'a frame': (target) =>
      `{ const frame = document.createElement('iframe'); frame.src = ${JSON.stringify(target)}; document.body.append(frame); }`,
    'a webview': (target) =>
      `{ const view = document.createElement('webview'); view.src = ${JSON.stringify(target)}; document.body.append(view); }`,
    fetch: (target) => `fetch(${JSON.stringify(target)}).then(() => 'answered')`,
    'an image': (target) =>
      `new Promise((done) => { const image = new Image(); image.onload = image.onerror = done; image.src = ${JSON.stringify(target)}; })`,
    'a socket': (target) =>
      `new Promise((done) => { try { const socket = new WebSocket(${JSON.stringify(target.replace('http', 'ws'))}); socket.onopen = socket.onerror = done; } catch { done(); } })`,
    'a beacon': (target) => `navigator.sendBeacon(${JSON.stringify(target)}, 'titles')`,
  };
  /** What is nowhere on the network. */
  const addresses = [
    'file:///etc/passwd',
    'data:text/html,<h1>Elsewhere</h1>',
    'javascript:document.body.remove()',
    'blob:daytrail://app/1',
  ];

  test('cannot leave its address, open another or reach out, by any means', async ({ start }) => {
    const daytrail = await start();
    const page = await marked(daytrail);
    const other = await elsewhere();
    for (const [name, attack] of Object.entries(attacks)) {
      await test.step(name, async () => {
        await run(page, attack(other.url));
        await expectUnmoved(page);
        expect(daytrail.pages()).toBe(1);
        expect(other.visits()).toBe(0);
      });
    }
    for (const address of addresses) {
      await test.step(address, async () => {
        await run(page, `location.href = ${JSON.stringify(address)}`);
        await expectUnmoved(page);
      });
    }
    await other.close();
  });

  test('is brought back from about:blank, which nobody is asked about', async ({ start }) => {
    const page = await marked(await start());
    const back = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith('daytrail://app/'));
    await run(page, "location.href = 'about:blank'");
    await back;
    await expect(page.locator('#root')).not.toBeEmpty();
  });

  test('is granted nothing it could ask for', async ({ start }) => {
    const page = await (await start()).window();
    expect(await run(page, 'Notification.requestPermission()')).toBe('denied');
    for (const name of ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read', 'midi']) {
      expect(await run(page, `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`), name).toBe(
        'denied',
      );
    }
    expect(
      await run(
        page,
        "navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', (error) => error.name)",
      ),
    ).not.toBe('granted');
  });

  test('has no Node, no Electron, and exactly the methods it was given', async ({ start }) => {
    const page = await (await start()).window();
    expect(await run(page, '[typeof require, typeof process, typeof module, typeof Buffer]')).toEqual(
      Array(4).fill('undefined'),
    );
    const methods = (await run(page, 'Object.keys(window.daytrail)')) as string[];
    expect(methods.filter((name) => /invoke|send|emit|ipc|^on$/i.test(name))).toEqual([]);
  });

  test('is served with a policy that lets no foreign or inline script run', async ({ start }) => {
    const page = await (await start()).window();
    const policy = await run(page, "fetch(location.href).then((page) => page.headers.get('content-security-policy'))");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe/);
    await run(
      page,
      "{ const script = document.createElement('script'); script.textContent = 'window.injected = true'; document.head.append(script); }",
    );
    expect(await run(page, 'window.injected')).toBeUndefined();
  });
});

test('the sandbox is on for the window', async ({ start }) => {
  const daytrail = await start();
  await daytrail.window();
  const preferences = await daytrail.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

test("only Daytrail's own window is answered, even with the same preload and the same page in another", async ({
  start,
}) => {
  const daytrail = await start();
  await daytrail.window();
  const answer = await daytrail.evaluate(async ({ BrowserWindow }, preload) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '';
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL(own);
    const said = await stranger.webContents.executeJavaScript(
      "window.daytrail.status().then(() => 'answered', (error) => error.kind ?? error.message)",
    );
    stranger.destroy();
    return said;
  }, PRELOAD);
  expect(answer).toBe('forbidden');
});
