/**
 * Daytrail in Electron as it is installed on Linux: the application lies where a packaged one does, so that Electron loads it
 * before it is ready. `electron <folder>` would add a loader of its own, and the time it takes.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkRuntime } from '../../scripts/electron-runtime.ts';
import { ROOT } from '../../scripts/root.ts';

export interface Installed {
  readonly executable: string;
  remove(): void;
}

/** `electron` is the runtime's executable; out/ has to be built. */
export function install(electron: string): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-installed-'));
  const executable = linkRuntime(electron, folder, 'daytrail');
  mkdirSync(join(folder, 'resources'));
  symlinkSync(ROOT, join(folder, 'resources/app'));
  return { executable, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
