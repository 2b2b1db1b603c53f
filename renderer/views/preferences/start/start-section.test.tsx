import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Startup } from '../../../../preload/contract/startup.ts';
import { aDaytrail, fail } from '../../../testing/fakes.ts';
import { clear, click, find, renderPart, text, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';

afterEach(clear);

/** `afterwards`: how it is once it was set. */
async function open(startup: Startup, afterwards = startup) {
  let now = startup;
  const daytrail = Object.assign(aDaytrail(), {
    startup: async () => now,
    setStartup: vi.fn(async () => {
      now = afterwards;
      return now;
    }),
  });
  await renderPart(<PreferencesView chosen="start" />, daytrail, '/preferences/start');
  await until(() => expect(text()).toContain('Start Daytrail when you log in'));
  return daytrail;
}

const toggle = () => find('[role="switch"]');
const isOn = () => toggle().getAttribute('aria-checked');

describe('the start at login', () => {
  it.each([
    ['off', false, 'true'],
    ['on', true, 'false'],
  ] as const)('is %s, and the other by a click', async (state, wasOn, then) => {
    const daytrail = await open({ state }, { state: wasOn ? 'off' : 'on' });
    expect([isOn(), toggle().hasAttribute('disabled')]).toEqual([String(wasOn), false]);
    await click(toggle());
    await until(() => expect(isOn()).toBe(then));
    expect(daytrail.setStartup.mock.calls).toEqual([[{ on: !wasOn }]]);
  });

  it('is what the system made of it, where that has its own mind', async () => {
    await open({ state: 'off' }, { state: 'fixed', on: false, reason: 'Allow it in the system’s settings.' });
    await click(toggle());
    await until(() => expect(text()).toContain('Allow it in the system’s settings.'));
    expect([isOn(), toggle().hasAttribute('disabled')]).toEqual(['false', true]);
  });

  it.each([true, false])(
    'cannot be changed where it is not Daytrail’s to decide, and it says why (on: %s)',
    async (on) => {
      const daytrail = await open({ state: 'fixed', on, reason: 'Whoever runs this computer has set it.' });
      expect(text()).toContain('Whoever runs this computer has set it.');
      expect(isOn()).toBe(String(on));
      await click(toggle());
      expect(daytrail.setStartup).not.toHaveBeenCalled();
    },
  );

  it('stays what it was where it cannot be kept, and it says why', async () => {
    const daytrail = await open({ state: 'off' });
    fail(daytrail, 'setStartup', { kind: 'unwritable', message: 'The folder of the desktop cannot be written.' });
    await click(toggle());
    await until(() => expect(text()).toContain('The folder of the desktop cannot be written.'));
    expect(isOn()).toBe('false');
  });

  it('can be asked for again where it cannot be read', async () => {
    const daytrail = aDaytrail();
    fail(daytrail, 'startup', { kind: 'internal', message: 'The system does not answer.' });
    await renderPart(<PreferencesView chosen="start" />, daytrail, '/preferences/start');
    await until(() => expect(text()).toContain('The system does not answer.'));
    Object.assign(daytrail, { startup: async () => ({ state: 'on' }) });
    await click(find('button', 'Try again'));
    await until(() => expect(isOn()).toBe('true'));
  });
});
