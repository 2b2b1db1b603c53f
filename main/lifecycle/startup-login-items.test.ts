import { describe, expect, it } from 'vitest';
import { type LoginItem, loginItems } from './startup-login-items.ts';

/** A list of login items as Electron shows it. What a real system says cannot be tried here. */
function list(found: LoginItem) {
  let item = found;
  const asked: unknown[] = [];
  const set: unknown[] = [];
  const app = {
    getLoginItemSettings: (options?: unknown) => {
      asked.push(options);
      return item;
    },
    setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
      set.push(settings);
      item = { ...item, openAtLogin: settings.openAtLogin };
    },
  };
  const on = (platform: 'win32' | 'darwin') => loginItems({ app, platform, program: 'C:\\D.exe', args: ['--hidden'] });
  return { on, asked, set };
}

describe('the login items', () => {
  it('are asked for and set with the program and its arguments on Windows, which finds them by both', () => {
    const { on, asked, set } = list({ openAtLogin: false });
    expect(on('win32').set(true)).toEqual({ state: 'on' });
    expect(set).toEqual([{ openAtLogin: true, enabled: true, path: 'C:\\D.exe', args: ['--hidden'] }]);
    expect(asked).toEqual([{ path: 'C:\\D.exe', args: ['--hidden'] }]);
    expect(on('win32').set(false)).toEqual({ state: 'off' });
  });

  it('are off where the Task Manager says so', () => {
    expect(list({ openAtLogin: true, executableWillLaunchAtLogin: false }).on('win32').get()).toEqual({ state: 'off' });
    expect(list({ openAtLogin: true, executableWillLaunchAtLogin: true }).on('win32').get()).toEqual({ state: 'on' });
  });

  it('are set for the whole program on macOS', () => {
    const { on, set } = list({ openAtLogin: false, status: 'not-registered' });
    expect(on('darwin').get()).toEqual({ state: 'off' });
    on('darwin').set(true);
    expect(set).toEqual([{ openAtLogin: true }]);
  });

  it('wait for what a person has to allow on macOS, and say where', () => {
    expect(list({ openAtLogin: true, status: 'requires-approval' }).on('darwin').get()).toMatchObject({
      state: 'fixed',
      on: false,
      reason: expect.stringContaining('System Settings'),
    });
  });
});
