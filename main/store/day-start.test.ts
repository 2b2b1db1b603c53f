import { describe, expect, it } from 'vitest';
import { dayStartIn, formatDayStart, parseDayStart } from './day-start.ts';
import { openTestStore, storeErrorOf } from './testing.ts';

describe('when a day begins', () => {
  it.each([
    ['04:00', 240],
    ['4:00', 240],
    ['00:00', 0],
    ['23:59', 1439],
    ['05:30:00', 330],
    [null, 240],
  ])('is read from ActivityWatch’s setting: %j', (value, minutes) => {
    expect(parseDayStart(value)).toBe(minutes);
  });

  it.each([['24:00'], ['4'], ['04:60'], ['04:00:30'], [''], [4], [{}], [['04:00']], [true]])(
    'is refused where it is no time of day: %j',
    (value) => {
      expect(() => parseDayStart(value)).toThrow('startOfDay has to be a time of day such as "04:00".');
      expect(dayStartIn(value)).toBe(240);
    },
  );

  it('is written as ActivityWatch writes it', () => {
    expect([0, 240, 545, 1439].map(formatDayStart)).toEqual(['00:00', '04:00', '09:05', '23:59']);
  });

  it('is set by whoever sets the setting, and what is no time of day leaves it as it was', () => {
    const heard: string[] = [];
    const { store } = openTestStore({ onSetting: (key) => heard.push(key) });
    store.setSetting('startOfDay', '05:30');
    expect(storeErrorOf(() => store.setSetting('startOfDay', 'dawn')).kind).toBe('invalid');
    expect(store.getSetting('startOfDay')).toBe('05:30');
    store.deleteSetting('startOfDay');
    expect(heard).toEqual(['startOfDay', 'startOfDay']);
  });
});
