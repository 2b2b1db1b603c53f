/**
 * A temporary folder of the gate's own, so that nothing stays in the system's of what a test, or a program that a test had
 * to kill, leaves behind. On Linux alone: elsewhere the system's is so long a path already that sockets in it could not be made.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds for this process and all that it starts. Gives what ends it and removes the folder. */
export function ownTemporaryFolder(env = process.env, platform = process.platform): () => void {
  if (platform !== 'linux') return () => undefined;
  const before = env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-gate-'));
  // As the system's own: what may not run as root, such as sway, is run as another user, with its folders in here.
  chmodSync(folder, 0o1777);
  env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete env.TMPDIR;
    else env.TMPDIR = before;
    try {
      // Programs that have just been ended may still be writing.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } catch {
      // What cannot be removed is no reason to hold back what the tests have shown.
    }
  };
}
