import { describe, expect, it } from 'vitest';
import { commandFor } from './keyboard.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  commandFor({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys', () => {
  it('walk along blocks and lanes, and with control along days', () => {
    expect(press('ArrowRight')).toEqual({ do: 'block', by: 1 });
    expect(press('ArrowUp')).toEqual({ do: 'lane', by: -1 });
    expect(press('ArrowRight', { ctrlKey: true })).toEqual({ do: 'day', by: 1 });
    expect(press('ArrowLeft', { metaKey: true })).toEqual({ do: 'day', by: -1 });
  });

  it('zoom in with plus on every keyboard, shifted or not', () => {
    for (const key of ['+', '='])
      expect(press(key, { shiftKey: key === '+' })).toEqual({ do: 'zoom', factor: 1 / 1.5 });
    expect(press('-')).toEqual({ do: 'zoom', factor: 1.5 });
  });

  it('mean the same with caps lock', () => {
    expect(press('T')).toEqual(press('t'));
  });

  it('that belong to the window or the system are left alone', () => {
    for (const key of ['k', 'c', 'r', '+', '-', '0']) expect(press(key, { ctrlKey: true })).toBeNull();
    expect(press('ArrowLeft', { altKey: true })).toBeNull();
    expect(press('Tab')).toBeNull();
    expect(press('?')).toBeNull();
  });
});
