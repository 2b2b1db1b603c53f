import { describe, expect, it } from 'vitest';
import { chooseShell, refusal } from './shell.ts';

const there = () => Promise.resolve({ executable: '/runtime/electron' });
const missing = () => Promise.resolve({ reason: 'there is no Electron runtime' });

describe('the shell that is started', () => {
  it('is Electron where it can run, with all flags passed on', async () => {
    const args = ['--testing', '--no-sandbox'];
    expect(await chooseShell(args, true, there)).toEqual({ kind: 'electron', executable: '/runtime/electron', args });
  });

  it('is the headless one without a runtime, with our flags and without those of Electron', async () => {
    expect(await chooseShell(['--testing', '--no-sandbox', '--port', '0'], true, missing)).toEqual({
      kind: 'headless',
      reason: 'there is no Electron runtime',
      args: ['--testing', '--port', '0'],
    });
  });

  it('is the headless one without a display, and then nothing is fetched', async () => {
    const shell = await chooseShell([], false, () => Promise.reject(new Error('fetched for nothing')));
    expect(shell).toMatchObject({ kind: 'headless', reason: 'there is no display' });
  });
});

describe("Electron's refusals to run", () => {
  it.each([
    [
      '[18894:1122/FATAL:electron_main_delegate.cc(287)] Running as root without --no-sandbox is not supported.',
      /root/,
    ],
    ['[12:1122/ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY\n[12] Exiting.', /display/],
    [
      'electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file',
      /libgtk-3\.so\.0/,
    ],
  ])('are told in words: %s', (stderr, reason) => {
    expect(refusal(stderr)).toMatch(reason);
  });

  it("are not confused with Daytrail's own failures", () => {
    expect(refusal('Port 5600 is in use by ActivityWatch. Quit it, or start Daytrail with --port.\n')).toBeNull();
  });
});
