/** What the keys do on the timeline. Pure; `TIMELINE_KEYS` is what a help page shows. */
export type Command =
  | { readonly do: 'block'; readonly by: -1 | 1 }
  | { readonly do: 'lane'; readonly by: -1 | 1 }
  | { readonly do: 'day'; readonly by: -1 | 1 }
  | { readonly do: 'page'; readonly by: -1 | 1 }
  /** Below 1: zooms in. */
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'fit-day' }
  | { readonly do: 'day-start' }
  | { readonly do: 'now' }
  | { readonly do: 'today' }
  | { readonly do: 'zoom-to-block' }
  | { readonly do: 'select' }
  | { readonly do: 'escape' };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const ZOOM = 1.5;

const PLAIN: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ArrowLeft', { do: 'block', by: -1 }],
  ['ArrowRight', { do: 'block', by: 1 }],
  ['ArrowUp', { do: 'lane', by: -1 }],
  ['ArrowDown', { do: 'lane', by: 1 }],
  ['PageUp', { do: 'page', by: -1 }],
  ['PageDown', { do: 'page', by: 1 }],
  ['Home', { do: 'day-start' }],
  ['End', { do: 'now' }],
  ['+', { do: 'zoom', factor: 1 / ZOOM }],
  ['=', { do: 'zoom', factor: 1 / ZOOM }],
  ['-', { do: 'zoom', factor: ZOOM }],
  ['_', { do: 'zoom', factor: ZOOM }],
  ['0', { do: 'fit-day' }],
  ['t', { do: 'today' }],
  ['z', { do: 'zoom-to-block' }],
  ['Enter', { do: 'select' }],
  [' ', { do: 'select' }],
  ['Escape', { do: 'escape' }],
]);

const WITH_CONTROL: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ArrowLeft', { do: 'day', by: -1 }],
  ['ArrowRight', { do: 'day', by: 1 }],
]);

/** The command of a key, or null: then the key is none of the timeline's. */
export function commandFor(press: KeyPress): Command | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return WITH_CONTROL.get(press.key) ?? null;
  return PLAIN.get(press.key.length === 1 ? press.key.toLowerCase() : press.key) ?? null;
}

export const TIMELINE_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['←', '→'], does: 'Previous or next block' },
  { keys: ['↑', '↓'], does: 'Lane above or below' },
  { keys: ['Ctrl ←', 'Ctrl →'], does: 'Previous or next day' },
  { keys: ['Page Up', 'Page Down'], does: 'Earlier or later by a screen' },
  { keys: ['+', '−'], does: 'Zoom in or out' },
  { keys: ['0'], does: 'Fit the day' },
  { keys: ['Z'], does: 'Zoom to the block' },
  { keys: ['Home'], does: 'Start of the day' },
  { keys: ['End'], does: 'Now' },
  { keys: ['T'], does: 'Today' },
  { keys: ['Enter'], does: 'Select the block' },
  { keys: ['Esc'], does: 'Clear the selection' },
];
