import { describe, expect, it } from 'vitest';
import { fixedStartup, type Installation, whatToStart } from './startup.ts';

const installed: Installation = {
  flags: { testing: false, inMemory: false, dataDir: null },
  dataDir: '/home/a/.local/share/daytrail',
  packaged: true,
  env: {},
  executable: '/opt/Daytrail/daytrail',
};
const of = (changed: Partial<Installation>) => whatToStart({ ...installed, ...changed });

describe('what is started at login', () => {
  it('is the program as it is installed, without a window', () => {
    expect(of({})).toEqual({ program: '/opt/Daytrail/daytrail', args: ['--hidden'] });
  });

  it('is the AppImage, not what it was unpacked to', () => {
    expect(of({ env: { APPIMAGE: '/home/a/Apps/Daytrail.AppImage' }, executable: '/tmp/.mount_x/daytrail' })).toEqual({
      program: '/home/a/Apps/Daytrail.AppImage',
      args: ['--hidden'],
    });
  });

  it('records where this one does', () => {
    expect(of({ flags: { ...installed.flags, dataDir: 'mine' }, dataDir: '/home/a/mine' })).toMatchObject({
      args: ['--hidden', '--data-dir=/home/a/mine'],
    });
  });

  it.each<[string, Partial<Installation>, RegExp]>([
    ['a trial', { flags: { ...installed.flags, testing: true } }, /trial/],
    ['a record in memory', { flags: { ...installed.flags, inMemory: true } }, /trial/],
    ['a source folder', { packaged: false }, /Install it/],
    ['a Flatpak', { env: { FLATPAK_ID: 'org.example' } }, /settings of the desktop/],
    ['a Snap', { env: { SNAP: '/snap/daytrail/1' } }, /settings of the desktop/],
  ])('is nothing for %s, and it is said why', (_, changed, why) => {
    expect(of(changed)).toEqual({ not: expect.stringMatching(why) });
  });

  it('cannot be changed where it is fixed', () => {
    const startup = fixedStartup('Because.');
    expect(startup.set(true)).toEqual({ state: 'fixed', on: false, reason: 'Because.' });
    expect(startup.get()).toEqual({ state: 'fixed', on: false, reason: 'Because.' });
  });
});
