import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Updates } from '../../../../preload/contract/updates.ts';
import { aDaytrail, fail } from '../../../testing/fakes.ts';
import { aPreferring } from '../../../testing/preferences.ts';
import { clear, click, find, renderPart, text, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';

afterEach(clear);

async function open(updates: Updates) {
  const daytrail = Object.assign(aPreferring({ status: { version: '1.2.3' } }), {
    updates: vi.fn(async () => updates),
    lookForUpdates: vi.fn(async () => updates),
    installUpdate: vi.fn(async () => null),
  });
  await renderPart(<PreferencesView chosen="updates" />, daytrail, '/preferences/updates');
  await until(() => expect(text()).toContain('This is Daytrail 1.2.3'));
  const told = (next: Updates) => {
    daytrail.updates.mockResolvedValue(next);
    return act(async () => daytrail.push('updates', next));
  };
  return { daytrail, told };
}

const buttons = () => [...document.querySelectorAll('button:not([role="switch"])')];
const offered = () =>
  buttons()
    .filter((button) => !button.hasAttribute('disabled'))
    .map((button) => button.textContent);
const standing = () => find('section [role="status"]').textContent;

describe('updates', () => {
  it('say why there are none, and offer nothing then', async () => {
    await open({ state: 'off', reason: 'package-manager', message: 'The system updates Daytrail.' });
    expect(text()).toContain('The system updates Daytrail.');
    expect(offered()).toEqual([]);
    expect(document.querySelector('[role="switch"]')).toBeNull();
  });

  it('are looked for by a button, and not before', async () => {
    const { daytrail, told } = await open({ state: 'idle', lookedAt: null });
    expect(standing()).toBe('Nobody has looked for a newer one yet.');
    expect(daytrail.lookForUpdates).not.toHaveBeenCalled();
    await click(find('button', 'Look now'));
    expect(daytrail.lookForUpdates).toHaveBeenCalledOnce();
    await told({ state: 'looking' });
    await until(() => expect(standing()).toBe('Looking…'));
    expect(offered()).toEqual([]);
    await told({ state: 'idle', lookedAt: Date.now() * 1000 });
    await until(() => expect(standing()).toMatch(/^There is no newer one\. Looked .+\.$/));
    expect(offered()).toEqual(['Look now']);
  });

  it('are fetched only once a person says so, and then installed by quitting', async () => {
    const published = Date.parse('2026-11-20T12:00:00Z') * 1000;
    const { daytrail, told } = await open({ state: 'found', version: '1.3.0', published, size: 98_000_000 });
    expect(standing()).toContain('There is Daytrail 1.3.0');
    expect(standing()).toContain('98 MB');
    expect(standing()).toContain('Nothing has been fetched yet.');
    expect(daytrail.installUpdate).not.toHaveBeenCalled();
    await click(find('button', 'Fetch it'));
    expect(daytrail.installUpdate).toHaveBeenCalledOnce();
    await told({ state: 'fetching', version: '1.3.0', done: 0.427 });
    await until(() => expect(standing()).toContain('Fetching Daytrail 1.3.0: 42 %'));
    expect(offered()).toEqual([]);
    await told({ state: 'ready', version: '1.3.0' });
    await until(() => expect(standing()).toContain('when you quit Daytrail'));
    expect(offered()).toEqual([]);
  });

  it('are told of without a day and a size where neither is known', async () => {
    await open({ state: 'found', version: '1.3.0', published: null, size: null });
    expect(standing()).toBe('There is Daytrail 1.3.0. Nothing has been fetched yet.');
  });

  it('that could not be looked for are looked for again, and fetched again where fetching failed', async () => {
    const { told } = await open({ state: 'failed', message: 'There is no connection.', version: null });
    expect(standing()).toBe('There is no connection.');
    expect(offered()).toEqual(['Look now']);
    await told({ state: 'failed', message: 'The connection was lost.', version: '1.3.0' });
    await until(() => expect(standing()).toBe('The connection was lost.'));
    expect(offered()).toEqual(['Fetch it', 'Look now']);
  });

  it('are looked for once a day only where a person wants it', async () => {
    const { daytrail } = await open({ state: 'idle', lookedAt: null });
    await until(() => expect(find('[role="switch"]').getAttribute('aria-checked')).toBe('false'));
    await click(find('[role="switch"]'));
    await until(() => expect(find('[role="switch"]').getAttribute('aria-checked')).toBe('true'));
    expect(daytrail.setPreferences).toHaveBeenCalledWith({ updates: { daily: true } });
  });

  it('can be asked for again where they cannot be read', async () => {
    const daytrail = aDaytrail();
    fail(daytrail, 'updates', { kind: 'internal', message: 'It is being restarted.' });
    await renderPart(<PreferencesView chosen="updates" />, daytrail, '/preferences/updates');
    await until(() => expect(text()).toContain('It is being restarted.'));
    Object.assign(daytrail, { updates: async () => ({ state: 'looking' }) });
    await click(find('button', 'Try again'));
    await until(() => expect(standing()).toBe('Looking…'));
  });
});
