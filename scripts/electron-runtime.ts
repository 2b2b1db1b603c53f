/**
 * An Electron of one's own on Linux: its files linked into a folder, so that an application can be put beside them, where a
 * packaged one lies, without touching the Electron that is installed.
 */
import { cpSync, linkSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** All but its `resources`; gives the executable, which is called `name`. */
export function linkRuntime(electron: string, folder: string, name: string): string {
  const dist = dirname(electron);
  for (const file of readdirSync(dist)) {
    if (file !== basename(electron) && file !== 'resources') symlinkSync(join(dist, file), join(folder, file));
  }
  // Electron looks for everything beside the real place of its executable, so a symbolic link would lead it away.
  const executable = join(folder, name);
  try {
    linkSync(electron, executable);
  } catch {
    // Another file system.
    cpSync(electron, executable);
  }
  return executable;
}
