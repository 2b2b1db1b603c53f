/**
 * The keys a window has although it shows no menu: on macOS the application menu brings them, elsewhere this does.
 * Cut, copy, paste, undo and select all need no menu there: the page itself knows them. Pure.
 */
export type Shortcut = 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'close' | 'quit' | 'full-screen';

/** The part of Electron's Input that decides. */
export interface Key {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

export function shortcutOf(key: Key): Shortcut | null {
  if (key.type !== 'keyDown' || key.alt || key.meta) return null;
  if (!key.control) return key.key === 'F11' && !key.shift ? 'full-screen' : null;
  switch (key.key) {
    // Where the layout puts + on Shift, the same key without Shift says =.
    case '+':
    case '=':
      return 'zoom-in';
    case '-':
    case '_':
      return 'zoom-out';
    case '0':
      return 'zoom-reset';
    case 'w':
      return 'close';
    case 'q':
      return 'quit';
    default:
      return null;
  }
}

/** Chromium's own steps from 50 to 300 %; each zoom level is a factor of 1.2. */
const ZOOM_STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

export function zoomed(factor: number, shortcut: 'zoom-in' | 'zoom-out' | 'zoom-reset'): number {
  const slack = 0.005;
  if (shortcut === 'zoom-reset') return 1;
  if (shortcut === 'zoom-in') return ZOOM_STEPS.find((step) => step > factor + slack) ?? factor;
  return ZOOM_STEPS.findLast((step) => step < factor - slack) ?? factor;
}
