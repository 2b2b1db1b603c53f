import { describe, expect, it } from 'vitest';
import type { Json } from '../events/event.ts';
import { readRules } from './privacy-rules.ts';
import { storeErrorOf } from './testing.ts';

const RULE = { bucket_prefix: 'aw-watcher-window_', field: 'title', pattern: '(?i)bank', action: 'drop' };

describe('Privacy rules', () => {
  it.each<[string, Json, number]>([
    ['none', null, 0],
    ['an empty list', [], 0],
    ["ActivityWatch's own example", [{ enabled: true, ...RULE, action: 'redact', replacement: 'REDACTED' }], 1],
    ['one for all buckets', [{ field: 'title', pattern: 'x', action: 'drop' }], 1],
    ['one with null for what it does not say', [{ ...RULE, bucket_prefix: null, replacement: null }], 1],
    ['one that is turned off', [{ ...RULE, enabled: false }], 0],
    ['one with keys of later versions', [{ ...RULE, note: 'x' }], 1],
    ['as many as fit', Array.from({ length: 1000 }, () => RULE), 1000],
  ])('may be %s', (_, setting, count) => {
    expect(readRules(setting)).toHaveLength(count);
  });

  it.each<[string, Json, string]>([
    ['no list', { ...RULE }, 'not a list'],
    ['false', false, 'not a list'],
    ['a rule that is none', [RULE, 'drop'], 'rule 2: it is not an object'],
    ['a list as rule', [[]], 'rule 1: it is not an object'],
    ['enabled that is no yes or no', [{ ...RULE, enabled: 1 }], "'enabled'"],
    ['a prefix that is no text', [{ ...RULE, bucket_prefix: 1 }], "'bucket_prefix'"],
    ['no action', [{ ...RULE, action: null }], "'action'"],
    ['an unknown action', [{ ...RULE, action: 'hide' }], "'action'"],
    ['to drop without a field', [{ pattern: 'x', action: 'drop' }], "'field'"],
    ['an empty field', [{ ...RULE, field: '' }], "'field'"],
    ['a path with a gap', [{ ...RULE, field: 'a..b' }], "'field'"],
    ['to redact without a replacement', [{ ...RULE, action: 'redact' }], "'replacement'"],
    ['to redact with nothing', [{ ...RULE, action: 'redact', replacement: '' }], "'replacement'"],
    ['no pattern', [{ ...RULE, pattern: null }], "'pattern'"],
    [
      'a pattern that is none',
      [{ ...RULE, pattern: '(' }],
      'rule 1: its pattern cannot be used: a group is not closed',
    ],
    ['a pattern that is none in a rule turned off', [{ ...RULE, enabled: false, pattern: '[' }], 'class'],
    ['a pattern without end', [{ ...RULE, pattern: 'x'.repeat(10_001) }], 'longer than'],
    ['too many rules', Array.from({ length: 1001 }, () => RULE), 'more than 1000'],
  ])('are refused as a whole for %s, with the reason', (_, setting, why) => {
    expect(storeErrorOf(() => readRules(setting))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(why),
    });
  });

  it('are refused without repeating what they look for', () => {
    const { message } = storeErrorOf(() => readRules([{ ...RULE, pattern: 'my secret employer (' }]));
    expect(message).not.toContain('secret');
  });
});
