/**
 * A hook of electron-builder (afterExtract): takes out of an unpacked Electron of one's own what it takes out of those that
 * it unpacks itself, the application that shows a welcome page.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PackContext } from 'app-builder-lib/out/configuration.js';

export default function bareRuntime({ appOutDir, packager }: PackContext): void {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  rmSync(join(appOutDir, 'version'), { force: true });
}
