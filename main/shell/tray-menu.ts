/** The tray's menu as data: state in, Electron template out. Every entry has an id, whatever its wording. */
import type { MenuItemConstructorOptions } from 'electron';
import type { TrayState } from './tray-state.ts';

export interface TrayActions {
  readonly open: () => void;
  readonly quit: () => void;
}

export function trayMenu(state: TrayState, actions: TrayActions): MenuItemConstructorOptions[] {
  return [
    { id: 'recording', label: plain(state.recording), enabled: false },
    ...state.troubles.map((trouble, index) => ({ id: `trouble-${index + 1}`, label: plain(trouble), enabled: false })),
    { type: 'separator' },
    { id: 'open', label: 'Open Daytrail', click: actions.open },
    { type: 'separator' },
    { id: 'quit', label: 'Quit Daytrail', click: actions.quit },
  ];
}

/** In a menu a single & underlines the letter after it. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
