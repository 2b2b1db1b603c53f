import { describe, expect, it } from 'vitest';
import { type Key, shortcutOf, zoomed } from './shortcuts.ts';

const key = (name: string, held: Partial<Key> = {}): Key => ({
  type: 'keyDown',
  key: name,
  control: true,
  alt: false,
  meta: false,
  shift: false,
  ...held,
});

describe('shortcutOf', () => {
  it.each([
    ['+', 'zoom-in'],
    ['=', 'zoom-in'],
    ['-', 'zoom-out'],
    ['0', 'zoom-reset'],
    ['w', 'close'],
    ['q', 'quit'],
  ])('knows Ctrl and %s as %s', (name, shortcut) => {
    expect(shortcutOf(key(name))).toBe(shortcut);
  });

  it('knows F11 as full screen', () => {
    expect(shortcutOf(key('F11', { control: false }))).toBe('full-screen');
  });

  it.each([
    ['plain letters and signs', key('q', { control: false })],
    ['the keys of editing', key('c')],
    ['AltGr, which Windows tells as Ctrl and Alt', key('q', { alt: true })],
    ['the release of a key', key('w', { type: 'keyUp' })],
    ["Ctrl+K, which is the page's", key('k')],
  ])('leaves %s to the page', (_what, pressed) => {
    expect(shortcutOf(pressed)).toBeNull();
  });
});

describe('zoomed', () => {
  it('goes to 200 % and beyond in steps, and back', () => {
    expect(zoomed(1, 'zoom-in')).toBe(1.1);
    expect(zoomed(1.75, 'zoom-in')).toBe(2);
    expect(zoomed(2, 'zoom-out')).toBe(1.75);
    expect(zoomed(2.5, 'zoom-reset')).toBe(1);
  });

  it('stays at its ends', () => {
    expect(zoomed(3, 'zoom-in')).toBe(3);
    expect(zoomed(0.5, 'zoom-out')).toBe(0.5);
  });

  it('does not stick at a factor that is stored inexactly', () => {
    expect(zoomed(1.0999999, 'zoom-in')).toBe(1.25);
    expect(zoomed(1.1000001, 'zoom-out')).toBe(1);
  });
});
