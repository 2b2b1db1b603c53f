/**
 * The window in front on macOS, asked each second: the first usual window from the front. The application's name needs no
 * permission; titles need “Screen Recording”, which macOS calls so although nothing is recorded but the name.
 */
import type { Clock } from '../../lifecycle/clock.ts';
import type { ActiveWindow, SelfDescription, WindowBackend } from '../backend.ts';
import { type MacosNative, type MacosWindow, openMacosNative } from '../native/macos.ts';
import type { Environment } from '../wayland/socket.ts';
import { polledWindows } from './polled.ts';

export interface MacosOptions {
  readonly open?: () => Promise<MacosNative>;
  readonly clock?: Clock;
  readonly everyMs?: number;
  /** Whether the person may be asked for titles, as macOS does it. It is asked at most once by this backend. */
  readonly mayAsk?: boolean;
}

const TITLES_FIX =
  'Allow Daytrail in System Settings, under Privacy & Security, Screen Recording, and start it again. Nothing but titles is read.';

export const fits = (_env: Environment, platform: NodeJS.Platform): boolean => platform === 'darwin';

export function createMacosWindows(options: MacosOptions = {}): WindowBackend {
  const { open = () => openMacosNative(), clock, everyMs, mayAsk = false } = options;
  let native: MacosNative | null = null;
  let asked = false;
  return polledWindows({
    about: () => about(native?.titlesAllowed() ?? true),
    async open() {
      const opened = native ?? (await open());
      native = opened;
      if (mayAsk && !asked && !opened.titlesAllowed()) {
        asked = true;
        opened.askForTitles();
      }
      return () => frontOf(opened.windows());
    },
    clock,
    everyMs,
  });
}

/** The first that a person can see among the usual ones. */
export function frontOf(windows: Iterable<MacosWindow>): ActiveWindow | null {
  for (const { layer, alpha, owner, title } of windows) {
    if (layer === 0 && alpha > 0) return { app: owner === '' ? 'unknown' : owner, title: title ?? '' };
  }
  return null;
}

function about(titles: boolean): SelfDescription {
  return {
    name: 'macOS',
    sees: [
      titles
        ? 'The application and the title of the window in front, within a second.'
        : 'The application in front, within a second.',
    ],
    limits: [
      ...(titles ? [] : [{ what: 'macOS hides the titles of windows.', fix: TITLES_FIX }]),
      { what: 'An application without a window is not seen; the one behind it is.', fix: null },
    ],
  };
}
