/**
 * Daytrail's icon in the tray. `update` may be called as often as the status changes: the desktop is told only when
 * something that can be seen has changed. It is never destroyed: on Linux that has crashed (electron#17622), and the
 * icon goes with the process anyway.
 */
import path from 'node:path';
import type { Menu, NativeImage, Tray } from 'electron';
import { type TrayActions, trayMenu } from './tray-menu.ts';
import type { TrayIconName, TrayState } from './tray-state.ts';

export interface TrayParts {
  readonly createTray: (image: NativeImage) => Tray;
  readonly buildMenu: typeof Menu.buildFromTemplate;
  readonly loadImage: (file: string) => NativeImage;
  readonly platform: NodeJS.Platform;
  /** The folder with the icons. */
  readonly icons: string;
}

export interface TrayIcon {
  update(state: TrayState): void;
}

export function createTrayIcon(parts: TrayParts, actions: TrayActions, first: TrayState): TrayIcon {
  const image = (name: TrayIconName) => parts.loadImage(path.join(parts.icons, iconFile(name, parts.platform)));
  const tray = parts.createTray(image(first.icon));
  // On macOS a click opens the menu. Elsewhere it opens the window, on the desktops that tell of clicks.
  if (parts.platform !== 'darwin') tray.on('click', () => actions.open());

  let shown: TrayState | null = null;
  const update = (state: TrayState): void => {
    if (shown?.icon !== state.icon) tray.setImage(image(state.icon));
    if (shown === null || lines(shown) !== lines(state) || shown.paused !== state.paused) {
      tray.setToolTip(`Daytrail\n${lines(state)}`);
      // A changed menu has to be set anew, or Linux goes on showing the old one (electronjs.org/docs/latest/api/tray).
      tray.setContextMenu(parts.buildMenu(trayMenu(state, actions)));
    }
    shown = state;
  };
  update(first);
  return { update };
}

function lines(state: TrayState): string {
  return [state.recording, ...state.attention.map(({ text }) => text)].join('\n');
}

/** assets/render.ts draws them: sizes inside one .ico for Windows, a template image for macOS, plain ones elsewhere. */
export function iconFile(name: TrayIconName, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `${name}.ico`;
  return platform === 'darwin' ? `${name}Template.png` : `${name}.png`;
}
