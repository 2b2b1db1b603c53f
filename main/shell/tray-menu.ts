/** The tray's menu as data: state in, Electron template out. Every entry has an id, whatever its wording. */
import type { MenuItemConstructorOptions } from 'electron';
import type { PauseLength } from '../../preload/contract/pause.ts';
import type { ViewPath } from './attention.ts';
import type { TrayState } from './tray-state.ts';

export interface TrayActions {
  /** Opens the window, as it was left or at a place. */
  readonly open: (place?: ViewPath) => void;
  readonly pause: (length: PauseLength) => void;
  readonly resume: () => void;
  /** Null: no log is kept. */
  readonly openLogs: (() => void) | null;
  readonly quit: () => void;
}

const LENGTHS = [
  ['quarter', 'For 15 minutes'],
  ['hour', 'For 1 hour'],
  ['tomorrow', 'Until tomorrow'],
  ['resumed', 'Until you resume'],
] as const satisfies readonly (readonly [PauseLength, string])[];

export function trayMenu(state: TrayState, actions: TrayActions): MenuItemConstructorOptions[] {
  const { open, openLogs } = actions;
  return [
    { id: 'recording', label: plain(state.recording), enabled: false },
    ...state.attention.map(({ id, text, place }) => ({
      id: `attention-${id}`,
      label: plain(text),
      click: () => open(place),
    })),
    { type: 'separator' },
    // A menu item hands its own arguments to what it calls.
    { id: 'open', label: 'Open Daytrail', click: () => open() },
    state.paused
      ? { id: 'resume', label: 'Resume recording', click: () => actions.resume() }
      : {
          id: 'pause',
          label: 'Pause recording',
          submenu: LENGTHS.map(([length, label]) => ({
            id: `pause-${length}`,
            label,
            click: () => actions.pause(length),
          })),
        },
    { type: 'separator' },
    { id: 'preferences', label: 'Preferences', click: () => open('/preferences') },
    ...(openLogs === null ? [] : [{ id: 'logs', label: 'Open log folder', click: () => openLogs() }]),
    { type: 'separator' },
    { id: 'quit', label: 'Quit Daytrail', click: () => actions.quit() },
  ];
}

/** In a menu a single & underlines the letter after it. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
