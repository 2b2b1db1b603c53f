import { describe, expect, it } from 'vitest';
import { leavesAt, movedOn } from './follow.ts';

const view = { start: 1000, end: 2000 };

describe('following the present', () => {
  it('moves a view on just before the present leaves it', () => {
    expect(leavesAt(view, 1500)).toBe(1990);
    expect(movedOn(view, 1990)).toEqual({ start: 1190, end: 2190 });
  });

  it('leaves views of the past and of the future alone', () => {
    expect(leavesAt(view, 2001)).toBeNull();
    expect(leavesAt(view, 999)).toBeNull();
  });
});
