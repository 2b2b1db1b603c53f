import { describe, expect, it } from 'vitest';
import { block, inline, inlineData } from './json.ts';

describe("an event's data", () => {
  it('is told in one line, what the event is before its title before the rest', () => {
    expect(inlineData({ incognito: false, title: 'Inbox\n(3)', tabs: [1, { a: null }], app: 'Mail' })).toEqual([
      { key: 'app', text: 'Mail' },
      { key: 'title', text: 'Inbox (3)' },
      { key: 'incognito', text: 'false' },
      { key: 'tabs', text: '[1,{"a":null}]' },
    ]);
  });

  it('is cut in a line and whole when read', () => {
    const long = 'x'.repeat(5000);
    expect(inline(long)).toHaveLength(301);
    expect(block(long)).toBe(long);
    expect(block({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});
