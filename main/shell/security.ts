/**
 * What no page in Daytrail may do, whatever it contains (electronjs.org/docs/latest/tutorial/security): leave its own
 * address, open windows, embed other pages, be granted permissions or devices, download, or reach the network.
 */
import type { App, Event, Session, WebContents } from 'electron';
import type { Log } from '../lifecycle/log.ts';
import type { AppProtocol } from './app-protocol.ts';

/**
 * Every page in the sandbox, before Electron is ready; the window asks for it by itself as well. Whoever started Daytrail
 * with --no-sandbox (root in a container, where Chromium's sandbox cannot run) keeps that: enableSandbox would take the
 * switch away again, and no process would start.
 */
export function requireSandbox(app: Pick<App, 'isReady' | 'enableSandbox' | 'commandLine'>): void {
  if (!app.isReady() && !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Holds for every page that will ever be made. Before the first window. */
export function confinePages(app: Pick<App, 'on'>, { isOwn }: Pick<AppProtocol, 'isOwn'>, log: Log): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, isOwn, log));
}

function confine(contents: WebContents, isOwn: AppProtocol['isOwn'], log: Log): void {
  const stay = (event: Event<{ readonly url: string }>) => {
    if (isOwn(event.url)) return;
    event.preventDefault();
    log.warn('A page tried to leave its address and was stopped.');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('A page tried to embed another and was stopped.');
  });
  contents.setWindowOpenHandler(() => {
    log.warn('A page tried to open a window and was stopped.');
    return { action: 'deny' };
  });
}

/** After `ready`, before the first window. */
export function confineSession(session: Session, { isOwn }: Pick<AppProtocol, 'isOwn'>, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn(`A page asked for the permission ${permission} and was refused.`);
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
    log.warn('A page tried to download a file and was stopped.');
  });
  // Nothing that a page holds can be sent away: not by a request, an image or a socket.
  session.webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !isOwn(request.url) && !isLocal(request.url) });
  });
}

/** What a page makes itself, and the developer tools. */
function isLocal(address: string): boolean {
  return /^(?:data|blob|devtools|chrome-extension):/.test(address);
}
