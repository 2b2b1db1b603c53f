import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../lifecycle/fake-clock.ts';
import type { Bus } from '../dbus/bus.ts';
import { CallError } from '../dbus/bus-error.ts';
import { busForEachTest, type TestBus } from '../dbus/test-bus.ts';
import { SOON } from '../soon.ts';
import { createGnomeWindows, fits, parseFocusedWindow } from './gnome.ts';
import { RecordedWindows } from './recorded-windows.ts';

const { running, cleanups } = busForEachTest();

const extension = {
  path: '/org/gnome/shell/extensions/FocusedWindow',
  interface: 'org.gnome.shell.extensions.FocusedWindow',
};
const editor = { wm_class: 'org.gnome.TextEditor', title: 'notes', pid: 17, focus: true };

/** GNOME Shell with the extension, and what it answers. */
async function shellOn(on: TestBus) {
  const shell: { bus: Bus; answer: object; asked: number } = {
    bus: await on.service('org.gnome.Shell'),
    answer: editor,
    asked: 0,
  };
  shell.bus.export({ ...extension, method: 'Get' }, () => {
    shell.asked++;
    return { signature: 's', args: [JSON.stringify(shell.answer)] };
  });
  return shell;
}

function backendOn(on: TestBus) {
  const clock = new FakeClock();
  const backend = createGnomeWindows({ env: { DBUS_SESSION_BUS_ADDRESS: on.address }, clock });
  cleanups.push(() => backend.stop());
  return { backend, clock, told: new RecordedWindows() };
}

describe('the window in front on GNOME', () => {
  it('is asked for each second, and told when it has changed', async (test) => {
    const on = running(test);
    const shell = await shellOn(on);
    const { backend, clock, told } = backendOn(on);
    await backend.start(told);
    expect(told.seen).toEqual([{ app: 'org.gnome.TextEditor', title: 'notes' }]);
    shell.answer = { ...editor, title: 'letter' };
    await clock.advance(1_000);
    await told.until({ title: 'letter' });
    await expect.poll(() => clock.pending, SOON).toBe(1);
    await clock.advance(1_000);
    await expect.poll(() => shell.asked, SOON).toBe(3);
    expect(told.seen).toHaveLength(2);
    expect(backend.current()).toEqual({ app: 'org.gnome.TextEditor', title: 'letter' });
  });

  it('is asked for at once when the extension says that another one has the focus', async (test) => {
    const on = running(test);
    const shell = await shellOn(on);
    const { backend, told } = backendOn(on);
    await backend.start(told);
    shell.answer = { wm_class: 'firefox', title: 'news' };
    shell.bus.emit({ ...extension, signal: 'FocusChanged', signature: 's', args: ['{}'] });
    await told.until({ app: 'firefox', title: 'news' });
  });

  it('cannot be seen without the extension, and it is said where to get it', async (test) => {
    const on = running(test);
    await on.service('org.gnome.Shell');
    const { backend, told } = backendOn(on);
    await expect(backend.start(told)).rejects.toMatchObject({
      name: 'BackendError',
      kind: 'broken',
      message: 'GNOME does not tell which window is in front.',
      fix: expect.stringContaining('https://extensions.gnome.org/extension/5592/'),
    });
    expect(backend.about().limits[0]?.fix).toContain('Focused Window D-Bus');
  });

  it('is none while the screen is locked, when the shell has put its extensions away', async (test) => {
    const on = running(test);
    const shell = await on.service('org.gnome.Shell');
    const screenSaver = await on.service('org.gnome.ScreenSaver');
    let locked = true;
    screenSaver.export(
      { path: '/org/gnome/ScreenSaver', interface: 'org.gnome.ScreenSaver', method: 'GetActive' },
      () => ({ signature: 'b', args: [locked] }),
    );
    const { backend, clock, told } = backendOn(on);
    await backend.start(told);
    expect(told.seen).toEqual([null]);
    locked = false;
    shell.export({ ...extension, method: 'Get' }, () => ({ signature: 's', args: [JSON.stringify(editor)] }));
    await clock.advance(1_000);
    await told.until({ app: 'org.gnome.TextEditor' });
  });

  it('is lost once when the extension is turned off, or the bus goes away', async (test) => {
    const on = running(test);
    const shell = await shellOn(on);
    const first = backendOn(on);
    await first.backend.start(first.told);
    shell.bus.export({ ...extension, method: 'Get' }, () => {
      throw new CallError('org.freedesktop.DBus.Error.Failed', 'no window “secret title”');
    });
    await first.clock.advance(1_000);
    expect(await first.told.untilLost()).toBe(
      'The desktop answered with an error (org.freedesktop.DBus.Error.Failed).',
    );
    expect(first.backend.current()).toBeNull();

    await shellOn(on);
    shell.bus.export({ ...extension, method: 'Get' }, () => ({ signature: 's', args: ['{}'] }));
    const second = backendOn(on);
    await second.backend.start(second.told);
    await on.crash();
    expect(await second.told.untilLost()).toBe('The bus went away.');
    expect(first.told.losses).toHaveLength(1);
  });

  it('is not told any more once it was stopped, also while it was starting', async (test) => {
    const on = running(test);
    await shellOn(on);
    const { backend, told } = backendOn(on);
    const start = expect(backend.start(told)).rejects.toMatchObject({ name: 'BackendError' });
    await backend.stop();
    await start;
    expect(told.seen).toEqual([]);
  });

  it('is looked for in a GNOME session under Wayland only', () => {
    const env = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', WAYLAND_DISPLAY: 'wayland-0' };
    expect(fits(env, 'linux')).toBe(true);
    expect(fits({ ...env, WAYLAND_DISPLAY: undefined }, 'linux')).toBe(false);
    expect(fits({ ...env, XDG_CURRENT_DESKTOP: 'KDE' }, 'linux')).toBe(false);
    expect(fits(env, 'darwin')).toBe(false);
  });
});

describe('what the extension answers', () => {
  it.each([
    ['{}', null],
    ['null', null],
    [JSON.stringify(editor), { app: 'org.gnome.TextEditor', title: 'notes' }],
    ['{"wm_class":null,"title":"Untitled"}', { app: 'unknown', title: 'Untitled' }],
    ['{"wm_class":"gjs","title":null}', { app: 'gjs', title: '' }],
  ])('%s is the window %o', (json, window) => {
    expect(parseFocusedWindow(json)).toEqual(window);
  });

  it('and is no JSON is an error that names no title', () => {
    expect(() => parseFocusedWindow('{"title": "secret')).toThrow(/cannot be read/);
    expect(() => parseFocusedWindow('{"title": "secret')).not.toThrow(/secret/);
  });
});
