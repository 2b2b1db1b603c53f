/**
 * Starting at login on Windows and macOS, by the system's own list, through Electron
 * (electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows).
 */
import type { Startup } from '../../preload/contract/startup.ts';
import type { StartAtLogin } from './startup.ts';

/** The part of Electron's app that this needs. */
export interface LoginItems {
  getLoginItemSettings(options?: { path?: string; args?: string[] }): LoginItem;
  setLoginItemSettings(settings: { openAtLogin: boolean; enabled?: boolean; path?: string; args?: string[] }): void;
}
export interface LoginItem {
  readonly openAtLogin: boolean;
  /** macOS: whether the system has accepted it. */
  readonly status?: string;
  /** Windows: false where it was switched off in the Task Manager. */
  readonly executableWillLaunchAtLogin?: boolean;
}

export interface LoginItemsOptions {
  readonly app: LoginItems;
  readonly platform: 'win32' | 'darwin';
  readonly program: string;
  readonly args: readonly string[];
}

const TO_BE_ALLOWED =
  'macOS waits for your permission: allow Daytrail under System Settings > General > Login Items & Extensions.';

export function loginItems({ app, platform, program, args }: LoginItemsOptions): StartAtLogin {
  // macOS knows programs as a whole, without arguments; that it was opened at login is asked for at the start.
  const entry = platform === 'win32' ? { path: program, args: [...args] } : {};
  const get = (): Startup => {
    const { openAtLogin, status, executableWillLaunchAtLogin } = app.getLoginItemSettings(entry);
    if (status === 'requires-approval') return { state: 'fixed', on: false, reason: TO_BE_ALLOWED };
    return { state: openAtLogin && executableWillLaunchAtLogin !== false ? 'on' : 'off' };
  };
  return {
    get,
    set(on) {
      app.setLoginItemSettings({ openAtLogin: on, ...(platform === 'win32' ? { ...entry, enabled: on } : {}) });
      return get();
    },
    refresh: () => undefined,
  };
}
