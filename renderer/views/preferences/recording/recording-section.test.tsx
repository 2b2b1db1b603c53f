import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { fail } from '../../../testing/fakes.ts';
import { aHealthOf, aPreferring, PREFERENCES } from '../../../testing/preferences.ts';
import { clear, click, find, focus, press, renderPart, text, type, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';

afterEach(clear);

const HOUR = 3_600_000_000;
const input = (selector: string, name?: string | RegExp) => find(selector, name) as HTMLInputElement;

async function open(given: Parameters<typeof aPreferring>[0] = {}) {
  const daytrail = aPreferring(given);
  await renderPart(<PreferencesView chosen="recording" />, daytrail, '/preferences/recording');
  await until(() => expect(text()).toContain('What Daytrail records by itself'));
  return daytrail;
}

describe("Daytrail's own watchers", () => {
  it('say what was chosen, what it sees, what it does not, and how that is mended', async () => {
    const limits = [{ what: 'GNOME tells programs of windows only through an extension.', fix: 'Install it.' }];
    const backend = { name: 'GNOME', sees: ['Application', 'Title'], limits };
    await open({ watchers: [aHealthOf('window', { backend }), aHealthOf('presence')] });
    for (const said of ['By way ofGNOME', 'ApplicationTitle', 'through an extension. Install it.']) {
      expect(text()).toContain(said);
    }
  });

  it('say what is wrong, with the mending, where one cannot record', async () => {
    const problem = { message: 'This compositor does not tell.', fix: 'Use an X11 session.' };
    await open({ watchers: [aHealthOf('window', { state: 'unfit', backend: null, problem })] });
    expect(text()).toContain('Cannot record here');
    expect(text()).toContain('This compositor does not tell. Use an X11 session.');
  });

  it('are turned off one by one', async () => {
    const daytrail = await open();
    await click(find('input[role="switch"]', 'Away and back'));
    expect(daytrail.setPreferences).toHaveBeenCalledWith({ watchers: { window: true, presence: false } });
    await until(() => expect(text()).toContain('Turned off'));
  });

  it('do not claim to record while a person pauses', async () => {
    await open({ status: { recording: { state: 'paused', until: null } } });
    expect(text()).toContain('Recording is paused until you resume it.');
    expect(text()).toContain('Ready, and not recording now');
  });

  it('were last heard when the status says so, which knows every heartbeat', async () => {
    const { bucket } = aHealthOf('window');
    const lastSeen = Date.now() * 1000 - 5 * HOUR;
    await open({ status: { sources: [{ bucket, type: 'currentwindow', label: 'x', since: 0, lastSeen }] } });
    expect(text()).toContain('5 h ago');
    expect(text()).toContain('None has been heard of yet.');
  });
});

it('asks what an absence was only where a person wants it', async () => {
  const daytrail = await open();
  const ask = find('label', /^Ask what it was/).querySelector('input');
  expect(ask?.checked).toBe(false);
  await click(find('label', /^Ask what it was/));
  expect(daytrail.setPreferences).toHaveBeenCalledWith({ returns: { ask: true } });
});

it('lists the watchers of others with when they were last heard', async () => {
  const lastSeen = Date.now() * 1000 - 3 * HOUR;
  const bucket = 'aw-watcher-web-firefox_workbench';
  await open({ status: { sources: [{ bucket, type: 'web.tab.current', label: 'x', since: 0, lastSeen }] } });
  expect(find('tbody tr').textContent).toBe(`Firefox tabs${bucket}3 h ago`);
});

describe('the time until one counts as away', () => {
  it('is typed in minutes and kept with Enter', async () => {
    const daytrail = await open();
    expect(input('input[inputmode="decimal"]').value).toBe('3');
    await focus(input('input[inputmode="decimal"]'));
    await type(input('input[inputmode="decimal"]'), '7,5');
    await press('Enter');
    await until(() => expect(daytrail.setPreferences).toHaveBeenCalledWith({ presence: { awayAfterSeconds: 450 } }));
    await until(() => expect(input('input[inputmode="decimal"]').value).toBe('7.5'));
  });

  it('stays what it was where what was typed is no time', async () => {
    const daytrail = await open();
    const field = input('input[inputmode="decimal"]');
    await focus(field);
    await type(field, 'soon');
    expect(text()).toContain('A number from 0.1 to 1,440, please.');
    await act(async () => field.blur());
    expect(field.value).toBe('3');
    expect(daytrail.setPreferences).not.toHaveBeenCalled();
  });
});

describe('the recording hours', () => {
  const hours = { ...PREFERENCES.hours, on: true };

  it('are shown once they are wanted', async () => {
    const daytrail = await open();
    expect(document.querySelector('input[type="time"]')).toBeNull();
    await click(find('label', /^Record only at certain hours/).querySelector('input') as Element);
    expect(daytrail.setPreferences).toHaveBeenCalledWith({ hours });
    await until(() => expect(document.querySelectorAll('input[type="time"]')).toHaveLength(2));
  });

  it('change by days and times', async () => {
    const daytrail = await open({ preferences: { hours } });
    const days = document.querySelectorAll<HTMLInputElement>('fieldset input');
    await click(days[6] as Element);
    expect(daytrail.setPreferences).toHaveBeenLastCalledWith({ hours: { ...hours, days: [1, 2, 3, 4, 5, 7] } });
    const [from] = document.querySelectorAll<HTMLInputElement>('input[type="time"]');
    if (from === undefined) throw new Error('There is no time to type.');
    await type(from, '22:00');
    await until(() => expect(text()).toContain('Over night, until 17:00 of the next day.'));
  });

  it('keep every day of several that are chosen faster than one can be saved', async () => {
    const daytrail = await open({ preferences: { hours } });
    const save = daytrail.setPreferences.getMockImplementation();
    const saving = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    let asked = 0;
    daytrail.setPreferences.mockImplementation(async (change) => {
      await saving[asked++]?.promise;
      return save?.(change) ?? null;
    });
    const days = document.querySelectorAll<HTMLInputElement>('fieldset input');
    const choose = async (index: number, chosen: string) => {
      await click(days[index] as Element);
      await until(() => expect([...days].map(({ checked }) => (checked ? 'x' : '-')).join('')).toBe(chosen));
    };
    await choose(6, 'xxxxx-x');
    await choose(5, 'xxxxxxx');
    await act(async () => saving[0]?.resolve());
    // What is told later is shown later.
    act(() => daytrail.push('watchers', [aHealthOf('window', { state: 'unfit' })]));
    await until(() => expect(text()).toContain('Cannot record here'));
    await choose(0, '-xxxxxx');
    expect(daytrail.setPreferences).toHaveBeenLastCalledWith({ hours: { ...hours, days: [2, 3, 4, 5, 6, 7] } });
    for (const each of saving) await act(async () => each.resolve());
    expect(await daytrail.preferences()).toMatchObject({ hours: { days: [2, 3, 4, 5, 6, 7] } });
  });

  it('say so where they leave no time at all', async () => {
    await open({ preferences: { hours: { ...hours, days: [] } } });
    expect(text()).toContain('nothing is recorded at all');
  });
});

it('says what went wrong where nothing can be read', async () => {
  const daytrail = aPreferring();
  fail(daytrail, 'preferences', { kind: 'invalid', message: 'The configuration cannot be used.' });
  await renderPart(<PreferencesView chosen="recording" />, daytrail, '/preferences/recording');
  await until(() => expect(find('[role="alert"]').textContent).toContain('The configuration cannot be used.'));
});
