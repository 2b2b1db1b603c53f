import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './child.ts';
import { chromiumPlaces } from './chromium.ts';
import { hasDisplay, onPath } from './display.ts';
import { findElectron } from './electron.ts';

describe('finding what can run here', () => {
  it('takes a named Electron runtime before the one in node_modules, and never a folder without one', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join('/opt', 'runtime') };
    expect(findElectron(env, () => true)).toContain(join('/opt', 'runtime'));
    expect(findElectron({}, () => true)).toContain(join('node_modules', 'electron', 'dist'));
    expect(findElectron(env, () => false)).toBeNull();
  });

  it('sees a display in X and in Wayland, and always on macOS and Windows', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
    expect(hasDisplay({}, 'win32')).toBe(true);
  });

  it('finds a program on PATH, and none that is not there', () => {
    const env = { PATH: process.env.PATH };
    expect(onPath(process.platform === 'win32' ? 'cmd.exe' : 'sh', env)).not.toBeNull();
    expect(onPath('no-such-program-anywhere', env)).toBeNull();
  });

  it("looks for Windows' browsers in every folder of programs that is set", () => {
    expect(chromiumPlaces('win32', { PROGRAMFILES: 'C:\\Programs' })).toHaveLength(1);
    expect(chromiumPlaces('linux', {})).toContain('/usr/bin/chromium');
  });
});

describe('running a program', () => {
  const node = (script: string, deadlineMs = 20_000) => run(process.execPath, ['-e', script], { deadlineMs });

  it('keeps what it wrote and tells its code', async () => {
    const done = await node("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(done).toMatchObject({ ok: false, code: 3, reason: 'it ended with code 3' });
    expect(done.output).toContain('out\n');
    expect(done.output).toContain('err\n');
  });

  it('ends it at its deadline, and what it has started as well', async () => {
    const started = performance.now();
    const child =
      "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' });";
    // The grandchild holds the same pipes open: the answer comes only when both are gone.
    const done = await node(`${child} setInterval(() => 0, 1000)`, 500);
    expect(done).toMatchObject({ ok: false, code: null, reason: expect.stringContaining('longer than') });
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('ends what it left running when it ended itself', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no signals and no process groups');
    const child =
      "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' });";
    expect(await node(`${child} process.exit(5)`)).toMatchObject({ code: 5, reason: 'it ended with code 5' });
  });

  it('answers when there is no such program', async () => {
    expect(await run('/nowhere/program', [], { deadlineMs: 1000 })).toMatchObject({ ok: false, code: null });
  });
});
