import { describe, expect, it } from 'vitest';
import { privacySchemas } from '../../preload/contract/privacy.ts';
import { shownRules } from './shown-rules.ts';

const BLANK = { enabled: true, bucket_prefix: '', field: '', pattern: '', action: 'drop', replacement: '' };

describe('the rules as the window edits them', () => {
  it('have every key, and keep those that others wrote', () => {
    const rule = { field: 'title', pattern: 'x', action: 'redact', replacement: '…', note: { by: 'me' } };
    expect(shownRules([rule])).toEqual([{ ...BLANK, ...rule }]);
  });

  it.each([
    ['no setting', null, []],
    ['no list', { field: 'title' }, []],
    ['a rule that is none', ['drop'], [BLANK]],
    ['keys of other kinds', [{ enabled: false, field: 1, action: null }], [{ ...BLANK, enabled: false }]],
  ])('can be shown whatever was stored: %s', (_, setting, shown) => {
    expect(shownRules(setting)).toEqual(shown);
    expect(privacySchemas['privacy.get'].result.safeParse(shownRules(setting)).success).toBe(true);
  });
});
