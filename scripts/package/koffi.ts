/**
 * koffi's binary for a processor other than this machine's. npm installs the one package that fits the machine, so that
 * packaging for both kinds of Macs on one of them lacks the other; it is fetched as the lock file names it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../root.ts';
import { type Finished, run, runNode } from '../runtime/child.ts';
import type { System } from './configuration.ts';

interface Locked {
  readonly version: string;
  readonly integrity: string;
}

/** Null, or why a binary that is needed is not there. */
export async function fetchKoffi(system: System, archs: readonly string[]): Promise<string | null> {
  if (system === 'linux') return null;
  for (const arch of archs) {
    const name = `@koromix/koffi-${system}-${arch}`;
    if (existsSync(inRoot('node_modules', name))) continue;
    const trouble = await fetchPackage(name);
    if (trouble !== null) return `${name} cannot be fetched: ${trouble}`;
  }
  return null;
}

async function fetchPackage(name: string): Promise<string | null> {
  const locked = lockedPackage(readFileSync(inRoot('package-lock.json'), 'utf8'), name);
  if (locked === null) return 'the lock file does not name it';
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-koffi-'));
  try {
    const args = ['pack', `${name}@${locked.version}`, '--pack-destination', folder];
    const packed = await runNpm(args);
    if (!packed.ok) return packed.reason;
    const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${locked.version}.tgz`);
    if (!fits(readFileSync(tarball), locked.integrity)) return 'it is not the one that the lock file names';
    const target = inRoot('node_modules', name);
    mkdirSync(target, { recursive: true });
    const unpacked = await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], { deadlineMs: 60_000 });
    return unpacked.ok ? null : unpacked.reason;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** npm tells its scripts where it lies itself; as JavaScript it needs no shell, not on Windows either. */
function runNpm(args: readonly string[]): Promise<Finished> {
  const options = { deadlineMs: 120_000 };
  const npm = process.env.npm_execpath;
  return npm === undefined ? run('npm', args, options) : runNode(npm, args, options);
}

export function lockedPackage(lock: string, name: string): Locked | null {
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, Locked>> };
  return packages[`node_modules/${name}`] ?? null;
}

/** By the strongest of its hashes, as npm writes them: `sha512-` and base64. */
export function fits(content: Buffer, integrity: string): boolean {
  const wanted = integrity.split(' ').find((hash) => hash.startsWith('sha512-'));
  return wanted === `sha512-${createHash('sha512').update(content).digest('base64')}`;
}
