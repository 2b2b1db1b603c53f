/**
 * What is added to electron-builder.yml for one run: what cannot be written there because it depends on the system that is
 * built for, on the runtime, or on where the project lives.
 */
import type { Configuration } from 'electron-builder';
import type { Addon } from './addon.ts';

export type System = 'linux' | 'darwin' | 'win32';

export interface Surroundings {
  readonly system: System;
  /** Files of the bundle that nothing in the packaged program comes to, relative to the project. */
  readonly unused: readonly string[];
  /** A file with the licences of what is shipped of others. */
  readonly notices: string;
  /** An unpacked Electron of one's own, instead of the release that package.json pins. */
  readonly runtime: { readonly dist: string; readonly version: string; readonly addon: Addon } | null;
  /** `owner/name` at GitHub, whose releases an installed Daytrail looks at; null: not known, and so it looks nowhere. */
  readonly repository: string | null;
}

/** Its name among the resources. */
export const NOTICES = 'LICENSES.txt';

const PUBLISHED = '!node_modules/better-sqlite3/{deps,src,build}/**';
/** The compiled binary instead, and nothing else that a compiler leaves there. */
const COMPILED = [
  '!node_modules/better-sqlite3/{deps,src,prebuilds}/**',
  '!node_modules/better-sqlite3/build/!(Release)/**',
  '!node_modules/better-sqlite3/build/*.*',
  '!node_modules/better-sqlite3/build/Release/!(better_sqlite3.node)',
];
/** Linux is spoken to over plain sockets (main/watchers), so nothing is called through koffi there. */
const WITHOUT_KOFFI = ['!node_modules/koffi/**', '!node_modules/@koromix/**'];

export function configurationFor(
  base: Configuration,
  { system, unused, notices, runtime, repository }: Surroundings,
): Configuration {
  const files = [base.files].flat().flatMap((file) => (file === PUBLISHED && compiled(runtime) ? COMPILED : [file]));
  return {
    ...base,
    files: [
      ...files.filter((file) => file !== null && file !== undefined),
      ...(system === 'linux' ? WITHOUT_KOFFI : []),
      ...unused.map((file) => `!${file}`),
    ],
    extraResources: [{ from: notices, to: NOTICES }],
    ...(runtime !== null && {
      electronDist: runtime.dist,
      electronVersion: runtime.version,
      afterExtract: './scripts/package/bare-runtime.ts',
    }),
    ...releases(base, repository),
  };
}

const compiled = (runtime: Surroundings['runtime']): boolean => runtime?.addon === 'compiled';

function releases(base: Configuration, repository: string | null): Configuration {
  if (repository === null) return { publish: null };
  const [owner = '', repo = ''] = repository.split('/');
  return {
    publish: { ...(base.publish as { provider: 'github' }), owner, repo },
    extraMetadata: { ...base.extraMetadata, homepage: `https://github.com/${repository}` },
  };
}

/** A secret that was never set reaches a workflow's step as an empty text, which electron-builder would take for one. */
export function withoutEmptySecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || !/^((WIN_)?CSC_|APPLE_)/.test(name)),
  );
}

const SYSTEMS: Readonly<Record<string, System>> = {
  '--linux': 'linux',
  '-l': 'linux',
  '--mac': 'darwin',
  '--macos': 'darwin',
  '-m': 'darwin',
  '-o': 'darwin',
  '--win': 'win32',
  '--windows': 'win32',
  '-w': 'win32',
};

/** Which system electron-builder's arguments ask for: this one unless another is named. One at a time. */
export function systemOf(args: readonly string[], here: NodeJS.Platform): System | { readonly reason: string } {
  const named = [...new Set(args.flatMap((arg) => SYSTEMS[arg] ?? []))];
  if (named.length > 1) return { reason: `one system at a time, not ${named.join(' and ')}` };
  const [system = here] = named;
  if (system === 'linux' || system === 'darwin' || system === 'win32') return system;
  return { reason: `there are no packages for ${system}` };
}
