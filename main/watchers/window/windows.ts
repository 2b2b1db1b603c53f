/**
 * The window in front on Windows: asked each second, because a hook on all windows' events (SetWinEventHook) would call
 * into JavaScript from the message loop for each of them, and most are of no interest. An unchanged window costs three
 * calls.
 */
import { win32 } from 'node:path';
import type { Clock } from '../../lifecycle/clock.ts';
import type { ActiveWindow, WindowBackend } from '../backend.ts';
import { openWindowsNative, type WindowHandle, type WindowsNative } from '../native/windows.ts';
import type { Environment } from '../wayland/socket.ts';
import { polledWindows } from './polled.ts';

export interface WindowsOptions {
  readonly open?: () => Promise<WindowsNative>;
  readonly clock?: Clock;
  readonly everyMs?: number;
}

export const fits = (_env: Environment, platform: NodeJS.Platform): boolean => platform === 'win32';

export function createWindowsWindows({
  open = () => openWindowsNative(),
  clock,
  everyMs,
}: WindowsOptions = {}): WindowBackend {
  return polledWindows({
    about: () => ({
      name: 'Windows',
      sees: ['The program and the title of the window in front, within a second.'],
      limits: [{ what: 'Programs that Windows protects from others are recorded as “unknown”.', fix: null }],
    }),
    open: async () => foregroundOf(await open()),
    clock,
    everyMs,
  });
}

/** The program that puts a frame around the windows of Store applications, whose own program is another. */
const FRAME = 'applicationframehost.exe';

/** Gives a function that looks; it remembers the last window's program, which is the costly part. */
function foregroundOf(native: WindowsNative): () => ActiveWindow | null {
  let known: { readonly window: WindowHandle; readonly process: number; readonly app: string } | null = null;
  return () => {
    const window = native.foreground();
    if (Number(window) === 0) return null;
    const process = native.processOf(window);
    if (process === 0) return null;
    const title = native.title(window);
    if (known === null || known.window !== window || known.process !== process) {
      const app = programOf(native, process);
      const inFrame = app.toLowerCase() === FRAME ? hostedProgram(native, window) : app;
      // A frame is there a moment before its application is.
      known = inFrame === null ? null : { window, process, app: inFrame };
      return { app: inFrame ?? app, title };
    }
    return { app: known.app, title };
  };
}

function hostedProgram(native: WindowsNative, frame: WindowHandle): string | null {
  const hosted = native.hosted(frame);
  return Number(hosted) === 0 ? null : programOf(native, native.processOf(hosted));
}

function programOf(native: WindowsNative, process: number): string {
  const path = process === 0 ? null : native.executable(process);
  return path === null || path === '' ? 'unknown' : win32.basename(path);
}
