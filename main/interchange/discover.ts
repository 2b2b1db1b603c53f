/**
 * The records of ActivityWatch on this machine, in the places where its servers keep them. Nothing of them is opened:
 * that one is in use is told by the server that answers, or by when it was last written.
 */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { FoundRecord } from '../../preload/contract/imports.ts';
import { xdgFolder } from './xdg.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** ms since the Unix epoch. */
  now(): number;
  /** Null where there is no such file. */
  stat(file: string): { readonly size: number; readonly mtimeMs: number } | null;
  /** Null where it cannot be read. */
  read(file: string): string | null;
  /** The device id that the server on ActivityWatch's usual port tells; null where none answers. */
  answering(): Promise<string | null>;
}

interface Place {
  readonly kind: FoundRecord['kind'];
  readonly path: string;
}

/** In which they are offered: who has both had aw-server first, and aw-server-rust took over what it had. */
const SERVERS = [
  { kind: 'aw-server-rust', folder: 'aw-server-rust', file: 'sqlite.db' },
  { kind: 'aw-server', folder: 'aw-server', file: 'peewee-sqlite.v2.db' },
] as const;

/** A server commits what it is sent every 15 s at most. */
const LATELY_MS = 60_000;

/** Those that are there, aw-server-rust's before aw-server's, of each the one written last first. */
export async function findRecords(machine: Machine = thisMachine()): Promise<FoundRecord[]> {
  const there = knownPlaces(machine).flatMap((place) => {
    const file = machine.stat(place.path);
    if (file === null || file.size === 0) return [];
    const wal = machine.stat(`${place.path}-wal`);
    const mtimeMs = Math.max(file.mtimeMs, wal?.mtimeMs ?? 0);
    return [{ place, bytes: file.size + (wal?.size ?? 0), mtimeMs }];
  });
  if (there.length === 0) return [];
  const device = await machine.answering();
  const found = there.map(({ place, bytes, mtimeMs }) => ({
    ...place,
    bytes,
    modified: Math.round(mtimeMs * 1000),
    running: machine.now() - mtimeMs < LATELY_MS || (device !== null && deviceBeside(place.path, machine) === device),
  }));
  const rank = ({ kind }: FoundRecord) => SERVERS.findIndex((server) => server.kind === kind);
  return found.sort((a, b) => rank(a) - rank(b) || b.modified - a.modified);
}

/** Where ActivityWatch's servers keep their records, each once. Trials (`-testing`) are not looked for. */
export function knownPlaces({ platform, env, home }: Pick<Machine, 'platform' | 'env' | 'home'>): Place[] {
  const { join } = platform === 'win32' ? path.win32 : path.posix;
  const bases = basesOf(platform, env, home);
  const places = SERVERS.flatMap(({ kind, folder, file }) =>
    bases.map((base) => ({ kind, path: join(base, 'activitywatch', folder, file) })),
  );
  return places.filter((place, at) => places.findIndex((other) => other.path === place.path) === at);
}

/**
 * Windows has three: aw-server-rust keeps its record in the roaming folder and once kept it in the local one;
 * aw-server's library puts the name of the program twice into the path.
 */
function basesOf(platform: NodeJS.Platform, env: Machine['env'], home: string): readonly string[] {
  if (platform === 'win32') {
    const { join } = path.win32;
    const roaming = env.APPDATA || join(home, 'AppData', 'Roaming');
    const local = env.LOCALAPPDATA || join(home, 'AppData', 'Local');
    return [roaming, local, join(local, 'activitywatch')];
  }
  if (platform === 'darwin') return [path.posix.join(home, 'Library', 'Application Support')];
  return [xdgFolder('data', { env, home })];
}

/** Both servers keep the device's id, which they tell whoever asks, beside their record. */
function deviceBeside(record: string, { platform, read }: Machine): string | null {
  const { join, dirname } = platform === 'win32' ? path.win32 : path.posix;
  return read(join(dirname(record), 'device_id'))?.trim() || null;
}

const USUAL_INFO = 'http://127.0.0.1:5600/api/0/info';
const PATIENCE_MS = 1000;

function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    now: Date.now,
    stat: (file) => orNull(() => statSync(file)),
    read: (file) => orNull(() => readFileSync(file, 'utf8')),
    answering: async () => (await serverAt(USUAL_INFO))?.deviceId ?? null,
  };
}

/** What the server at this address of `/api/0/info` says of itself; null where none answers that speaks ActivityWatch's API. */
export async function serverAt(info: string): Promise<{ readonly deviceId: string; readonly testing: boolean } | null> {
  try {
    const answer = await fetch(info, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    const { device_id: deviceId, testing } = said.parse(await answer.json());
    return { deviceId, testing };
  } catch {
    return null;
  }
}

const said = z.object({ device_id: z.string(), testing: z.boolean() });

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
