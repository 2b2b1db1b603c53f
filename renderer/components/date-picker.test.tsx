import { afterEach, describe, expect, it, vi } from 'vitest';
import { PersonProvider } from '../state/person.tsx';
import { aDaytrail } from '../testing/fakes.ts';
import { clear, click, find, focus, press, renderPart } from '../testing/render.tsx';
import { Calendar } from './date-picker.tsx';

afterEach(clear);

async function open(locale = 'en-GB') {
  const onPick = vi.fn<(date: string) => void>();
  await renderPart(
    <PersonProvider value={{ locale, timeZone: 'Europe/Berlin' }}>
      <Calendar date="2026-11-20" today="2026-11-22" onPick={onPick} />
    </PersonProvider>,
    aDaytrail(),
  );
  return onPick;
}

const focused = () => document.activeElement?.getAttribute('data-date');

describe('the calendar', () => {
  it('opens on the day one is at', async () => {
    await open();
    expect(focused()).toBe('2026-11-20');
    expect(find('button[aria-pressed="true"]').textContent).toBe('20');
    expect(find('[aria-current="date"]').textContent).toBe('22');
  });

  it.each([
    [['ArrowRight'], '2026-11-21'],
    [['ArrowUp'], '2026-11-13'],
    [['ArrowDown', 'ArrowDown'], '2026-12-04'],
    [['PageDown'], '2026-12-20'],
    [['PageUp'], '2026-10-20'],
    [['Home'], '2026-11-16'],
    [['End'], '2026-11-22'],
  ])('is walked by keys: %j leads to %s', async (keys, date) => {
    await open();
    for (const key of keys) await press(key);
    expect(focused()).toBe(date);
  });

  it('turns by years with Shift', async () => {
    await open();
    await press('PageUp', { shiftKey: true });
    expect(focused()).toBe('2025-11-20');
  });

  it('begins weeks as the locale does', async () => {
    await open('en-US');
    await press('Home');
    expect(focused()).toBe('2026-11-15');
  });

  it('keeps the focus on the button that turns the month', async () => {
    const onPick = await open();
    const next = find('button', 'Next month');
    await focus(next);
    await click(next);
    expect(document.activeElement).toBe(next);
    await click(find('[data-date="2026-12-24"]'));
    expect(onPick).toHaveBeenCalledWith('2026-12-24');
  });
});
