/**
 * Looks into what was packaged, as it lies unpacked before the installers are made: what app.asar and the folder beside it
 * hold, and how the fuses of the executable are set.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
// electron-builder's own part, which comes with it.
import { type DirectoryRecord, extractFile, type FileRecord, getRawHeader } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { System } from './configuration.ts';

export interface Packed {
  /** In app.asar, with / between folders, sorted. */
  readonly files: readonly string[];
  /** Those that lie beside it as real files. */
  readonly unpacked: readonly string[];
  /** Its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Bytes of the whole application, Electron and all. */
  readonly size: number;
  /** Bytes of app.asar and what lies beside it. */
  readonly ownSize: number;
  /** By electron-builder's names; those that this Electron does not have are missing. */
  readonly fuses: Readonly<Record<string, boolean>>;
}

/** How a fuse is written in the executable: as a digit. Other signs are of fuses that were taken out of this Electron. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** Below the output folder; of macOS one for each processor. */
export function unpackedFolders(dist: string, system: System): readonly string[] {
  const wanted = { linux: /^linux(-\w+)?-unpacked$/, win32: /^win(-\w+)?-unpacked$/, darwin: /^mac(-\w+)?$/ }[system];
  if (!existsSync(dist)) return [];
  return readdirSync(dist)
    .filter((name) => wanted.test(name))
    .map((name) => join(dist, name));
}

export function executableIn(folder: string, system: System): string {
  const name = { linux: 'daytrail', win32: 'Daytrail.exe', darwin: 'Daytrail.app/Contents/MacOS/Daytrail' }[system];
  return join(folder, name);
}

export function resourcesIn(folder: string, system: System): string {
  return join(folder, system === 'darwin' ? 'Daytrail.app/Contents/Resources' : 'resources');
}

export async function inspect(folder: string, system: System): Promise<Packed> {
  const resources = resourcesIn(folder, system);
  const archive = join(resources, 'app.asar');
  const { header } = getRawHeader(archive);
  const all = filesOf(header as DirectoryRecord);
  return {
    files: all.map(({ name }) => name).sort(),
    unpacked: all.flatMap(({ name, unpacked }) => (unpacked ? [name] : [])).sort(),
    manifest: JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as Packed['manifest'],
    size: sizeOf(folder),
    ownSize: statSync(archive).size + sizeOf(`${archive}.unpacked`),
    fuses: await fusesOf(executableIn(folder, system)),
  };
}

interface Entry {
  readonly name: string;
  readonly unpacked: boolean;
}

function filesOf(record: DirectoryRecord, above = ''): readonly Entry[] {
  return Object.entries(record.files).flatMap(([name, entry]) => {
    const path = `${above}${name}`;
    if ('files' in entry) return filesOf(entry, `${path}/`);
    return [{ name: path, unpacked: (entry as FileRecord).unpacked === true }];
  });
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** @electron/fuses calls them by numbers, electron-builder by names with a small first letter. */
async function fusesOf(executable: string): Promise<Record<string, boolean>> {
  const wire: Readonly<Record<string, unknown>> = { ...(await getCurrentFuseWire(executable)) };
  const states = Object.entries(wire).flatMap(([index, state]) => {
    const name = FuseV1Options[Number(index)];
    if (name === undefined || (state !== ON && state !== OFF)) return [];
    return [[`${name[0]?.toLowerCase()}${name.slice(1)}`, state === ON] as const];
  });
  return Object.fromEntries(states);
}
