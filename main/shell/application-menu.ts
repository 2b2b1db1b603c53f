/**
 * macOS needs an application menu: without one Cmd-C, Cmd-Q and the rest do nothing. Elsewhere the window shows none;
 * its keys are in shortcuts.ts. As data.
 */
import type { MenuItemConstructorOptions } from 'electron';

/** Null: no menu. */
export function applicationMenu(platform: NodeJS.Platform, open: () => void): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  return [
    { role: 'appMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      role: 'windowMenu',
      submenu: [
        { role: 'minimize' },
        { role: 'zoom' },
        { role: 'close' },
        { type: 'separator' },
        { label: 'Open Daytrail', accelerator: 'Cmd+1', click: open },
      ],
    },
  ];
}
