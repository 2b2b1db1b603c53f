/**
 * Packages what is built, by electron-builder.yml and what configuration.ts adds to it, then looks into what came out. A
 * package that holds something else than expected.ts says is none.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { load } from 'js-yaml';
import { inRoot, ROOT, TOOLS } from '../root.ts';
import { runNode } from '../runtime/child.ts';
import { findElectron } from '../runtime/electron.ts';
import { addonFor } from './addon.ts';
import { configurationFor, type Surroundings, type System, systemOf, withoutEmptySecrets } from './configuration.ts';
import { flawsOf } from './expected.ts';
import { inspect, type Packed, unpackedFolders } from './inspect.ts';
import { fetchKoffi } from './koffi.ts';
import { bundled, notices } from './notices.ts';
import { reachable } from './reachable.ts';

const OUTPUT = 'dist';
/** Of the bundle in out/main: what Electron starts. From it everything is reached, threads as well. */
const ENTRIES = ['index.js'];
const DEADLINE_MS = 1_800_000;

export interface PackagedApp {
  readonly folder: string;
  readonly packed: Packed;
}
export type PackageOutcome = { readonly apps: readonly PackagedApp[] } | { readonly reason: string };

/** `args` are electron-builder's. What is built must be up to date. */
export async function packageApp(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<PackageOutcome> {
  const system = systemOf(args, process.platform);
  if (typeof system === 'object') return system;
  const base = load(readFileSync(inRoot('electron-builder.yml'), 'utf8')) as Configuration;
  const runtime = await runtimeFor(env);
  if (runtime !== null && 'reason' in runtime) return runtime;
  if (runtime !== null) say(`Electron ${runtime.version} of ${runtime.dist}, better-sqlite3 as ${runtime.addon}`);
  const repository = env.GITHUB_REPOSITORY || null;
  if (repository === null) say('No GITHUB_REPOSITORY is named, so what is packaged will not look for updates');
  const lacking = await fetchKoffi(system, archsOf(args));
  if (lacking !== null) return { reason: lacking };

  const folder = mkdtempSync(join(tmpdir(), 'daytrail-package-'));
  try {
    const file = join(folder, 'electron-builder.json');
    const notices = join(folder, 'licences.txt');
    writeFileSync(notices, noticesFor(system));
    const surroundings = { system, unused: unusedFiles(), notices, runtime, repository };
    writeFileSync(file, JSON.stringify(configurationFor(base, surroundings)));
    for (const left of unpackedFolders(inRoot(OUTPUT), system)) rmSync(left, { recursive: true });
    const options = { deadlineMs: DEADLINE_MS, env: withoutEmptySecrets(env), show: true };
    const built = await runNode(TOOLS.package, ['--publish', 'never', '--config', file, ...args], options);
    if (!built.ok) return { reason: `electron-builder: ${built.reason}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return lookInto(system, base, say);
}

async function runtimeFor(env: NodeJS.ProcessEnv): Promise<Surroundings['runtime'] | { readonly reason: string }> {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!dist) return null;
  const electron = findElectron(env);
  if (electron === null) return { reason: `there is no Electron in ${dist} (ELECTRON_OVERRIDE_DIST_PATH)` };
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const choice = await addonFor(electron);
  return 'reason' in choice ? choice : { dist, version, addon: choice.addon };
}

/** The processors that are asked for; electron-builder.yml names those of macOS, elsewhere it is this machine's. */
function archsOf(args: readonly string[]): readonly string[] {
  const named = ['x64', 'arm64'].filter((arch) => args.includes(`--${arch}`));
  if (named.length > 0) return named;
  return process.platform === 'darwin' && !args.includes('--dir') ? ['x64', 'arm64'] : [process.arch];
}

/** The headless shell and what it alone needs is no part of an installed Daytrail. */
function unusedFiles(): readonly string[] {
  const used = reachable(inRoot('out/main'), ENTRIES);
  return readdirSync(inRoot('out/main'))
    .filter((name) => !used.has(name))
    .map((name) => `out/main/${name}`);
}

/** Of what is bundled, and of the packages that are shipped as such. */
function noticesFor(system: System): string {
  const whole = system === 'linux' ? ['better-sqlite3'] : ['better-sqlite3', 'koffi'];
  return notices(ROOT, [...bundled(inRoot('out')), ...whole.map((name) => `node_modules/${name}`)]);
}

async function lookInto(system: System, base: Configuration, say: (line: string) => void): Promise<PackageOutcome> {
  const apps: PackagedApp[] = [];
  const { resetAdHocDarwinSignature: _signature, ...wantedFuses } = base.electronFuses as Record<string, boolean>;
  for (const folder of unpackedFolders(inRoot(OUTPUT), system)) {
    const packed = await inspect(folder, system);
    const flaws = flawsOf(packed, { system, arch: archOf(folder), wantedFuses });
    if (flaws.length > 0) return { reason: `${folder} is not as it should be:\n${flaws.join('\n')}` };
    const unknown = Object.keys(wantedFuses).filter((name) => !(name in packed.fuses));
    say(`${folder}: ${inMegabytes(packed.size)}, of which ${inMegabytes(packed.ownSize)} are Daytrail's own`);
    say(
      `  ${Object.keys(packed.fuses).length} fuses are as they are stated${list(', not in this Electron: ', unknown)}`,
    );
    apps.push({ folder, packed });
  }
  return apps.length > 0 ? { apps } : { reason: `electron-builder has left no application in ${OUTPUT}/` };
}

/** A folder without a processor in its name is of x64 (electron-builder's habit). */
const archOf = (folder: string): string => (/arm64/.test(basename(folder)) ? 'arm64' : 'x64');
const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const list = (before: string, names: readonly string[]): string => (names.length > 0 ? before + names.join(', ') : '');
