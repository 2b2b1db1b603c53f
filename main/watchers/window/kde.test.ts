import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lifecycle/fake-clock.ts';
import { busForEachTest, type TestBus } from '../dbus/test-bus.ts';
import { SOON } from '../soon.ts';
import { FakeKwin, FakeKwinWindow } from './fake-kwin.ts';
import { CALLBACK, createKdeWindows, fits } from './kde.ts';
import { RecordedWindows } from './recorded-windows.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daytrail-kde-'));
});
afterEach(() => rm(folder, { recursive: true }));
const { running, cleanups } = busForEachTest();

function backendOn(on: TestBus) {
  const clock = new FakeClock();
  const backend = createKdeWindows({ env: { DBUS_SESSION_BUS_ADDRESS: on.address, XDG_RUNTIME_DIR: folder }, clock });
  cleanups.push(() => backend.stop());
  return { backend, clock, told: new RecordedWindows() };
}

async function started(on: TestBus, plasma: 5 | 6 = 6) {
  const kwin = await FakeKwin.start(on, plasma);
  const editor = new FakeKwinWindow('org.kde.kate', 'notes — Kate');
  kwin.activate(editor);
  const all = { ...backendOn(on), kwin, editor };
  await all.backend.start(all.told);
  return all;
}

describe.each([5, 6] as const)('KWin of Plasma %i', (plasma) => {
  it('tells by our script of the window in front at once, of each activation and each caption', async (test) => {
    const { kwin, editor, told, backend, clock } = await started(running(test), plasma);
    expect(told.seen).toEqual([{ app: 'org.kde.kate', title: 'notes — Kate' }]);
    const browser = new FakeKwinWindow('firefox', '日本語');
    kwin.activate(browser);
    kwin.rename(browser, 'news');
    kwin.rename(editor, 'a caption behind');
    kwin.activate(null);
    await expect.poll(() => clock.pending, SOON).toBe(1);
    expect(backend.current()).toEqual({ app: 'firefox', title: 'news' });
    await clock.advance(100);
    expect(told.seen.slice(1)).toEqual([{ app: 'firefox', title: '日本語' }, { app: 'firefox', title: 'news' }, null]);
    expect(backend.current()).toBeNull();
    expect(browser.captionChanged.listeners + editor.captionChanged.listeners).toBe(0);
  });
});

describe('the window in front on KDE', () => {
  it('is not told to be none for the moment in which the focus moves', async (test) => {
    const { kwin, told, clock } = await started(running(test));
    kwin.activate(null);
    kwin.activate(new FakeKwinWindow('firefox', 'news'));
    await told.until({ app: 'firefox' });
    await clock.advance(1_000);
    expect(told.seen).toHaveLength(2);
  });

  it('is believed from KWin alone, and only with the script’s token', async (test) => {
    const on = running(test);
    const { kwin, told } = await started(on);
    const [code] = kwin.loaded.values();
    const [, us = '', token = ''] = /callDBus\("([^"]+)".*"([0-9a-f-]{36})"/.exec(code ?? '') ?? [];
    const lie = { to: us, ...CALLBACK, signature: 'sss', args: [token, 'bank', 'a lie'] };
    const stranger = await on.client();
    await expect(stranger.call(lie)).rejects.toMatchObject({ message: 'This is for KWin alone' });
    await expect(kwin.bus.call({ ...lie, args: ['old token', 'bank', 'a lie'] })).rejects.toThrow();
    await expect(kwin.bus.call({ ...lie, signature: 's', args: [token] })).rejects.toThrow();
    expect(told.seen).toHaveLength(1);
    await kwin.bus.call({ ...lie, args: [token, 'bank', 'true'] });
    expect(told.last).toEqual({ app: 'bank', title: 'true' });
  });

  it('is seen again when KWin has started again, which has its name a moment before it takes scripts', async (test) => {
    const on = running(test);
    const { kwin, told, clock } = await started(on);
    kwin.bus.close();
    await told.until(null);
    const next = await FakeKwin.starting(on);
    next.activate(new FakeKwinWindow('dolphin', 'Home'));
    // The limit on its absence, and the next attempt.
    await expect.poll(() => clock.pending, SOON).toBe(2);
    next.takeScripts();
    await clock.advance(500);
    await told.until({ app: 'dolphin', title: 'Home' });
    await expect.poll(() => clock.pending, SOON).toBe(0);
    expect(told.losses).toEqual([]);
  });

  it('is lost when KWin does not come back within ten seconds', async (test) => {
    const { kwin, told, clock } = await started(running(test));
    kwin.bus.close();
    await told.until(null);
    await clock.advance(10_000);
    expect(await told.untilLost()).toBe('KWin went away.');
  });

  it('is lost once when the bus goes away', async (test) => {
    const on = running(test);
    const { told } = await started(on);
    await on.crash();
    expect(await told.untilLost()).toBe('The bus went away.');
  });

  it('leaves neither a script in KWin nor a file behind', async (test) => {
    const { kwin, backend, told } = await started(running(test));
    expect(kwin.loaded.size).toBe(1);
    expect(await readdir(folder)).toEqual([]);
    await backend.stop();
    await expect.poll(() => kwin.loaded.size, SOON).toBe(0);
    kwin.activate(new FakeKwinWindow('firefox', 'after the end'));
    await expect.poll(() => kwin.answers.length, SOON).toBe(2);
    expect(told.seen).toHaveLength(1);
  });

  it('cannot be seen where there is no KWin, or where it never runs the script', async (test) => {
    const on = running(test);
    const { backend, told, clock } = backendOn(on);
    await expect(backend.start(told)).rejects.toMatchObject({ name: 'BackendError', kind: 'broken' });
    const kwin = await FakeKwin.start(on);
    kwin.runs = false;
    const start = expect(backend.start(told)).rejects.toMatchObject({ kind: 'broken' });
    await expect.poll(() => kwin.loaded.size, SOON).toBe(1);
    await expect.poll(() => clock.pending, SOON).toBe(1);
    await clock.advance(5_000);
    await start;
    expect(kwin.loaded.size).toBe(0);
    expect(await readdir(folder)).toEqual([]);
    expect(told.seen).toEqual([]);
  });

  it('is looked for in a KDE session under Wayland only', () => {
    const env = { XDG_CURRENT_DESKTOP: 'KDE', WAYLAND_DISPLAY: 'wayland-0' };
    expect(fits(env, 'linux')).toBe(true);
    expect(fits({ ...env, WAYLAND_DISPLAY: undefined, XDG_SESSION_TYPE: 'x11' }, 'linux')).toBe(false);
    expect(fits({ ...env, XDG_CURRENT_DESKTOP: 'sway' }, 'linux')).toBe(false);
    expect(fits(env, 'win32')).toBe(false);
  });
});
