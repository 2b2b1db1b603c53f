/** Whether windows can be shown here. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** macOS and Windows always have a display; elsewhere an X or Wayland server is named in the environment. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** The full path of a program on PATH, or null. */
export function onPath(program: string, env: NodeJS.ProcessEnv): string | null {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const file = join(folder, program);
    try {
      if (folder !== '') accessSync(file, constants.X_OK);
      else continue;
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
