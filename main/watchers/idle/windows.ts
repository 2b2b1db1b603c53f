/** How long nobody has touched anything, on Windows. */
import type { IdleBackend } from '../backend.ts';
import { openWindowsNative, type WindowsNative } from '../native/windows.ts';
import type { Environment } from '../wayland/socket.ts';

export interface WindowsIdleOptions {
  readonly open?: () => Promise<WindowsNative>;
}

export const fits = (_env: Environment, platform: NodeJS.Platform): boolean => platform === 'win32';

export function createWindowsIdle({ open = () => openWindowsNative() }: WindowsIdleOptions = {}): IdleBackend {
  let native: WindowsNative | null = null;
  return {
    about: () => ({
      name: 'Windows',
      sees: ['When the last input was, on any device.'],
      limits: [
        { what: 'Game controllers do not count as input.', fix: null },
        { what: 'Sound and calls are not seen: without input, they do not count as being there.', fix: null },
      ],
    }),
    async start() {
      native = await open();
      native.lastInput();
    },
    async idleMs() {
      const last = native?.lastInput() ?? null;
      return native === null || last === null ? 0 : sinceTick(native.tickMs(), last);
    },
    async stop() {
      native = null;
    },
  };
}

const WRAP = 2 ** 32;
/** An input can come between the two questions, and then lies a moment ahead. */
const AHEAD_MS = 60_000;

/**
 * The time since the last input in ms. Windows tells its time in 32 bits, which begin again at 0 after 49.7 days; the time
 * now is known in full. Pure.
 */
export function sinceTick(nowMs: number, last: number): number {
  const since = ((((nowMs % WRAP) - last) % WRAP) + WRAP) % WRAP;
  return since > WRAP - AHEAD_MS ? 0 : since;
}
