/**
 * Daytrail in Electron: what has to come before Electron is ready, in its order. First the folder, then the lock on it: the
 * one that does not get it has opened nothing. The rest is shell/run-shell.ts.
 */
import { homedir } from 'node:os';
import { app, dialog, protocol } from 'electron';
import { type Flags, HELP, parseFlags } from './lifecycle/flags.ts';
import { openLogFile } from './lifecycle/log-file.ts';
import { resolvePaths } from './lifecycle/paths.ts';
import { ShutdownCoordinator } from './lifecycle/shutdown.ts';
import { readVersion } from './lifecycle/version.ts';
import { declareAppProtocol } from './shell/app-protocol.ts';
import { switchChromium } from './shell/chromium-switches.ts';
import { spareGraphicsDriver } from './shell/gtk-graphics.ts';
import { makeProfile, type Profile } from './shell/profile.ts';
import { runShell } from './shell/run-shell.ts';
import { confinePages, requireSandbox } from './shell/security.ts';
import { showStartFailure } from './shell/start-failure.ts';

const parsed = parseFlags(process.argv.slice(1), { chromium: true });
if (parsed.kind === 'run') {
  start(parsed.flags);
} else {
  if (parsed.kind === 'error') process.stderr.write(`daytrail: ${parsed.message}\n`);
  else process.stdout.write(parsed.kind === 'version' ? `${readVersion()}\n` : HELP);
  app.exit(parsed.kind === 'error' ? 2 : 0);
}

function start(flags: Flags): void {
  const { platform, env } = process;
  const paths = resolvePaths({ flags, platform, env, home: homedir(), cwd: process.cwd() });
  let profile: Profile;
  try {
    profile = makeProfile(flags, paths);
  } catch (error) {
    void app.whenReady().then(() => fail(error));
    return;
  }
  app.setPath('userData', profile.folder);
  if (!app.requestSingleInstanceLock({ hidden: flags.hidden })) {
    // The first one opens its window.
    app.exit(0);
    return;
  }
  app.on('quit', profile.remove);
  const log = openLogFile({ dir: paths.logsDir, name: flags.testing ? 'daytrail-testing' : 'daytrail' });
  requireSandbox(app);
  switchChromium(app.commandLine, platform);
  const graphicsSpared = spareGraphicsDriver(env, platform);
  const address = declareAppProtocol(app, protocol);
  confinePages(app, address, log);

  const shutdown = new ShutdownCoordinator({ log });
  app
    .whenReady()
    .then(graphicsSpared)
    .then(() => runShell({ flags, paths, address, placeFile: profile.placeFile, shutdown, log }))
    .catch(async (error: unknown) => {
      log.error(`cannot start: ${error instanceof Error ? error.stack : String(error)}`);
      // Nothing goes on behind the message.
      await shutdown.shutdown('fatal');
      await fail(error);
    });
}

async function fail(error: unknown): Promise<void> {
  await showStartFailure(dialog, error);
  app.exit(1);
}
