/** Where a session's Wayland compositor listens, by the rules of libwayland's wl_display_connect. Pure. */
import { isAbsolute, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A Wayland session on a system that has them. It says nothing of what its compositor can do. */
export function isWayland(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return false;
  return present(env.WAYLAND_DISPLAY) || (env.XDG_SESSION_TYPE === 'wayland' && present(env.XDG_RUNTIME_DIR));
}

/** Null where nothing says where it could be. */
export function waylandSocket(env: Environment): string | null {
  const display = present(env.WAYLAND_DISPLAY) ? env.WAYLAND_DISPLAY : 'wayland-0';
  if (isAbsolute(display)) return display;
  return present(env.XDG_RUNTIME_DIR) ? join(env.XDG_RUNTIME_DIR, display) : null;
}

/** The desktops the session says it is, the most special first, in lower case: `ubuntu:GNOME` is ubuntu and gnome. */
export function desktops(env: Environment): readonly string[] {
  return (env.XDG_CURRENT_DESKTOP ?? '')
    .toLowerCase()
    .split(':')
    .filter((name) => name !== '');
}

function present(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
