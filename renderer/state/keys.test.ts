import { describe, expect, it } from 'vitest';
import { caps, matches } from './keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a key', () => {
  it.each([
    ['T', press('t'), true],
    ['T', press('T', { shiftKey: true }), false],
    ['T', press('t', { ctrlKey: true }), false],
    ['?', press('?', { shiftKey: true }), true],
    ['?', press('?'), true],
    ['Mod+K', press('k', { ctrlKey: true }), true],
    ['Mod+K', press('k', { metaKey: true }), false],
    ['Ctrl+ArrowLeft', press('ArrowLeft', { ctrlKey: true }), true],
    ['Ctrl+ArrowLeft', press('ArrowLeft'), false],
  ])('%s answers to %j: %s', (keys, pressed, answer) => {
    expect(matches(keys, pressed, false)).toBe(answer);
  });

  it('of the platform is Command on a Mac', () => {
    expect(matches('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
    expect(caps('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(caps('Ctrl+ArrowLeft', false)).toEqual(['Ctrl', '←']);
  });
});
