/**
 * `daytrail import`: takes in another program's record and says what became of it. On stdout what was done, on stderr how
 * far it is (in a terminal) and what went wrong.
 *
 * Exit codes: 0 done; 1 not done, and it was said why; 2 wrong usage.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ImportReport } from '../../preload/contract/imports.ts';
import { findRecords, serverAt } from '../interchange/discover.ts';
import { containerOf } from '../interchange/sources/index.ts';
import { ConfigFile } from '../lifecycle/config.ts';
import { apiPort } from '../lifecycle/flags.ts';
import { silentLog } from '../lifecycle/log.ts';
import { makeFolders, type Paths, resolvePaths } from '../lifecycle/paths.ts';
import { StoreError } from '../store/store-error.ts';
import { IMPORT_HELP, type ImportFlags, parseImportFlags } from './flags.ts';
import { type ImportOptions, importHere, tryImport } from './here.ts';
import { importIntoNew } from './new-record.ts';
import { ProgressLine } from './progress-line.ts';
import { foundText, reportText } from './table.ts';
import { importThere, type RunningDaytrail } from './there.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

type Place = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env' | 'platform' | 'cwd' | 'on' | 'off'>;

/** `args` is what follows the word `import`. Gives the exit code. */
export async function runImport(process: Place, args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  const parsed = parseImportFlags(args);
  switch (parsed.kind) {
    case 'help':
      stdout.write(IMPORT_HELP);
      return 0;
    case 'error':
      stderr.write(`daytrail: ${parsed.message}\n`);
      return WRONG_USAGE;
    case 'find':
      stdout.write(foundText(await findRecords()));
      return 0;
    case 'import':
      break;
  }
  const { flags } = parsed;
  const progress = new ProgressLine(stderr);
  const interrupt = new AbortController();
  const end = () => interrupt.abort();
  for (const name of SIGNALS) process.on(name, end);
  const say = (message: string) => {
    progress.clear();
    stderr.write(`daytrail: ${message}\n`);
  };
  try {
    const report = await importInto(pathsOf(process, flags), {
      flags,
      request: { ...flags.request, path: resolve(process.cwd(), flags.request.path) },
      log: { ...silentLog, warn: say, error: say },
      onProgress: (now) => progress.show(now),
      signal: interrupt.signal,
    });
    progress.clear();
    stdout.write(reportText(report, flags.dryRun));
    return 0;
  } catch (error) {
    say(interrupt.signal.aborted && !(error instanceof StoreError) ? INTERRUPTED : asError(error).message);
    return FAILED;
  } finally {
    for (const name of SIGNALS) process.off(name, end);
  }
}

/** In the middle of sending, when nobody but the one it was sent to knows. */
const INTERRUPTED = 'The import was interrupted. All of it was taken in, or nothing: repeat it to be sure.';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Import extends ImportOptions {
  readonly flags: ImportFlags;
}

async function importInto(paths: Paths, options: Import): Promise<ImportReport> {
  const { databaseFile: file, backupsDir } = paths;
  if (file === null) throw new StoreError('internal', 'There is no record to import into.');
  // Before a record is made for it.
  containerOf(options.request.path);
  if (options.flags.dryRun) return tryImport(file, options);
  const record = { file, backupsDir };
  const makeFolder = () => makeFolders({ ...paths, backupsDir: null, logsDir: null });
  try {
    return await (existsSync(file) ? importHere(record, options) : importIntoNew(record, makeFolder, options));
  } catch (error) {
    if (!(error instanceof StoreError && error.kind === 'locked')) throw error;
    return importThere(await runningWith(paths, options.flags), options);
  }
}

/** The Daytrail that has the record open. Fails, with what to do, where it does not answer. */
async function runningWith(paths: Paths, flags: ImportFlags): Promise<RunningDaytrail> {
  const port = apiPort(flags);
  const server = await serverAt(`http://127.0.0.1:${port}/api/0/info`);
  if (server === null || server.deviceId !== deviceIn(paths.dataDir) || server.testing !== flags.testing) {
    throw new StoreError(
      'locked',
      `Another Daytrail has the record in ${paths.dataDir} open, but it does not answer on port ${port}. ` +
        'Name its port with --port, or quit it and try again.',
    );
  }
  const config = new ConfigFile({ file: paths.configFile, log: silentLog });
  return { port, apiKey: config.current.apiKey };
}

function deviceIn(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'device_id'), 'utf8').trim();
  } catch {
    return null;
  }
}

function pathsOf({ platform, env, cwd }: Place, { testing, dataDir }: ImportFlags): Paths {
  const flags = { testing, dataDir, inMemory: false };
  return resolvePaths({ flags, platform, env, home: homedir(), cwd: cwd() });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
