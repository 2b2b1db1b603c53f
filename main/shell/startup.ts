/** Which of the ways of starting at login this system has. */
import { homedir } from 'node:os';
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';
import { fixedStartup, type Installation, type StartAtLogin, whatToStart } from '../lifecycle/startup.ts';
import { autostart } from '../lifecycle/startup-autostart.ts';
import { type LoginItems, loginItems } from '../lifecycle/startup-login-items.ts';

/** Set right for where the program is now; a failure of that is only logged. */
export function startAtLogin(
  installation: Installation,
  app: LoginItems,
  platform: NodeJS.Platform,
  log: Log,
): StartAtLogin {
  const startup = wayOf(installation, app, platform);
  try {
    startup.refresh();
  } catch (error) {
    log.warn(`start at login: ${messageOf(error)}`);
  }
  return startup;
}

function wayOf(installation: Installation, app: LoginItems, platform: NodeJS.Platform): StartAtLogin {
  const start = whatToStart(installation);
  if ('not' in start) return fixedStartup(start.not);
  if (platform === 'linux') return autostart({ ...start, env: installation.env, home: homedir() });
  if (platform === 'win32' || platform === 'darwin') return loginItems({ ...start, app, platform });
  return fixedStartup('Daytrail does not know how this system starts programs at login.');
}

/** macOS starts programs without arguments, and says afterwards that it was the login. */
export function openedAtLogin(
  app: { getLoginItemSettings(): { readonly wasOpenedAtLogin?: boolean } },
  platform: NodeJS.Platform,
): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true;
}
