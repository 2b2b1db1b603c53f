import { describe, expect, it } from 'vitest';
import { spareGraphicsDriver } from './gtk-graphics.ts';

describe('GTK', () => {
  it('asks for no graphics driver on Linux, and what Daytrail opens later does as it likes', () => {
    const env: NodeJS.ProcessEnv = { HOME: '/home/me' };
    const ready = spareGraphicsDriver(env, 'linux');
    expect(env).toEqual({ HOME: '/home/me', GDK_GL: 'disable' });
    ready();
    expect(env).toEqual({ HOME: '/home/me' });
  });

  it.each<[NodeJS.Platform, NodeJS.ProcessEnv]>([
    ['linux', { GDK_GL: 'always' }],
    ['darwin', {}],
    ['win32', {}],
  ])('is left alone where it is not used or somebody has decided: %s %j', (platform, given) => {
    const env = { ...given };
    spareGraphicsDriver(env, platform)();
    expect(env).toEqual(given);
  });
});
