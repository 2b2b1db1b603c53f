/**
 * The window in front on GNOME under Wayland, where the shell itself tells nobody: by the extension “Focused Window
 * D-Bus” (https://github.com/flexagoon/focused-window-dbus), where it is installed.
 *
 * The extension signals when another application comes to the front, but not when a title changes; so it is also asked
 * each second, which costs the shell a reading of one window's properties.
 */
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import { type ActiveWindow, BackendError, type WindowBackend, type WindowListener } from '../backend.ts';
import { sessionBusAddress } from '../dbus/address.ts';
import type { Bus } from '../dbus/bus.ts';
import { asBackendError, HeldBus, isMissing } from '../dbus/session.ts';
import { desktops, type Environment, isWayland } from '../wayland/socket.ts';
import { Poll } from './poll.ts';

export interface GnomeOptions {
  readonly env: Environment;
  readonly clock?: Clock;
  readonly everyMs?: number;
}

const SHELL = 'org.gnome.Shell';
const EXTENSION = {
  path: '/org/gnome/shell/extensions/FocusedWindow',
  interface: 'org.gnome.shell.extensions.FocusedWindow',
} as const;
const FIX =
  'Install the GNOME extension “Focused Window D-Bus” (https://extensions.gnome.org/extension/5592/focused-window-d-bus/), then log out and in again.';

/** GNOME under Wayland; under X11 the X server tells more. */
export function fits(env: Environment, platform: NodeJS.Platform): boolean {
  return desktops(env).includes('gnome') && isWayland(env, platform);
}

export function createGnomeWindows({ env, clock = systemClock, everyMs = 1_000 }: GnomeOptions): WindowBackend {
  const held = new HeldBus();
  let polling: Poll | null = null;

  async function start(listener: WindowListener): Promise<void> {
    const bus = await held.open(sessionBusAddress(env));
    const poll = new Poll({
      clock,
      everyMs,
      look: () => look(bus),
      changed: (window) => listener.changed(window),
      lost: (problem) => {
        if (held.drop(bus)) listener.lost(problem);
      },
    });
    polling = poll;
    try {
      await bus.listen({ from: SHELL, ...EXTENSION, signal: 'FocusChanged' }, () => poll.now());
      await poll.start();
    } catch (error) {
      poll.stop();
      held.drop(bus);
      throw asBackendError(error);
    }
    bus.whenLost((problem) => poll.fail(`${problem}.`));
  }

  return {
    about: () => ({
      name: 'GNOME',
      sees: ['The application and the title of the window in front, within a second.'],
      limits: [{ what: 'GNOME tells programs of windows only through an extension.', fix: FIX }],
    }),
    start,
    current: () => polling?.current ?? null,
    async stop() {
      polling?.stop();
      held.close();
    },
  };
}

/** Rejects with a BackendError where the extension is not there. */
async function look(bus: Bus): Promise<ActiveWindow | null> {
  try {
    const [json] = await bus.call({ to: SHELL, ...EXTENSION, method: 'Get' });
    return parseFocusedWindow(String(json));
  } catch (error) {
    // The shell takes its extensions away while the screen is locked, and gives them back afterwards.
    if (isMissing(error) && (await isLocked(bus))) return null;
    if (isMissing(error)) throw new BackendError('broken', 'GNOME does not tell which window is in front.', FIX);
    // The shell's own words could name the window.
    throw asBackendError(error);
  }
}

async function isLocked(bus: Bus): Promise<boolean> {
  const screenSaver = 'org.gnome.ScreenSaver';
  try {
    const [active] = await bus.call({
      to: screenSaver,
      path: '/org/gnome/ScreenSaver',
      interface: screenSaver,
      method: 'GetActive',
    });
    return active === true;
  } catch {
    return false;
  }
}

/** The extension's answer: an object of the window's properties, an empty one where none is in front. Pure. */
export function parseFocusedWindow(json: string): ActiveWindow | null {
  let told: unknown;
  try {
    told = JSON.parse(json);
  } catch {
    throw new BackendError('broken', 'The GNOME extension “Focused Window D-Bus” answers what cannot be read.');
  }
  if (typeof told !== 'object' || told === null) return null;
  const { wm_class: app, title } = told as { readonly wm_class?: unknown; readonly title?: unknown };
  if (app === undefined && title === undefined) return null;
  return { app: textOf(app) || 'unknown', title: textOf(title) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
