import { describe, expect, it } from 'vitest';
import { openTestStore } from './testing.ts';

describe('settings', () => {
  it('hold any JSON, in the order it was given, and survive', () => {
    const { store, file } = openTestStore();
    const classes = [{ name: ['Work'], rule: { type: 'regex', regex: 'Code' } }];
    store.setSetting('classes', classes);
    store.setSetting('startOfDay', '04:00');
    store.setSetting('startOfDay', '05:00');
    expect(store.getSetting('none')).toBeNull();
    store.close();
    const again = openTestStore({ file }).store;
    expect(again.listSettings()).toEqual({ classes, startOfDay: '05:00' });
    expect(JSON.stringify(again.getSetting('classes'))).toBe(JSON.stringify(classes));
    expect(again.deleteSetting('startOfDay')).toBe(true);
    expect(again.deleteSetting('startOfDay')).toBe(false);
    expect(again.listSettings()).toEqual({ classes });
  });
});
