/**
 * Which backends are worth trying in a session, best first. Each loads its own code only when it is tried.
 */

import type { IdleBackend, WindowBackend } from './backend.ts';
import type { Candidate } from './backend-keeper.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A Wayland session's X server shows only the programs that still need one: it would tell of the wrong window. */
const isX11 = ({ platform, env }: Surroundings): boolean =>
  !['win32', 'darwin'].includes(platform) &&
  isSet(env.DISPLAY) &&
  !isSet(env.WAYLAND_DISPLAY) &&
  env.XDG_SESSION_TYPE !== 'wayland';

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

export function windowCandidates(here: Surroundings): readonly Candidate<WindowBackend>[] {
  const display = here.env.DISPLAY ?? '';
  return [
    {
      name: 'X11',
      fits: isX11(here),
      load: async () => (await import('./window/x11.ts')).createX11Windows({ display }),
    },
  ];
}

export function idleCandidates(here: Surroundings): readonly Candidate<IdleBackend>[] {
  const display = here.env.DISPLAY ?? '';
  return [
    {
      name: 'X11',
      fits: isX11(here),
      load: async () => (await import('./idle/x11.ts')).createX11Idle({ display }),
    },
  ];
}
