/**
 * Keys as commands name them: `T`, `?`, `Mod+K`, `Ctrl+ArrowLeft`. `Mod` is the key of the platform's own shortcuts:
 * Command on a Mac, Ctrl elsewhere.
 */

export const isMac = (): boolean => /mac/i.test(navigator.platform);

/** `+` itself is a key too. */
const split = (keys: string): string[] => keys.split(/\+(?=.)/);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Shift is left out of account for characters that need it on some keyboards (`?`), and counts for letters. */
export function matches(keys: string, pressed: Pressed, mac: boolean): boolean {
  const parts = split(keys);
  const key = parts.at(-1) ?? '';
  const has = (name: string) => parts.slice(0, -1).includes(name);
  const mod = has('Mod');
  const ctrl = has('Ctrl') || (mod && !mac);
  const meta = mod && mac;
  if (pressed.ctrlKey !== ctrl || pressed.metaKey !== meta || pressed.altKey !== has('Alt')) return false;
  if (/^[A-Z]$/.test(key)) return pressed.key.toUpperCase() === key && pressed.shiftKey === has('Shift');
  return pressed.key === key;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The caps to draw for keys, in order: `Ctrl`, `K`. */
export function caps(keys: string, mac: boolean): string[] {
  return split(keys).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    return NAMES[part] ?? part;
  });
}

/** Whether keys pressed there are text, or choose in a menu by its first letters. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="menu"]') !== null) return true;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
