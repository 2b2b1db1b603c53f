/**
 * The headless shell: composition and the process around it. What it says: one line on stdout once the API answers; on
 * stderr the window's address, or the one line that says why it cannot start.
 *
 * Exit codes: 0 ended in order and everything saved; 1 could not start, or could not save everything; 2 wrong usage.
 */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startWindowServer } from './bridge/window-server.ts';
import { IMPORT_HINT } from './import-command/flags.ts';
import { HELP, parseFlags } from './lifecycle/flags.ts';
import { installLastResort } from './lifecycle/last-resort.ts';
import { openLogFile } from './lifecycle/log-file.ts';
import { messageOf } from './lifecycle/message-of.ts';
import { describeLoss, exitCode } from './lifecycle/outcome.ts';
import { resolvePaths } from './lifecycle/paths.ts';
import { startServices } from './lifecycle/services.ts';
import { ShutdownCoordinator } from './lifecycle/shutdown.ts';
import type { Cause } from './lifecycle/shutdown-causes.ts';
import { readVersion } from './lifecycle/version.ts';
import { fromErrorValue, StoreError } from './store/store-error.ts';
import type { StoreHandle } from './store/store-handle.ts';

const FAILED = 1;
const WRONG_USAGE = 2;

/** The built window, seen from the source and from the built file. */
const RENDERER = new URL(import.meta.url.endsWith('.ts') ? '../out/renderer' : '../renderer', import.meta.url);

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Resolves when Daytrail listens, or when it has said why it does not; then the process ends by itself. */
export async function runHeadless(process: NodeJS.Process): Promise<void> {
  const { stdout, stderr } = process;
  // Whoever reads us may have gone away. That is no reason to stop recording.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);

  const [command, ...rest] = process.argv.slice(2);
  if (command === 'import') {
    const { runImport } = await import('./import-command/run.ts');
    process.exitCode = await runImport(process, rest);
    return;
  }

  const parsed = parseFlags(process.argv.slice(2), { chromium: false });
  if (parsed.kind === 'help') return print(stdout, `${HELP}\n${IMPORT_HINT}`);
  if (parsed.kind === 'version') return print(stdout, `${readVersion()}\n`);
  if (parsed.kind === 'error') {
    process.exitCode = WRONG_USAGE;
    return print(stderr, `daytrail: ${parsed.message}\n`);
  }

  const { flags } = parsed;
  const { platform, env } = process;
  const paths = resolvePaths({ flags, platform, env, home: homedir(), cwd: process.cwd() });
  const log = openLogFile({ dir: paths.logsDir, name: flags.testing ? 'daytrail-testing' : 'daytrail' });
  const shutdown = new ShutdownCoordinator({ log });

  const exit = (code: number) => {
    log.close();
    process.exit(code);
  };
  const end = async (cause: Cause) => {
    const begun = shutdown.cause !== null;
    const outcome = await shutdown.shutdown(cause);
    // Only the first caller ends the process; the others (a second Ctrl+C) have hurried it at most.
    if (begun) return;
    const loss = describeLoss(outcome);
    if (loss !== null) await print(stderr, `daytrail: ${oneLine(loss)}\n`);
    exit(exitCode(outcome));
  };
  for (const signal of SIGNALS) process.on(signal, () => end('signal'));
  installLastResort({
    process,
    log,
    shutdown,
    exit: (code) => {
      const where = paths.logsDir === null ? '' : ` The log in ${paths.logsDir} says more.`;
      print(stderr, `daytrail: ended by an unexpected error.${where}\n`).then(() => exit(code));
    },
  });

  try {
    const quit = () => void end('quit');
    const version = readVersion();
    const { store, bridge, ready } = startServices({ flags, paths, shell: 'headless', version, log, shutdown, quit });
    log.info(`Daytrail ${version} starts in Node ${process.versions.node} on ${platform}`);
    await ready;
    store.readAhead();
    const port = await listening(store);
    const window = await startWindowServer({ bridge, root: fileURLToPath(RENDERER), log });
    log.info(`the API listens on port ${port}, the window's server on port ${window.port}`);
    shutdown.join('window server', 'stop-inputs', () => window.close());
    await print(stdout, `Daytrail is listening on http://127.0.0.1:${port}\n`);
    await print(stderr, `Daytrail's window: ${window.address}\n`);
  } catch (error) {
    // A signal while starting: what failed did so because Daytrail is ending.
    if (shutdown.cause !== null) return;
    const message = messageOf(error);
    log.error(
      `could not start: ${error instanceof StoreError ? message : error instanceof Error ? error.stack : message}`,
    );
    await print(stderr, `daytrail: ${oneLine(message)}\n`);
    await shutdown.shutdown('quit');
    exit(FAILED);
  }
}

/** The port, once the API answers on it. Rejects with what keeps it from listening, or the store from running. */
function listening(store: Pick<StoreHandle, 'api' | 'health' | 'on'>): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const api = store.api();
      const { state, problem } = store.health();
      if (api.state === 'listening') resolve(api.port);
      else if (api.state === 'failed') reject(fromErrorValue(api.error));
      else if (state === 'failed') reject(new StoreError('closed', problem?.message ?? 'The store has stopped.'));
      else return;
      for (const unsubscribe of subscriptions) unsubscribe();
    };
    const subscriptions = [store.on('api', look), store.on('health', look)];
    look();
  });
}

/** Settles when the text has left the process, or cannot. */
const print = (stream: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(text, () => resolve());
  });

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
