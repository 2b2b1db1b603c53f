/**
 * Daytrail in Electron as it is installed on Linux: the application lies where a packaged one does, so that Electron loads it
 * before it is ready. `electron <folder>` would add a loader of its own, and the time it takes.
 */
import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../../scripts/root.ts';

export interface Installed {
  readonly executable: string;
  remove(): void;
}

/** `electron` is the runtime's executable; out/ has to be built. */
export function install(electron: string): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-installed-'));
  const dist = dirname(electron);
  for (const name of readdirSync(dist)) {
    if (name !== basename(electron) && name !== 'resources') symlinkSync(join(dist, name), join(folder, name));
  }
  // Electron looks for everything beside the real place of its executable, so a symbolic link would lead it away.
  const executable = join(folder, 'daytrail');
  try {
    linkSync(electron, executable);
  } catch {
    // Another file system.
    cpSync(electron, executable);
  }
  mkdirSync(join(folder, 'resources'));
  symlinkSync(ROOT, join(folder, 'resources/app'));
  return { executable, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
