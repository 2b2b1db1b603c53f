import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PrivacyRule } from '../../../../preload/contract/privacy.ts';
import { fail } from '../../../testing/fakes.ts';
import { aPreferring } from '../../../testing/preferences.ts';
import { clear, click, find, renderPart, text, type, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';
import { NEW_RULE } from './rule.ts';

afterEach(async () => {
  vi.useRealTimers();
  await clear();
});

const BANK: PrivacyRule = { ...NEW_RULE, pattern: 'bank' };
const input = (name: string) => {
  const { htmlFor } = find('dialog label', name) as HTMLLabelElement;
  return document.getElementById(htmlFor) as HTMLInputElement;
};

async function open(given: Parameters<typeof aPreferring>[0] = {}) {
  const daytrail = aPreferring(given);
  await renderPart(<PreferencesView chosen="privacy" />, daytrail, '/preferences/privacy');
  await until(() => expect(text()).toContain('Add a rule…'));
  return daytrail;
}

describe('the privacy rules', () => {
  it('are said in words, each with where it looks', async () => {
    const redact: PrivacyRule = { ...BANK, action: 'redact', field: 'url', bucket_prefix: 'aw-watcher-web' };
    await open({ rules: [BANK, redact] });
    expect(text()).toContain('Drop if the title has “bank”Everywhere');
    expect(text()).toContain('Write “Private” instead if the address has “bank”Browser tabs');
  });

  it('are turned off and removed one by one, without touching the others', async () => {
    const other: PrivacyRule = { ...BANK, pattern: 'chat', note: 'mine' };
    const daytrail = await open({ rules: [BANK, other] });
    await click(find('input', /^Use rule 1/));
    expect(daytrail.setPrivacyRules).toHaveBeenLastCalledWith([{ ...BANK, enabled: false }, other]);
    await until(() => expect(find('button', /^Remove rule 1/).hasAttribute('disabled')).toBe(false));
    await click(find('button', /^Remove rule 1/));
    expect(daytrail.setPrivacyRules).toHaveBeenLastCalledWith([other]);
  });

  it('are shown as another program sets them, and a rule that is being edited keeps its place among them', async () => {
    const daytrail = await open({ rules: [BANK] });
    await click(find('button', /^Edit rule 1/));
    const chat: PrivacyRule = { ...BANK, pattern: 'chat' };
    await daytrail.setPrivacyRules([chat, BANK]);
    await act(async () => daytrail.push('privacy', null));
    await until(() => expect(text()).toContain('Drop if the title has “chat”'));
    await click(find('dialog button', 'Save'));
    expect(daytrail.setPrivacyRules).toHaveBeenLastCalledWith([chat, BANK]);
  });

  it('stay as they were where they cannot be kept', async () => {
    const daytrail = await open({ rules: [BANK] });
    fail(daytrail, 'setPrivacyRules', { kind: 'closed', message: 'Daytrail is ending.' });
    await click(find('button', /^Remove rule 1/));
    await until(() => expect(text()).toContain('Daytrail is ending.'));
    await until(() => expect(text()).toContain('Drop if the title has “bank”'));
  });
});

describe('a new rule', () => {
  /** What is typed settles, and is answered. */
  const pass = async () => {
    for (let step = 0; step < 3; step++) await act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
  };
  const begin = async (given: Parameters<typeof aPreferring>[0]) => {
    const daytrail = await open(given);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await click(find('button', 'Add a rule…'));
    return daytrail;
  };

  it('cannot be saved while it cannot be used, and why is said', async () => {
    const daytrail = await begin({ trial: () => ({ problem: 'a group is not closed', found: null, events: null }) });
    await type(input('Pattern'), '(');
    await pass();
    expect(text()).toContain('This rule cannot be used: a group is not closed.');
    expect(find('dialog button', 'Save').hasAttribute('disabled')).toBe(true);
    expect(daytrail.setPrivacyRules).not.toHaveBeenCalled();
  });

  it('is tried on a text and on what was recorded, before it is saved behind the others', async () => {
    const found = (query: { text: string | null }) => (query.text === null ? null : query.text.includes('bank'));
    const daytrail = await begin({
      rules: [BANK],
      trial: (query) => ({ problem: null, found: found(query), events: 2 }),
    });
    await type(input('Pattern'), 'bank');
    await pass();
    expect(text()).toContain('2 events of the last 7 days would have been dropped.');
    await type(input('Try it on a text'), 'river');
    expect(text()).not.toContain('takes too long');
    await pass();
    expect(text()).toContain('This text would be recorded as it is.');
    await type(input('Try it on a text'), 'my bank');
    await pass();
    expect(text()).toContain('This would not be recorded.');
    await click(find('dialog button', 'Save'));
    await pass();
    expect(daytrail.setPrivacyRules).toHaveBeenCalledWith([BANK, BANK]);
    expect(document.querySelector('dialog')).toBeNull();
  });
});

it('records private windows once a person wants that', async () => {
  const daytrail = await open();
  await click(find('label', /^Record private windows/).querySelector('input') as Element);
  expect(daytrail.setPreferences).toHaveBeenCalledWith({ privacy: { recordPrivateWindows: true } });
});
