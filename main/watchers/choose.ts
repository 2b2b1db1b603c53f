/**
 * Which backends are worth trying in a session, best first. Each loads its own code, and only when it is tried: a desktop
 * pays for no other.
 */
import type { IdleBackend, WindowBackend } from './backend.ts';
import type { Candidate } from './backend-keeper.ts';
import type { SystemEvents } from './system-events.ts';
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
  if (platform === 'win32') return ON_WINDOWS;
  if (platform === 'darwin') return ON_MACOS;
  return isWayland(env, platform) ? onWayland(platform, env) : onX11(env);
}

/** Who tells of locks, sleep and other people's sessions, besides Electron. */
export function waysToHear({ platform, env }: Surroundings): readonly SystemEvents[] {
  if (platform !== 'linux') return [];
  return [loadedAtStart(async () => (await import('./logind.ts')).createLogind({ env }))];
}

const ON_WINDOWS: Ways = {
  windows: [{ name: 'Windows', load: async () => (await import('./window/windows.ts')).createWindowsWindows() }],
  idle: [{ name: 'Windows', load: async () => (await import('./idle/windows.ts')).createWindowsIdle() }],
};

const ON_MACOS: Ways = {
  windows: [
    { name: 'macOS', load: async () => (await import('./window/macos.ts')).createMacosWindows({ mayAsk: true }) },
  ],
  idle: [{ name: 'macOS', load: async () => (await import('./idle/macos.ts')).createMacosIdle() }],
};

function onX11(env: Environment): Ways {
  const { DISPLAY: display = '' } = env;
  if (display === '') return { windows: [], idle: [] };
  return {
    windows: [{ name: 'X11', load: async () => (await import('./window/x11.ts')).createX11Windows({ display }) }],
    idle: [
      { name: 'X11', load: async () => inhibitable(env, (await import('./idle/x11.ts')).createX11Idle({ display })) },
    ],
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
          return fits(env, platform) ? inhibitable(env, createGnomeIdle({ env })) : null;
        },
      },
      {
        name: 'Wayland',
        load: async () => inhibitable(env, (await import('./idle/wayland.ts')).createWaylandIdle({ env })),
      },
    ],
  };
}

async function inhibitable(env: Environment, backend: IdleBackend): Promise<IdleBackend> {
  const { createInhibitors, withInhibitors } = await import('./idle/inhibitors.ts');
  return withInhibitors(backend, createInhibitors({ env }));
}

function loadedAtStart(load: () => Promise<SystemEvents>): SystemEvents {
  let loaded: SystemEvents | null = null;
  return {
    start: async (listener) => {
      loaded ??= await load();
      await loaded.start(listener);
    },
    stop: async () => loaded?.stop(),
  };
}
