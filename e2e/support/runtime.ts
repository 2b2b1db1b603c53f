/**
 * The Electron that the tests start, with the built Daytrail and the spy in it. The application is put where a packaged
 * one lies (resources/app), so that Electron loads it by itself, as it does in an installed Daytrail, and before it is
 * ready; what `electron <folder>` does comes from a loader, which a runtime made available by hand may do without.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { linkRuntime } from '../../scripts/electron-runtime.ts';
import { makeFolder, ROOT } from './places.ts';

export interface Runtime {
  readonly executable: string;
  /** Before Daytrail's own flags. */
  readonly args: readonly string[];
  /** The folder to remove afterwards; null: none was made. */
  readonly folder: string | null;
}

const SPY = path.join(import.meta.dirname, 'spy.cjs');
/** Only the test may give the sandbox up: as root, in a container, Chromium does not start with it. */
const SANDBOX = process.platform === 'linux' ? ['--no-sandbox'] : [];

/** Electron's own way of development, `electron <folder>`. There are loaders that come to it only when Electron is ready. */
export function loaderRuntime(): Runtime {
  return { executable: electronExecutable(), args: [...SANDBOX, '-r', SPY, ROOT], folder: null };
}

/** On macOS and Windows the application cannot be put into the runtime; there is only Electron's own, with its loader. */
export function makeRuntime(): Runtime {
  if (process.platform !== 'linux') return loaderRuntime();
  const folder = makeFolder();
  const executable = linkRuntime(electronExecutable(), folder, 'electron');
  const app = path.join(folder, 'resources/app');
  mkdirSync(app, { recursive: true });
  const { name, productName, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name, productName, version, type: 'module', main: 'main.js' }),
  );
  const load = (file: string) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`;
  writeFileSync(path.join(app, 'main.js'), load(SPY) + load(path.join(ROOT, 'out/main/index.js')));
  return { executable, args: SANDBOX, folder };
}

/** Outside Electron its package is the path of the executable, ELECTRON_OVERRIDE_DIST_PATH taken into account. */
function electronExecutable(): string {
  return createRequire(import.meta.url)('electron');
}
