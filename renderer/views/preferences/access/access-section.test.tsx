import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Access } from '../../../../preload/contract/access.ts';
import { aDaytrail, fail } from '../../../testing/fakes.ts';
import { clear, click, find, renderPart, text, until } from '../../../testing/render.tsx';
import { AccessRequests } from '../../frame/access-requests.tsx';
import { PreferencesView } from '../preferences-view.tsx';

afterEach(async () => {
  vi.useRealTimers();
  await clear();
});

const EXTENSION = { origin: 'moz-extension://5f8b3a2e', name: 'an extension in Firefox', since: 0 };
const OTHER = { origin: 'chrome-extension://abcdef', name: 'an extension in Chrome', since: 1 };

function aGuarded(first: Partial<Access> = {}) {
  let now: Access = { apiKey: false, extensions: [], requests: [], ...first };
  const daytrail = Object.assign(aDaytrail(), {
    access: async () => now,
    allowExtension: vi.fn(async () => change({ requests: [], extensions: now.requests })),
    refuseExtension: vi.fn(async () => change({ requests: [] })),
    removeExtension: vi.fn(async () => change({ extensions: [] })),
    makeKey: vi.fn(async () => {
      change({ apiKey: true });
      return 'a-very-secret-key';
    }),
    removeKey: vi.fn(async () => change({ apiKey: false })),
  });
  const change = (changes: Partial<Access>) => {
    now = { ...now, ...changes };
    daytrail.push('access', now);
    return null;
  };
  return { daytrail, change };
}

const open = (daytrail: ReturnType<typeof aGuarded>['daytrail']) =>
  renderPart(<PreferencesView chosen="access" />, daytrail, '/preferences/access');
/** A second passes. */
const pass = () => act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
const inDialog = (name: string) => find('dialog button', name);

describe('the key for programs', () => {
  it('is made only after one was told what that means, and is shown once', async () => {
    const { daytrail } = aGuarded();
    await open(daytrail);
    await until(() => expect(text()).toContain('reach Daytrail without a key'));
    await click(find('button', 'Make a key…'));
    expect(daytrail.makeKey).not.toHaveBeenCalled();
    await click(inDialog('Make a key'));
    await until(() => expect(text()).toContain('a-very-secret-key'));
    expect(text()).toContain('api_key');
    await clear();
    await open(daytrail);
    await until(() => expect(text()).toContain('must bring the key'));
    expect(text()).not.toContain('a-very-secret-key');
  });

  it('can be selected where it cannot be copied', async () => {
    const { daytrail } = aGuarded();
    await open(daytrail);
    await until(() => expect(text()).toContain('Make a key…'));
    await click(find('button', 'Make a key…'));
    await click(inDialog('Make a key'));
    await until(() => expect(text()).toContain('a-very-secret-key'));
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('no')) } });
    Object.assign(document, { execCommand: () => false });
    await click(find('button', 'Copy'));
    await until(() => expect(text()).toContain('It is selected'));
    expect(getSelection()?.toString()).toBe('a-very-secret-key');
    vi.unstubAllGlobals();
  });

  it('can be removed, after a question', async () => {
    const { daytrail } = aGuarded({ apiKey: true });
    await open(daytrail);
    await until(() => expect(text()).toContain('must bring the key'));
    await click(find('button', 'Remove the key…'));
    await click(inDialog('Remove the key'));
    await until(() => expect(text()).toContain('The key was removed.'));
    expect(text()).toContain('reach Daytrail without a key');
  });

  it('says so when it cannot be made', async () => {
    const { daytrail } = aGuarded();
    fail(daytrail, 'makeKey', { kind: 'unwritable', message: 'The configuration cannot be written.' });
    await open(daytrail);
    await until(() => expect(text()).toContain('Make a key…'));
    await click(find('button', 'Make a key…'));
    await click(inDialog('Make a key'));
    await until(() => expect(text()).toContain('The configuration cannot be written.'));
  });
});

describe('an extension', () => {
  it('that asks is let in here, and can be removed again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { daytrail } = aGuarded({ requests: [EXTENSION] });
    await open(daytrail);
    await pass();
    await pass();
    await click(find('button', 'Let in'));
    await pass();
    expect(text()).toContain('let in on');
    expect(daytrail.allowExtension).toHaveBeenCalledWith({ origin: EXTENSION.origin });
    expect(text()).not.toContain('Waiting for your answer');
    await click(find('button', 'Remove an extension in Firefox'));
    await pass();
    expect(text()).toContain('No extension was let in.');
    expect(daytrail.removeExtension).toHaveBeenCalledWith({ origin: EXTENSION.origin });
  });

  it('that asks while one looks at something else is announced, and can be refused there', async () => {
    const { daytrail, change } = aGuarded();
    await renderPart(<AccessRequests />, daytrail, '/timeline');
    expect(text()).toBe('');
    await act(async () => change({ requests: [OTHER, EXTENSION] }));
    await until(() => expect(find('[role="status"] section').textContent).toContain('An extension in Firefox asks'));
    expect(find('[role="status"] section').textContent).toContain(EXTENSION.origin);
    expect(find('a', '1 more request').getAttribute('href')).toBe('/preferences/access');
    await click(find('button', 'Refuse'));
    await until(() => expect(text()).toContain('It was refused'));
    expect(daytrail.refuseExtension).toHaveBeenCalledWith({ origin: EXTENSION.origin });
    expect(daytrail.allowExtension).not.toHaveBeenCalled();
  });

  it('cannot be let in by a click that was meant for something else', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { daytrail, change } = aGuarded();
    await renderPart(<AccessRequests />, daytrail, '/timeline');
    await pass();
    await act(async () => {
      change({ requests: [EXTENSION] });
      await vi.advanceTimersByTimeAsync(10);
    });
    expect(find('button', 'Let in').hasAttribute('disabled')).toBe(true);
    await pass();
    expect(find('button', 'Let in').hasAttribute('disabled')).toBe(false);
  });
});
