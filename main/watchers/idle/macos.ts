/** How long nobody has touched anything, on macOS. It needs no permission. */
import type { IdleBackend } from '../backend.ts';
import { type MacosNative, openMacosNative } from '../native/macos.ts';
import type { Environment } from '../wayland/socket.ts';

export interface MacosIdleOptions {
  readonly open?: () => Promise<MacosNative>;
}

export const fits = (_env: Environment, platform: NodeJS.Platform): boolean => platform === 'darwin';

export function createMacosIdle({ open = () => openMacosNative() }: MacosIdleOptions = {}): IdleBackend {
  let native: MacosNative | null = null;
  return {
    about: () => ({
      name: 'macOS',
      sees: ['When the last input was, on any device.'],
      limits: [{ what: 'Sound and calls are not seen: without input, they do not count as being there.', fix: null }],
    }),
    async start() {
      native = await open();
      native.secondsSinceInput();
    },
    async idleMs() {
      return native === null ? 0 : Math.max(0, Math.round(native.secondsSinceInput() * 1_000));
    },
    async stop() {
      native = null;
    },
  };
}
