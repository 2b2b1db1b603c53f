import { describe, expect, it } from 'vitest';
import type { Selection } from '../../timeline/index.ts';
import { afterTimeline } from './use-selection.ts';

const block = (start: number, end: number, count = 1, bucket = 'window'): Selection => ({
  kind: 'block',
  block: {
    bucket,
    type: 'currentwindow',
    key: 'Mail',
    title: '',
    count,
    busy: end - start,
    id: count === 1 ? 7 : 0,
    start,
    end,
  },
});
const stretch: Selection = { kind: 'range', start: 100, end: 200 };
const nothing = { scope: null, picked: null };

describe('selecting on the timeline', () => {
  it('narrows the list to a stretch of time or to a block of many events', () => {
    expect(afterTimeline(nothing, stretch)).toEqual({ scope: stretch, picked: null });
    const many = block(100, 200, 12);
    expect(afterTimeline(nothing, many)).toEqual({ scope: many, picked: null });
  });

  it('picks one event and leaves the list as wide as it is', () => {
    const one = block(100, 200);
    expect(afterTimeline(nothing, one)).toEqual({ scope: null, picked: one });
  });

  it('keeps the list narrow while picking inside of it, and widens it for what is elsewhere', () => {
    const narrow = { scope: stretch, picked: null };
    expect(afterTimeline(narrow, block(150, 250)).scope).toBe(stretch);
    expect(afterTimeline(narrow, block(300, 400)).scope).toBeNull();
    const inOther = { scope: block(100, 200, 12), picked: null };
    expect(afterTimeline(inOther, block(150, 160, 1, 'away')).scope).toBeNull();
  });

  it('clears both', () => {
    expect(afterTimeline({ scope: stretch, picked: block(1, 2) }, null)).toEqual(nothing);
  });
});
