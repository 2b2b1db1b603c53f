import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { silentLog } from '../lifecycle/log.ts';
import { whyOff } from '../lifecycle/update-policy.ts';

vi.mock('electron', () => ({ autoUpdater: {} }));
const { installationAt, updateSource } = await import('./updates.ts');

/** A program's folder with these files in its resources, and these beside its executable. */
function aFolder(resources: Readonly<Record<string, string>>, beside: readonly string[] = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'daytrail-updates-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'resources'));
  for (const [name, text] of Object.entries(resources)) writeFileSync(path.join(folder, 'resources', name), text);
  for (const name of beside) writeFileSync(path.join(folder, name), '');
  return { packaged: true, executable: path.join(folder, 'daytrail'), resources: path.join(folder, 'resources') };
}

describe('how Daytrail was installed', () => {
  it('is told by what electron-builder leaves: the mark of a deb, the address of releases, the uninstaller', () => {
    const deb = installationAt(
      { platform: 'linux', env: {} },
      aFolder({ 'package-type': 'deb\n', 'app-update.yml': '' }),
    );
    expect(deb).toMatchObject({ packageType: 'deb', hasFeed: true, hasUninstaller: false });
    expect(whyOff(deb)?.reason).toBe('package-manager');
    const windows = installationAt({ platform: 'win32', env: {} }, aFolder({}, ['Uninstall Daytrail.exe']));
    expect(windows).toMatchObject({ packageType: null, hasFeed: false, hasUninstaller: true });
    expect(whyOff(windows)?.reason).toBe('nowhere');
  });

  it('decides whether there is anything that looks for updates at all', () => {
    const at = (env: Record<string, string>) =>
      updateSource(installationAt({ platform: 'linux', env }, aFolder({ 'app-update.yml': '' })), silentLog);
    expect(at({})).toEqual({ off: expect.objectContaining({ reason: 'not-installed' }) });
    expect(at({ APPIMAGE: '/Daytrail.AppImage' })).toEqual({ open: expect.any(Function) });
  });
});
