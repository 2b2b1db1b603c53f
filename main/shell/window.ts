/**
 * Daytrail's one window. It is made when it is first asked for, and hidden when it is closed: recording goes on, and for a
 * while it opens again at once; after that it is made anew, where the person had left (window-rest.ts). Its page runs in
 * the sandbox, without Node, and sees only what the preload gives it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { App, BrowserWindow, NativeTheme, Screen, WebContents } from 'electron';
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';
import type { AppProtocol } from './app-protocol.ts';
import type { ViewPath } from './attention.ts';
import { shortcutOf, zoomed } from './shortcuts.ts';
import { MIN_SIZE, parsePlace, placeWindow, type WindowPlace } from './window-place.ts';
import { windowRest } from './window-rest.ts';

export interface MainWindowOptions {
  readonly app: Pick<App, 'dock'>;
  readonly Window: typeof BrowserWindow;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'on'>;
  readonly platform: NodeJS.Platform;
  readonly address: Pick<AppProtocol, 'url' | 'isOwn'>;
  readonly title: string;
  readonly preload: string;
  readonly icon: string;
  /** Where the window's place is kept; null: nowhere. */
  readonly placeFile: string | null;
  readonly onQuit: () => void;
  /** Somebody is about to look. */
  readonly onOpen: () => void;
  readonly log: Log;
}

export interface MainWindow {
  /** Brings it to the front, at that place or as it was left, and makes it when there is none. */
  open(place?: ViewPath): void;
  /** Of the window while there is one: whose calls the bridge answers. */
  contents(): WebContents | null;
  /** For quitting: the window goes at once, without asking its page. It is not made again. */
  letGo(): void;
}

/** --bg of renderer/styles/tokens.css: what is seen before the page has drawn itself. */
const BACKGROUND = { light: '#f2f5f4', dark: '#121817' } as const;
/** A page that dies again this soon is left closed, so that a defect cannot make windows for ever. */
const CRASH_LOOP_MS = 30_000;
/** Asked of the page: what a person has begun there would be lost with it. */
const IS_BUSY = `document.querySelector('dialog[open]') !== null ||
  document.activeElement.matches('textarea, input:not([type=checkbox], [type=radio], [type=search])')`;

export function createMainWindow(options: MainWindowOptions): MainWindow {
  const { Window, nativeTheme, log } = options;
  let window: BrowserWindow | null = null;
  let gone = false;
  let diedAt = Number.NEGATIVE_INFINITY;
  /** The address at which the person had left when the window was let go of. */
  let left: string | undefined;
  const rest = windowRest();

  const background = () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);
  nativeTheme.on('updated', () => window?.setBackgroundColor(background()));

  function make(place?: ViewPath): BrowserWindow {
    const { maximized, ...bounds } = placeWindow(readPlace(options.placeFile), areasOf(options.screen));
    const made = new Window({
      ...bounds,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      title: options.title,
      icon: options.icon,
      backgroundColor: background(),
      show: false,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // It would fetch dictionaries from the network, and there is no text to check.
        spellcheck: false,
      },
    });
    if (maximized) made.once('show', () => made.maximize());
    const show = once(() => {
      if (!made.isDestroyed()) made.show();
    });
    made.once('ready-to-show', show);
    // Under Wayland a hidden window can go without `ready-to-show`; a page that failed has to be seen too.
    made.webContents.once('did-finish-load', show);
    made.webContents.once('did-fail-load', (_event, code) => {
      log.error(`The window's page did not load (${code}).`);
      show();
    });
    // Nobody is asked about about:blank, so a page can get there; it is brought back.
    made.webContents.on('did-navigate', (_event, url) => {
      if (!options.address.isOwn(url)) load(made);
    });
    made.on('close', (event) => {
      event.preventDefault();
      writePlace(options.placeFile, made, log);
      hide(made);
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`The window's page is gone (${reason}).`);
      const wasVisible = made.isVisible();
      const again = performance.now() - diedAt > CRASH_LOOP_MS;
      diedAt = performance.now();
      made.destroy();
      if (wasVisible && again) open();
    });
    made.on('unresponsive', () => log.warn('The window does not respond.'));
    if (options.platform !== 'darwin') bringShortcuts(made, options.onQuit);
    load(made, place ?? left);
    left = undefined;
    return made;
  }

  /** A failure is told as `did-fail-load`. */
  function load(made: BrowserWindow, place = ''): void {
    made.loadURL(new URL(place, options.address.url).href).catch(() => undefined);
  }

  function open(place?: ViewPath): void {
    if (gone) return;
    rest.shown();
    options.onOpen();
    void options.app.dock?.show();
    if (window === null) {
      window = make(place);
      return;
    }
    if (place !== undefined) goTo(window, place);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** macOS leaves an empty space behind when a window is hidden in full screen. */
  function hide(shown: BrowserWindow): void {
    const away = () => {
      if (shown.isDestroyed()) return;
      shown.hide();
      options.app.dock?.hide();
      rest.hidden({ isBusy: () => isBusy(shown), letGo: () => leave(shown) });
    };
    if (options.platform === 'darwin' && shown.isFullScreen()) {
      shown.once('leave-full-screen', away);
      shown.setFullScreen(false);
    } else {
      away();
    }
  }

  function leave(hidden: BrowserWindow): void {
    if (hidden.isDestroyed()) return;
    const url = hidden.webContents.getURL();
    left = options.address.isOwn(url) ? url : undefined;
    hidden.destroy();
  }

  return {
    open,
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    letGo: () => {
      gone = true;
      if (window === null || window.isDestroyed()) return;
      writePlace(options.placeFile, window, log);
      window.destroy();
    },
  };
}

async function isBusy(window: BrowserWindow): Promise<boolean> {
  if (window.isDestroyed()) return false;
  return window.webContents.executeJavaScript(IS_BUSY).catch(() => false);
}

/** As a link in the page would: what the page holds stays, and so does the way back. */
function goTo({ webContents }: BrowserWindow, place: ViewPath): void {
  const go = `history.pushState(null, '', ${JSON.stringify(place)}); dispatchEvent(new PopStateEvent('popstate'));`;
  const run = () => void webContents.executeJavaScript(go).catch(() => undefined);
  if (webContents.isLoadingMainFrame()) webContents.once('did-finish-load', run);
  else run();
}

function bringShortcuts(window: BrowserWindow, onQuit: () => void): void {
  const { webContents } = window;
  webContents.on('before-input-event', (event, key) => {
    const shortcut = shortcutOf(key);
    if (shortcut === null) return;
    event.preventDefault();
    if (shortcut === 'close') window.close();
    else if (shortcut === 'quit') onQuit();
    else if (shortcut === 'full-screen') window.setFullScreen(!window.isFullScreen());
    else webContents.setZoomFactor(zoomed(webContents.getZoomFactor(), shortcut));
  });
}

function areasOf(screen: MainWindowOptions['screen']) {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

function readPlace(file: string | null): WindowPlace | null {
  if (file === null) return null;
  try {
    return parsePlace(readFileSync(file, 'utf8'));
  } catch {
    // Not there before the window was first closed; unreadable is as good as not there.
    return null;
  }
}

function writePlace(file: string | null, window: BrowserWindow, log: Log): void {
  if (file === null) return;
  try {
    writeFileSync(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  } catch (error) {
    log.warn(`The window's place could not be kept: ${messageOf(error)}`);
  }
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
