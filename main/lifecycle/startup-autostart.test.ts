import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { autostart, type Files } from './startup-autostart.ts';

const OWN = '/home/a/.config/autostart/daytrail.desktop';

/** A person's files, in memory. */
function desktop(found: Record<string, string> = {}) {
  const files = new Map(Object.entries(found));
  const real: Files = {
    read: (file) => files.get(file) ?? null,
    write: (file, text) => void files.set(file, text),
    remove: (file) => void files.delete(file),
  };
  const at = (program: string, env: Record<string, string> = {}, args = ['--hidden']) =>
    autostart({ program, args, env, home: '/home/a', files: real });
  return { files, at, exec: () => /^Exec=(.*)$/m.exec(files.get(OWN) ?? '')?.[1] };
}

describe('the autostart file', () => {
  it('is there when it is on and gone when it is off', () => {
    const { at, files, exec } = desktop();
    const startup = at('/opt/Daytrail/daytrail');
    expect(startup.get()).toEqual({ state: 'off' });
    expect(startup.set(true)).toEqual({ state: 'on' });
    expect(exec()).toBe('"/opt/Daytrail/daytrail" "--hidden"');
    expect(files.get(OWN)).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Daytrail\n/);
    expect(startup.set(false)).toEqual({ state: 'off' });
    expect([...files]).toEqual([]);
  });

  it('follows a program that moved, and keeps what else a person wrote', () => {
    const { at, files, exec } = desktop();
    at('/home/a/Downloads/Daytrail.AppImage').set(true);
    files.set(OWN, `${files.get(OWN)}X-GNOME-Autostart-Delay=20\n`);
    at('/home/a/Apps/Daytrail.AppImage').refresh();
    expect(exec()).toBe('"/home/a/Apps/Daytrail.AppImage" "--hidden"');
    expect(files.get(OWN)).toContain('X-GNOME-Autostart-Delay=20');
  });

  it('goes on to record where it did, whatever a later start was told', () => {
    const { at, exec } = desktop();
    at('/opt/old', {}, ['--hidden', '--data-dir=/home/a/mine']).set(true);
    at('/opt/new', {}, ['--hidden']).refresh();
    expect(exec()).toBe('"/opt/new" "--hidden" "--data-dir=/home/a/mine"');
    at('/opt/new', {}, ['--hidden', '--data-dir=/tmp/trial']).refresh();
    expect(exec()).toBe('"/opt/new" "--hidden" "--data-dir=/home/a/mine"');
  });

  it('is left alone where a person wrote it in words of their own', () => {
    const { at, exec } = desktop({ [OWN]: '[Desktop Entry]\nExec=env LANG=C daytrail --hidden\n' });
    at('/opt/daytrail').refresh();
    expect(exec()).toBe('env LANG=C daytrail --hidden');
  });

  it('is not made by a mere start, and not written without need', () => {
    const { at, files } = desktop();
    at('/opt/daytrail').refresh();
    expect(files.size).toBe(0);
    at('/opt/daytrail').set(true);
    const before = files.get(OWN);
    files.set = () => {
      throw new Error('written');
    };
    at('/opt/daytrail').refresh();
    expect(files.get(OWN)).toBe(before);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off where a desktop wrote %s', (line) => {
    const { at } = desktop({ [OWN]: `[Desktop Entry]\nExec=daytrail\n${line}\n` });
    expect(at('/opt/daytrail').get()).toEqual({ state: 'off' });
    expect(at('/opt/daytrail').set(true)).toEqual({ state: 'on' });
  });

  it('stays with whoever set it for everybody', () => {
    const { at, files } = desktop({ '/etc/xdg/autostart/daytrail.desktop': '[Desktop Entry]' });
    const fixed = { state: 'fixed', on: true, reason: expect.stringContaining('/etc/xdg/autostart') };
    expect(at('/opt/daytrail').get()).toEqual(fixed);
    expect(at('/opt/daytrail').set(false)).toEqual(fixed);
    expect(files.size).toBe(1);
  });

  it('is where the desktop looks for it', () => {
    const { at, files } = desktop();
    at('/opt/daytrail', { XDG_CONFIG_HOME: '/conf' }).set(true);
    at('/opt/daytrail', { XDG_CONFIG_HOME: 'not/absolute' }).set(true);
    expect([...files.keys()]).toEqual(['/conf/autostart/daytrail.desktop', OWN]);
  });

  it('names programs whose paths hold what has a meaning', () => {
    const { at, exec } = desktop();
    at('/home/a/100% "mine" $HOME `x` \\', {}, []).set(true);
    expect(exec()).toBe('"/home/a/100%% \\\\"mine\\\\" \\\\$HOME \\\\`x\\\\` \\\\\\\\"');
  });

  it('follows a program away from such a path', () => {
    const { at, exec } = desktop();
    at('/home/a/100% "mine" $HOME \\ `x` \\').set(true);
    at('/opt/new').refresh();
    expect(exec()).toBe('"/opt/new" "--hidden"');
  });

  it('is a real file, written whole', () => {
    const home = mkdtempSync(join(tmpdir(), 'daytrail-autostart-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const startup = autostart({ program: '/opt/daytrail', args: [], env: {}, home });
    expect(startup.set(true)).toEqual({ state: 'on' });
    const folder = join(home, '.config', 'autostart');
    expect(readdirSync(folder)).toEqual(['daytrail.desktop']);
    expect(readFileSync(join(folder, 'daytrail.desktop'), 'utf8')).toContain('Exec="/opt/daytrail"');
    expect(startup.set(false)).toEqual({ state: 'off' });
    expect(startup.set(false)).toEqual({ state: 'off' });
  });

  it('says what cannot be written', () => {
    const home = mkdtempSync(join(tmpdir(), 'daytrail-autostart-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    writeFileSync(join(home, '.config'), '');
    expect(() => autostart({ program: '/opt/daytrail', args: [], env: {}, home }).set(true)).toThrowError(
      expect.objectContaining({ kind: 'unwritable', message: expect.stringContaining('daytrail.desktop') }),
    );
  });
});
