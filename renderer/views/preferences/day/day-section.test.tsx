import { afterEach, describe, expect, it, vi } from 'vitest';
import { aDaytrail, aStatus } from '../../../testing/fakes.ts';
import { clear, find, renderPart, text, type, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';
import { minutesOf, timeOf } from './time-of-day.ts';

afterEach(clear);

describe('when a day begins', () => {
  async function open(dayStart: number) {
    const daytrail = aDaytrail(aStatus({ dayStart }));
    const setDayStart = vi.fn(async () => null);
    Object.assign(daytrail, { setDayStart });
    await renderPart(<PreferencesView chosen="day" />, daytrail, '/preferences/day');
    await until(() => expect(text()).toContain('A day begins at'));
    return { setDayStart, field: find('input[type="time"]') as HTMLInputElement };
  }

  it('is shown, and set as soon as it is a time', async () => {
    const { setDayStart, field } = await open(330);
    expect(field.value).toBe('05:30');
    await type(field, '');
    expect(setDayStart).not.toHaveBeenCalled();
    await type(field, '03:00');
    expect(setDayStart).toHaveBeenCalledWith({ minutes: 180 });
  });

  it('is the same in the field as in minutes', () => {
    for (const minutes of [0, 59, 60, 240, 1439]) expect(minutesOf(timeOf(minutes))).toBe(minutes);
    expect(minutesOf('')).toBeNull();
  });
});
