/**
 * The command line, the same for both shells. Anything that is not known is an error that names it: a mistyped
 * `--data-dri` must not start recording somewhere else.
 */
import { parseArgs } from 'node:util';
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

export function apiPort(flags: Flags): number {
  return flags.port ?? (flags.testing ? TESTING_PORT : USUAL_PORT);
}

const OPTIONS = {
  testing: { type: 'boolean' },
  port: { type: 'string' },
  'data-dir': { type: 'string' },
  'in-memory': { type: 'boolean' },
  'no-watchers': { type: 'boolean' },
  hidden: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
type Option = keyof typeof OPTIONS;

const VALUES = { port: 'a number from 0 to 65535', 'data-dir': 'a folder' } as const;

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
  const own = chromium ? args.filter((arg) => !isRuntimeSwitch(arg)) : args;
  const { tokens } = parseArgs({
    args: [...own],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Partial<Record<Option, string | true>> = {};
  let barePlaces = chromium ? 1 : 0;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (barePlaces-- > 0) continue;
      return error(`unknown argument ${token.value}`);
    }
    if (!isOption(token.name) || !token.rawName.startsWith('--')) return error(`unknown flag ${token.rawName}`);
    if (takesValue(token.name)) {
      const { value, inlineValue } = token;
      if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
        return error(`${token.rawName} needs ${VALUES[token.name]}`);
      }
      given[token.name] = value;
    } else {
      if (token.value !== undefined) return error(`${token.rawName} takes no value, but was given ${token.value}`);
      given[token.name] = true;
    }
  }
  if (given.help) return { kind: 'help' };
  if (given.version) return { kind: 'version' };
  if (typeof given.port === 'string' && !isPort(given.port)) {
    return error(`--port needs ${VALUES.port}, but was given ${given.port}`);
  }
  return {
    kind: 'run',
    flags: {
      testing: given.testing === true,
      port: typeof given.port === 'string' ? Number(given.port) : null,
      dataDir: typeof given['data-dir'] === 'string' ? given['data-dir'] : null,
      inMemory: given['in-memory'] === true,
      watchers: given['no-watchers'] !== true,
      hidden: given.hidden === true,
    },
  };
}

const error = (message: string): ParsedFlags => ({ kind: 'error', message: `${message} (--help lists the flags)` });
const isOption = (name: string): name is Option => Object.hasOwn(OPTIONS, name);
const takesValue = (name: Option): name is keyof typeof VALUES => name in VALUES;
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
