/**
 * Which backends are worth trying in a session, best first. Each loads its own code, and only when it is tried: a desktop
 * pays for no other.
 */
import type { IdleBackend, WindowBackend } from './backend.ts';
import type { Candidate } from './backend-keeper.ts';
import { type Environment, isWayland } from './wayland/socket.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
}

interface Ways {
  readonly windows: readonly Candidate<WindowBackend>[];
  readonly idle: readonly Candidate<IdleBackend>[];
}

export function waysToSee({ platform, env }: Surroundings): Ways {
  return isWayland(env, platform) ? onWayland(platform, env) : onX11(env);
}

function onX11(env: Environment): Ways {
  const { DISPLAY: display = '' } = env;
  if (display === '') return { windows: [], idle: [] };
  return {
    windows: [{ name: 'X11', load: async () => (await import('./window/x11.ts')).createX11Windows({ display }) }],
    idle: [{ name: 'X11', load: async () => (await import('./idle/x11.ts')).createX11Idle({ display }) }],
  };
}

/** Not X11 as well: there it shows only the programs that still need it, and would tell of the wrong window. */
function onWayland(platform: NodeJS.Platform, env: Environment): Ways {
  return {
    windows: [
      {
        name: 'KDE',
        load: async () => {
          const { createKdeWindows, fits } = await import('./window/kde.ts');
          return fits(env, platform) ? createKdeWindows({ env }) : null;
        },
      },
      {
        name: 'GNOME',
        load: async () => {
          const { createGnomeWindows, fits } = await import('./window/gnome.ts');
          return fits(env, platform) ? createGnomeWindows({ env }) : null;
        },
      },
      { name: 'Wayland', load: async () => (await import('./window/wlroots.ts')).createWlrootsWindows({ env }) },
    ],
    idle: [
      {
        name: 'GNOME',
        load: async () => {
          const { createGnomeIdle, fits } = await import('./idle/gnome.ts');
          return fits(env, platform) ? createGnomeIdle({ env }) : null;
        },
      },
      { name: 'Wayland', load: async () => (await import('./idle/wayland.ts')).createWaylandIdle({ env }) },
    ],
  };
}
