/**
 * Where an Electron runtime lies, and how one is fetched. Since Electron 42 its package brings the runtime only when asked.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../root.ts';
import { type Finished, runNode } from './child.ts';

const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The executable: of the runtime named by ELECTRON_OVERRIDE_DIST_PATH, else of the one in node_modules; null where neither is there. */
export function findElectron(env: NodeJS.ProcessEnv, exists: (file: string) => boolean = existsSync): string | null {
  const name = EXECUTABLE[process.platform] ?? 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = override ? join(override, name) : inRoot('node_modules/electron/dist', name);
  return exists(file) ? file : null;
}

/** Downloads the pinned runtime into node_modules. A network that cannot reach the releases is noticed within ten seconds. */
export async function fetchElectron(env: NodeJS.ProcessEnv): Promise<Finished> {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  const mirrored = env.ELECTRON_MIRROR !== undefined || env.npm_config_electron_mirror !== undefined;
  if (
    !mirrored &&
    !(await answers(`https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`))
  ) {
    return { ok: false, code: null, output: '', reason: "Electron's downloads cannot be reached" };
  }
  return runNode(inRoot('node_modules/electron/install.js'), [], { deadlineMs: 300_000, env });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}
