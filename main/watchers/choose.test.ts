import { describe, expect, it } from 'vitest';
import { type Surroundings, waysToHear, waysToSee } from './choose.ts';

const X11 = { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' };
const SWAY = { WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: '/run/user/1000', DISPLAY: ':0' };

/** Those that are for the session, in the order in which they are tried. */
async function tried({ platform = 'linux', env }: Partial<Surroundings> & Pick<Surroundings, 'env'>) {
  const { windows, idle } = waysToSee({ platform, env });
  const fitting = async (candidates: typeof windows | typeof idle) => {
    const names: string[] = [];
    for (const { name, load } of candidates) if ((await load()) !== null) names.push(name);
    return names.join(', ');
  };
  return { windows: await fitting(windows), idle: await fitting(idle) };
}

describe('the way to see a desktop', () => {
  it.each<[string, Surroundings['env'], string, string]>([
    ['an X11 session', X11, 'X11', 'X11'],
    ['a display without a word on the session', { DISPLAY: ':0' }, 'X11', 'X11'],
    ['sway, where X11 shows only some programs', SWAY, 'Wayland', 'Wayland'],
    ['KDE on Wayland', { ...SWAY, XDG_CURRENT_DESKTOP: 'KDE' }, 'KDE, Wayland', 'Wayland'],
    ['GNOME on Wayland', { ...SWAY, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, 'GNOME, Wayland', 'GNOME, Wayland'],
    ['GNOME on X11', { ...X11, XDG_CURRENT_DESKTOP: 'GNOME' }, 'X11', 'X11'],
    ['a terminal without a desktop', {}, '', ''],
  ])('in %s', async (_, env, windows, idle) => {
    expect(await tried({ env })).toEqual({ windows, idle });
  });

  it.each([
    ['win32', 'Windows'],
    ['darwin', 'macOS'],
  ] as const)('on %s is its own, whatever the environment says', async (platform, name) => {
    expect(await tried({ platform, env: X11 })).toEqual({ windows: name, idle: name });
  });

  it('hears of locks and sleep from logind on Linux, and elsewhere from Electron alone', () => {
    expect(waysToHear({ platform: 'linux', env: X11 })).toHaveLength(1);
    expect(waysToHear({ platform: 'darwin', env: {} })).toHaveLength(0);
  });
});
