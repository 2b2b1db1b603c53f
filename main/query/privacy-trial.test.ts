import { describe, expect, it } from 'vitest';
import type { PrivacyRule } from '../../preload/contract/privacy.ts';
import { createReader } from './reads.ts';
import { HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const event = (second: number, title: string, app = 'Web'): TestEvent => ({
  start: MORNING + second * SECOND,
  duration: SECOND,
  data: { app, title },
});
const RULE: PrivacyRule = {
  enabled: true,
  bucket_prefix: '',
  field: 'title',
  pattern: '(?i)bank',
  action: 'drop',
  replacement: '',
};
function tryRule(rule: Partial<PrivacyRule>, text: string | null = null) {
  const night = { start: MORNING - 13 * HOUR, duration: 14 * HOUR, data: { app: 'Web', title: 'Bank at night' } };
  const before = { ...event(0, 'Bank'), start: MORNING - 20 * HOUR };
  const { db } = record({
    windows: [before, night, event(1, 'My bank'), event(2, 'News'), event(3, 'My bank')],
    tabs: [event(4, 'BANK')],
  });
  const range = { start: MORNING, end: MORNING + HOUR };
  return createReader(db, 0).tryPrivacyRule({ rule: { ...RULE, ...rule } as PrivacyRule, text, ...range });
}

describe('Trying a privacy rule', () => {
  it('counts the events of the time that it would have kept out, those that only reach into it too', () => {
    expect(tryRule({})).toEqual({ problem: null, found: null, events: 4 });
    expect(tryRule({ enabled: false }).events).toBe(4);
    expect(tryRule({ bucket_prefix: 'tab' }).events).toBe(1);
    expect(tryRule({ field: 'url' }).events).toBe(0);
  });

  it('says whether it finds a text', () => {
    expect(tryRule({}, 'The Bank of England').found).toBe(true);
    expect(tryRule({}, 'The river').found).toBe(false);
  });

  it('says why it would be refused', () => {
    expect(tryRule({ pattern: '(' }, 'x')).toEqual({
      problem: expect.stringContaining('a group is not closed'),
      found: null,
      events: null,
    });
    expect(tryRule({ action: 'redact' }).problem).toContain('replacement');
    expect(tryRule({ field: '' }).problem).toContain('field');
  });

  it('gives up on a pattern that takes too long', () => {
    const trial = tryRule({ pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`);
    expect([trial.problem, trial.found]).toEqual([null, null]);
  });
});
