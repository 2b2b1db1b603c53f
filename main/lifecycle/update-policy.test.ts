import { describe, expect, it } from 'vitest';
import { CAUSES, type Cause } from './shutdown-causes.ts';
import {
  FIRST_LOOK_MS,
  type Installation,
  installsAfter,
  LOOK_EVERY_MS,
  nextLook,
  troubleOf,
  whyOff,
} from './update-policy.ts';

const installed: Installation = {
  platform: 'linux',
  packaged: true,
  executable: '/tmp/.mount/daytrail',
  env: { APPIMAGE: '/home/mira/Daytrail.AppImage' },
  packageType: null,
  hasFeed: true,
  hasUninstaller: false,
};
const windows = { platform: 'win32', env: {}, hasUninstaller: true, executable: 'C:\\Daytrail\\Daytrail.exe' } as const;
const mac = { platform: 'darwin', env: {}, executable: '/Applications/Daytrail.app/Contents/MacOS/Daytrail' } as const;

describe('a Daytrail that updates itself', () => {
  it.each<[string, Partial<Installation>]>([
    ['an AppImage', {}],
    ['an AppImage made from the folder of a deb', { packageType: 'deb' }],
    ['an installed one on Windows', windows],
    ['one among the applications of a Mac', mac],
  ])('is %s', (_name, changes) => {
    expect(whyOff({ ...installed, ...changes })).toBeNull();
  });

  it.each<[string, string, Partial<Installation>]>([
    ['one that runs from source', 'source', { packaged: false }],
    ['a deb', 'package-manager', { env: {}, packageType: 'deb' }],
    ['an rpm', 'package-manager', { env: {}, packageType: 'rpm' }],
    ['one that was only unpacked', 'not-installed', { env: {} }],
    ['one unpacked on Windows', 'not-installed', { ...windows, hasUninstaller: false }],
    ['a portable one', 'not-installed', { ...windows, env: { PORTABLE_EXECUTABLE_DIR: 'E:\\' } }],
    ['one on a disk image', 'not-installed', { ...mac, executable: '/Volumes/Daytrail/Daytrail.app/Contents/MacOS/x' }],
    ['one that macOS moved aside', 'not-installed', { ...mac, executable: '/private/var/AppTranslocation/1/d/x' }],
    ['one on a system without installers', 'not-installed', { platform: 'freebsd', env: {} }],
    ['one that was not told where to look', 'nowhere', { hasFeed: false }],
  ])('is not %s, and says what to do instead', (_name, reason, changes) => {
    expect(whyOff({ ...installed, ...changes })).toEqual({ reason, message: expect.stringMatching(/^[A-Z].+\.$/) });
  });
});

describe('installing', () => {
  it("follows a person's own quit alone: never the end of the system or the session, a signal or a failure", () => {
    const causes = (Object.keys(CAUSES) as Cause[]).filter((cause) => installsAfter(cause, 0));
    expect(causes).toEqual(['quit']);
  });

  it('does not follow a quit that may have lost something, nor an end that nobody asked for', () => {
    expect(installsAfter('quit', 1)).toBe(false);
    expect(installsAfter(null, 0)).toBe(false);
  });
});

describe('looking by itself', () => {
  it('is never done unless a person wanted that', () => {
    expect(nextLook({ daily: false, lookedAt: null, since: 1e12 })).toBeNull();
  });

  it('is done some minutes after the start, and a day after the last look', () => {
    expect(nextLook({ daily: true, lookedAt: null, since: 0 })).toBe(FIRST_LOOK_MS);
    expect(nextLook({ daily: true, lookedAt: null, since: FIRST_LOOK_MS * 2 })).toBe(0);
    expect(nextLook({ daily: true, lookedAt: 1000, since: 2000 })).toBe(LOOK_EVERY_MS - 1000);
    expect(nextLook({ daily: true, lookedAt: 0, since: LOOK_EVERY_MS + 5 })).toBe(0);
  });
});

describe('what went wrong', () => {
  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', /cannot be reached/],
    ['getaddrinfo ENOTFOUND example.org', /cannot be reached/],
    ['sha512 checksum mismatch, expected a, got b', /not what was published/],
    ['Cannot parse releases feed: <html>', /the log says/],
  ])('%s: is said in words, without what a server wrote', (message, said) => {
    expect(troubleOf(new Error(message))).toMatch(said);
    expect(troubleOf(new Error(message))).not.toContain(message);
  });
});
