/** The shell once Electron is ready: what is put together. What each part does is in its own file. */
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
} from 'electron';
import { connectElectron } from '../bridge/electron-transport.ts';
import type { Flags } from '../lifecycle/flags.ts';
import { installLastResort } from '../lifecycle/last-resort.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Paths } from '../lifecycle/paths.ts';
import { startServices } from '../lifecycle/services.ts';
import type { ShutdownCoordinator } from '../lifecycle/shutdown.ts';
import { installsAfter } from '../lifecycle/update-policy.ts';
import { readVersion } from '../lifecycle/version.ts';
import type { AppProtocol } from './app-protocol.ts';
import { applicationMenu } from './application-menu.ts';
import { askForImport } from './choose-import.ts';
import { folderShower, logsOpener } from './folders.ts';
import { feedNotices } from './notice-feed.ts';
import { APP_ID, createNotifier } from './notifications.ts';
import { pausing } from './pausing.ts';
import { watchPower } from './power.ts';
import { powerEvents } from './power-events.ts';
import { wireQuit } from './quit.ts';
import { askBeforeLosing } from './quit-question.ts';
import { returnNotice } from './return-notice.ts';
import { confineSession } from './security.ts';
import { watchSessionEnd } from './session-end.ts';
import { shortTime } from './short-time.ts';
import { lastTold, type Standing, standingOf } from './standing.ts';
import { openedAtLogin, startAtLogin } from './startup.ts';
import { createTrayIcon } from './tray.ts';
import { feedTray } from './tray-feed.ts';
import type { TrayActions } from './tray-menu.ts';
import { trayParts } from './tray-parts.ts';
import { installationAt, updateSource } from './updates.ts';
import { createMainWindow } from './window.ts';

export interface Ground {
  readonly flags: Flags;
  readonly paths: Paths;
  readonly address: AppProtocol;
  /** Where the window's place is kept; null: nowhere. */
  readonly placeFile: string | null;
  readonly shutdown: ShutdownCoordinator;
  readonly log: Log;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** From out/main, where this is built into. */
const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Resolves when the record is open; rejects with what keeps it shut. */
export async function runShell({ flags, paths, address, placeFile, shutdown, log }: Ground): Promise<void> {
  const { platform } = process;
  const version = readVersion();
  log.info(`Daytrail ${version} starts in Electron ${process.versions.electron} on ${platform}`);
  installLastResort({ process, log, shutdown, exit: (code) => app.exit(code) });
  const quit = wireQuit({ app, shutdown: (cause) => shutdown.shutdown(cause), letWindowGo: () => window.letGo() });
  const onQuit = () => quit.begin('quit');
  for (const signal of SIGNALS) process.on(signal, () => quit.begin('signal'));

  confineSession(session.defaultSession, address, log);
  address.serve(protocol, at('../renderer'));
  const window = createMainWindow({
    app,
    Window: BrowserWindow,
    screen,
    nativeTheme,
    platform,
    address,
    title: flags.testing ? 'Daytrail (testing)' : 'Daytrail',
    preload: at('../preload/index.cjs'),
    icon: at('../../assets/icons/256x256.png'),
    placeFile,
    onQuit,
    onOpen: () => store.readAhead(),
    log,
  });
  const menu = applicationMenu(platform, () => window.open());
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));

  const showFolder = folderShower(shell);
  const { bridge, ready, status, store, watchers, pause, returns, access, backups, updates } = startServices({
    flags,
    paths,
    shell: 'electron',
    version,
    log,
    shutdown,
    quit: onQuit,
    onCommitFailed: askBeforeLosing(dialog),
    startup: startAtLogin(
      { flags, dataDir: paths.dataDir, packaged: app.isPackaged, env: process.env, executable: process.execPath },
      app,
      platform,
      log,
    ),
    updateSource: updateSource(
      installationAt(process, {
        packaged: app.isPackaged,
        executable: process.execPath,
        resources: process.resourcesPath,
      }),
      log,
    ),
    systemEvents: [powerEvents(powerMonitor)],
    showFolder,
    chooseImport: askForImport(dialog, () => {
      const contents = window.contents();
      return contents === null ? null : BrowserWindow.fromWebContents(contents);
    }),
  });
  connectElectron({ bridge, ipcMain, contents: window.contents, isOwnAddress: address.isOwn, log });

  app.once('quit', (_event, code) => {
    if (installsAfter(shutdown.cause, code)) updates.finish();
  });
  app.on('second-instance', (_event, _argv, _cwd, second) => {
    if ((second as { hidden?: boolean } | null)?.hidden !== true) window.open();
  });
  app.on('activate', () => window.open());
  watchPower({ powerMonitor, save: () => store.forceCommit(), shutDown: () => quit.begin('os-shutdown'), log });
  if (platform === 'win32') {
    const saveNow = (timeoutMs: number) => {
      // What is in front is part of what has to be saved.
      watchers.happened('shutdown');
      return store.flushSync(timeoutMs);
    };
    watchSessionEnd({ Window: BrowserWindow, saveNow, shutDown: () => quit.begin('session-end'), log });
  }
  if (platform === 'win32') app.setAppUserModelId(APP_ID);
  const notify = createNotifier({ Notification, icon: at('../../assets/icons/256x256.png'), open: window.open, log });
  const standing = standingOf({
    status,
    watchers: { get: () => watchers.health(), onChange: (listener) => watchers.onHealth(listener) },
    access: lastTold<Standing['access']>({ requests: [] }, access.onChange),
    backups: { get: () => backups.state(), onChange: (listener) => backups.onChange(listener) },
  });
  const say = { time: shortTime };
  const actions: TrayActions = {
    open: window.open,
    ...pausing(pause, notify),
    openLogs: logsOpener(showFolder, paths.logsDir, log),
    quit: onQuit,
  };
  feedTray({
    standing,
    createTray: (first) => createTrayIcon(trayParts(at('../../assets/tray')), actions, first),
    say,
  });
  returns.onChange(({ absence }) => {
    if (absence !== null) notify(returnNotice(absence, Date.now() * 1000, say));
  });
  // A start that failed has a message of its own.
  shutdown.join('notifications', 'stop-inputs', feedNotices({ standing, notify }));
  log.info('the tray icon is there');
  if (!flags.hidden && !openedAtLogin(app, platform)) window.open();

  await ready.catch((error: unknown) => {
    // Closed before it was open.
    if (quit.isQuitting()) return;
    window.letGo();
    throw error;
  });
}
