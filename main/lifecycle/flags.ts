/**
 * The command line, the same for both shells. Anything that is not known is an error that names it: a mistyped
 * `--data-dri` must not start recording somewhere else.
 */
import { type GivenFlags, readArguments } from './arguments.ts';
import { isRuntimeSwitch } from './runtime-switches.ts';

export interface Flags {
  /** Own port and database file, so that a trial never touches the record. */
  readonly testing: boolean;
  /** Null: the usual one (`apiPort`). 0: any free one. */
  readonly port: number | null;
  /** As given, possibly relative; null: the platform's usual folder (paths.ts). */
  readonly dataDir: string | null;
  readonly inMemory: boolean;
  /** Whether the built-in watchers run. */
  readonly watchers: boolean;
  /** Start without a window. */
  readonly hidden: boolean;
}

export type ParsedFlags =
  | { readonly kind: 'run'; readonly flags: Flags }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string };

/** ActivityWatch's own ports, which its watchers and clients call without being told. */
export const USUAL_PORT = 5600;
export const TESTING_PORT = 5666;

export function apiPort(flags: Pick<Flags, 'testing' | 'port'>): number {
  return flags.port ?? (flags.testing ? TESTING_PORT : USUAL_PORT);
}

const PORT_VALUE = 'a number from 0 to 65535';

/** Which record and which port: the same for everything that has to do with one. */
export const RECORD_FLAGS = { testing: null, port: PORT_VALUE, 'data-dir': 'a folder' } as const;

export type RecordFlags = Pick<Flags, 'testing' | 'port' | 'dataDir'>;

/** A text says what is wrong with them. */
export function recordFlags(given: GivenFlags<typeof RECORD_FLAGS>): RecordFlags | string {
  const port = given.last('port');
  if (port !== null && !isPort(port)) return `--port needs ${PORT_VALUE}, but was given ${port}`;
  return {
    testing: given.has('testing'),
    port: port === null ? null : Number(port),
    dataDir: given.last('data-dir'),
  };
}

const FLAGS = {
  ...RECORD_FLAGS,
  'in-memory': null,
  'no-watchers': null,
  hidden: null,
  version: null,
  help: null,
} as const;

export const HELP = `Usage: daytrail [flags]

  --testing        port ${TESTING_PORT} and a database file of its own
  --port N         port of the HTTP API; 0 takes a free one (usually ${USUAL_PORT})
  --data-dir DIR   where the record is kept
  --in-memory      keep nothing: the record is gone when Daytrail ends
  --no-watchers    without the built-in watchers
  --hidden         start in the tray, without a window
  --version        print the version and end
  --help           print this and end
`;

/**
 * `args` is what follows the executable, and for Node what follows the script. With `chromium`, switches of Electron and
 * Chromium are let through, and so is one bare argument: the application's path, which an unpackaged Electron is
 * started with. A flag given twice counts as given last.
 */
export function parseFlags(args: readonly string[], { chromium }: { chromium: boolean }): ParsedFlags {
  const read = readArguments(chromium ? args.filter((arg) => !isRuntimeSwitch(arg)) : args, FLAGS);
  if (!read.ok) return error(read.message);
  const { given } = read;
  const [unknown] = read.bare.slice(chromium ? 1 : 0);
  if (unknown !== undefined) return error(`unknown argument ${unknown}`);
  if (given.has('help')) return { kind: 'help' };
  if (given.has('version')) return { kind: 'version' };
  const record = recordFlags(given);
  if (typeof record === 'string') return error(record);
  return {
    kind: 'run',
    flags: {
      ...record,
      inMemory: given.has('in-memory'),
      watchers: !given.has('no-watchers'),
      hidden: given.has('hidden'),
    },
  };
}

const error = (message: string): ParsedFlags => ({ kind: 'error', message: `${message} (--help lists the flags)` });

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
