/** The command line of `daytrail import`. */
import type { ImportRequest } from '../../preload/contract/imports.ts';
import type { HostRename } from '../interchange/hosts.ts';
import { readArguments } from '../lifecycle/arguments.ts';
import { RECORD_FLAGS, type RecordFlags, recordFlags, TESTING_PORT, USUAL_PORT } from '../lifecycle/flags.ts';

export interface ImportFlags extends RecordFlags {
  readonly request: ImportRequest;
  readonly dryRun: boolean;
}

export type ParsedImport =
  | { readonly kind: 'import'; readonly flags: ImportFlags }
  | { readonly kind: 'find' }
  | { readonly kind: 'help' }
  | { readonly kind: 'error'; readonly message: string };

const CHOICES = ['none', 'missing', 'all'] as const;
const CHOICE_VALUE = 'none, missing or all';
const JOIN_VALUE = 'two hosts, as in old-name=new-name';

const FLAGS = {
  'dry-run': null,
  settings: CHOICE_VALUE,
  join: JOIN_VALUE,
  find: null,
  ...RECORD_FLAGS,
  help: null,
} as const;

export const IMPORT_HELP = `Usage: daytrail import [flags] FILE
       daytrail import --find

Takes in what ActivityWatch recorded. FILE is an export of one bucket or of all (JSON), or the database of
aw-server-rust (sqlite.db) or aw-server (peewee-sqlite.v2.db), which may be in use. What is there already is left out, so
that an import can be repeated.

  --dry-run          write nothing, say what would be done
  --settings WHICH   settings and categories that are taken: none, missing (those not set here) or all (usually missing)
  --join OLD=NEW     take what was recorded on the host OLD as the host NEW's, in this import and from then on; may be
                     given several times; OLD=OLD keeps a host apart that was joined before
  --find             list the records of ActivityWatch on this computer
  --testing          import into the record of --testing (port ${TESTING_PORT})
  --port N           port of the Daytrail that runs with this record (usually ${USUAL_PORT})
  --data-dir DIR     where the record is kept
  --help             print this and end
`;

/** What the other command says of this one. */
export const IMPORT_HINT = `To take in what ActivityWatch recorded: import FILE (import --help says more)
`;

/** `args` is what follows the word `import`. */
export function parseImportFlags(args: readonly string[]): ParsedImport {
  const read = readArguments(args, FLAGS);
  if (!read.ok) return error(read.message);
  const { given, bare } = read;
  if (given.has('help')) return { kind: 'help' };
  const record = recordFlags(given);
  if (typeof record === 'string') return error(record);
  const settings = given.last('settings') ?? 'missing';
  if (!isChoice(settings)) return error(`--settings needs ${CHOICE_VALUE}, but was given ${settings}`);
  const hosts: HostRename[] = [];
  for (const pair of given.all('join')) {
    const [from, to, ...more] = pair.split('=');
    if (!from || !to || more.length > 0) return error(`--join needs ${JOIN_VALUE}, but was given ${pair}`);
    hosts.push({ from, to });
  }
  const [path, extra] = bare;
  if (extra !== undefined) return error(`one file at a time, but ${extra} was given as well`);
  if (given.has('find')) return path === undefined ? { kind: 'find' } : error('--find takes no file');
  if (path === undefined || path === '') return error('no file was named');
  return {
    kind: 'import',
    flags: {
      ...record,
      request: { path, hosts, settings },
      dryRun: given.has('dry-run'),
    },
  };
}

const isChoice = (text: string): text is ImportRequest['settings'] => (CHOICES as readonly string[]).includes(text);

const error = (message: string): ParsedImport => ({
  kind: 'error',
  message: `${message} (import --help lists the flags)`,
});
