/** What the tray's icon is made of in Electron itself. */
import { Menu, nativeImage, Tray } from 'electron';
import type { TrayParts } from './tray.ts';

export function trayParts(icons: string): TrayParts {
  return {
    createTray: (image) => new Tray(image),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    loadImage: (file) => nativeImage.createFromPath(file),
    platform: process.platform,
    icons,
  };
}
