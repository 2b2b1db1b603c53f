/** Daytrail in Electron: what is put together, and in which order. What each part does is in main/shell and main/lifecycle. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
} from 'electron';
import { connectElectron } from './bridge/electron-transport.ts';
import { type Flags, HELP, parseFlags } from './lifecycle/flags.ts';
import { installLastResort } from './lifecycle/last-resort.ts';
import type { Log } from './lifecycle/log.ts';
import { openLogFile } from './lifecycle/log-file.ts';
import { type Paths, resolvePaths } from './lifecycle/paths.ts';
import { startServices } from './lifecycle/services.ts';
import { ShutdownCoordinator } from './lifecycle/shutdown.ts';
import { readVersion } from './lifecycle/version.ts';
import { type AppProtocol, declareAppProtocol } from './shell/app-protocol.ts';
import { applicationMenu } from './shell/application-menu.ts';
import { watchPower } from './shell/power.ts';
import { makeProfile, type Profile } from './shell/profile.ts';
import { wireQuit } from './shell/quit.ts';
import { askBeforeLosing } from './shell/quit-question.ts';
import { confinePages, confineSession, requireSandbox } from './shell/security.ts';
import { watchSessionEnd } from './shell/session-end.ts';
import { shortTime } from './shell/short-time.ts';
import { showStartFailure } from './shell/start-failure.ts';
import { createTrayIcon } from './shell/tray.ts';
import { feedTray } from './shell/tray-feed.ts';
import { trayParts } from './shell/tray-parts.ts';
import { createMainWindow } from './shell/window.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const { platform } = process;
/** From the built file. */
const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const parsed = parseFlags(process.argv.slice(1), { chromium: true });
if (parsed.kind === 'run') {
  start(parsed.flags);
} else {
  if (parsed.kind === 'error') process.stderr.write(`daytrail: ${parsed.message}\n`);
  else process.stdout.write(parsed.kind === 'version' ? `${readVersion()}\n` : HELP);
  app.exit(parsed.kind === 'error' ? 2 : 0);
}

/** All that has to come before Electron is ready, and before anything is opened. */
function start(flags: Flags): void {
  const paths = resolvePaths({ flags, platform, env: process.env, home: homedir(), cwd: process.cwd() });
  let profile: Profile;
  try {
    profile = makeProfile(flags, paths);
  } catch (error) {
    void app.whenReady().then(() => fail(error));
    return;
  }
  app.setPath('userData', profile.folder);
  if (!app.requestSingleInstanceLock({ hidden: flags.hidden })) {
    // The first one opens its window; this one has opened nothing.
    app.exit(0);
    return;
  }
  app.on('quit', profile.remove);
  const log = openLogFile({ dir: paths.logsDir, name: flags.testing ? 'daytrail-testing' : 'daytrail' });
  requireSandbox(app);
  const own = declareAppProtocol(app, protocol);
  confinePages(app, own, log);
  void app.whenReady().then(() => run(flags, paths, profile, own, log));
}

async function run(flags: Flags, paths: Paths, profile: Profile, own: AppProtocol, log: Log): Promise<void> {
  const version = readVersion();
  log.info(`Daytrail ${version} starts in Electron ${process.versions.electron} on ${platform}`);
  const shutdown = new ShutdownCoordinator({ log });
  installLastResort({ process, log, shutdown, exit: (code) => app.exit(code) });
  const quit = wireQuit({ app, shutdown: (cause) => shutdown.shutdown(cause), letWindowGo: () => window.letGo() });
  const onQuit = () => quit.begin('quit');
  for (const signal of SIGNALS) process.on(signal, () => quit.begin('signal'));

  confineSession(session.defaultSession, own, log);
  own.serve(protocol, at('../renderer'));
  const window = createMainWindow({
    app,
    Window: BrowserWindow,
    screen,
    nativeTheme,
    platform,
    address: own,
    title: flags.testing ? 'Daytrail (testing)' : 'Daytrail',
    preload: at('../preload/index.cjs'),
    icon: at('../../assets/icons/256x256.png'),
    placeFile: profile.placeFile,
    onQuit,
    log,
  });
  const menu = applicationMenu(platform, window.open);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));

  const { bridge, ready, status, store } = startServices({
    flags,
    paths,
    shell: 'electron',
    version,
    log,
    shutdown,
    quit: onQuit,
    onCommitFailed: askBeforeLosing(dialog),
  });
  connectElectron({ bridge, ipcMain, contents: window.contents, isOwnAddress: own.isOwn, log });

  app.on('second-instance', (_event, _argv, _cwd, second) => {
    if ((second as { hidden?: boolean } | null)?.hidden !== true) window.open();
  });
  app.on('activate', window.open);
  watchPower({ powerMonitor, save: () => store.forceCommit(), shutDown: () => quit.begin('os-shutdown'), log });
  if (platform === 'win32') {
    const saveNow = (timeoutMs: number) => store.flushSync(timeoutMs);
    watchSessionEnd({ Window: BrowserWindow, saveNow, shutDown: () => quit.begin('session-end'), log });
  }
  feedTray({
    status,
    createTray: (first) =>
      createTrayIcon(trayParts(at('../../assets/tray')), { open: window.open, quit: onQuit }, first),
    say: { time: shortTime },
  });
  if (!flags.hidden) window.open();

  try {
    await ready;
  } catch (error) {
    window.letGo();
    await fail(error, () => shutdown.shutdown('fatal'));
  }
}

async function fail(error: unknown, close: () => Promise<unknown> = async () => undefined): Promise<void> {
  await showStartFailure(dialog, error);
  await close();
  app.exit(1);
}
